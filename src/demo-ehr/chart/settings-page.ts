import { html } from 'hono/html';
import type { Faults } from '../faults/faults';
import { isProfileName, profileNames, profileOf } from '../profiles/profiles';
import { staff } from '../seed/staff';
import { isRole, type Role, roles, type Settings } from '../settings';
import { isStyleName } from '../smart/styles';
import { faultFields, readFault } from './fault-fields';
import { type Html, page } from './page';

/** How this host behaves, to see how an app copes with hosts that allow less. */
export const settingsPage = (user: Role, settings: Settings, faults: Faults, isSaved: boolean): Html =>
  page(
    'Instellingen',
    user,
    html`<h1>Instellingen van dit dossier</h1>
<p>Zo gedraagt dit voorbeeldziekenhuis zich als een dossier dat minder toelaat. Het geldt voor wat hierna start.</p>
${isSaved ? html`<p class="saved" role="status">Bewaard.</p>` : ''}
<form method="post" action="/settings" class="settings">
  <label>Soort dossiersysteem
    <select name="profile">${profileNames.map(
      (name) =>
        html`<option value="${name}" ${settings.profile === name ? 'selected' : ''}>${profileOf(name).title}</option>`,
    )}</select></label>
  <label>Hoe lang een traag dossier over elke vraag doet, in milliseconden
    <input name="slowMs" type="number" min="0" max="60000" value="${settings.slowMs}"></label>
  <label>Hoe vaak per minuut geschreven mag worden, waar dat beperkt is
    <input name="writesPerMinute" type="number" min="1" max="1000" value="${settings.writesPerMinute}"></label>
  <label>Rechten die niet gegeven worden (gescheiden door spaties)
    <input name="withheldScopes" value="${settings.withheldScopes.join(' ')}" autocomplete="off" spellcheck="false"
      placeholder="patient/RelatedPerson.cu launch/encounter"></label>
  <fieldset><legend>Ziet niet wat beperkt zichtbaar is (label R)</legend>
    ${roles.map(
      (role) => html`<label><input type="checkbox" name="hideRestrictedFrom" value="${role}"
      ${settings.hideRestrictedFrom.includes(role) ? 'checked' : ''}> ${staff[role].title}</label>`,
    )}</fieldset>
  <label><input type="checkbox" name="withholdPatient" ${settings.withholdPatient ? 'checked' : ''}>
    Start de toepassing zonder cliënt</label>
  <label>Bedoeling (<span lang="en">intent</span>) die meegaat bij de start
    <input name="intent" value="${settings.intent ?? ''}" autocomplete="off"></label>
  <label>Uitzicht dat de toepassing wordt gevraagd (<span lang="en">smart_style_url</span>)
    <select name="style">${STYLES.map(
      ({ name, title }) => html`<option value="${name}" ${settings.style === name ? 'selected' : ''}>${title}</option>`,
    )}</select></label>
  <label>Duur van de toegang in seconden
    <input name="accessTokenSeconds" type="number" min="1" max="3600" value="${settings.accessTokenSeconds}"></label>
  ${faultFields(faults)}
  <button class="primary">Bewaren</button>
</form>`,
  );

const STYLES = [
  { name: 'plain', title: 'zoals dit dossier' },
  { name: 'plum', title: 'paars en rond' },
  { name: 'pale', title: 'onleesbaar bleek' },
  { name: 'none', title: 'geen' },
] as const satisfies readonly { name: Settings['style']; title: string }[];

/** Reads the submitted form into the settings; a number that is none, or out of bounds, is left as it was. */
export function readSettings(form: FormData, settings: Settings, faults: Faults): void {
  const text = (name: string) => String(form.get(name) ?? '').trim();
  const numberOr = (name: string, lowest: number, highest: number, otherwise: number) => {
    const number = Number(text(name));
    return text(name) !== '' && Number.isInteger(number) && number >= lowest && number <= highest ? number : otherwise;
  };
  const profile = text('profile');
  if (isProfileName(profile)) settings.profile = profile;
  settings.slowMs = numberOr('slowMs', 0, 60_000, settings.slowMs);
  settings.writesPerMinute = numberOr('writesPerMinute', 1, 1000, settings.writesPerMinute);
  settings.withheldScopes = text('withheldScopes').split(/\s+/).filter(Boolean);
  settings.hideRestrictedFrom = form.getAll('hideRestrictedFrom').filter(isRole);
  settings.withholdPatient = form.has('withholdPatient');
  settings.intent = text('intent') || undefined;
  const style = text('style');
  if (style === 'none' || isStyleName(style)) settings.style = style;
  settings.accessTokenSeconds = numberOr('accessTokenSeconds', 1, 3600, settings.accessTokenSeconds);
  readFault(form, faults);
}
