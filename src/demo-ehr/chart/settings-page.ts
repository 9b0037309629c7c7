import { html } from 'hono/html';
import { staff } from '../seed/staff';
import { isRole, type Role, roles, type Settings } from '../settings';
import { type Html, page } from './page';

/** How this host behaves, to see how an app copes with hosts that allow less. */
export const settingsPage = (user: Role, settings: Settings, isSaved: boolean): Html =>
  page(
    'Instellingen',
    user,
    html`<h1>Instellingen van dit dossier</h1>
<p>Zo gedraagt dit voorbeeldziekenhuis zich als een dossier dat minder toelaat. Het geldt voor wat hierna start.</p>
${isSaved ? html`<p class="saved" role="status">Bewaard.</p>` : ''}
<form method="post" action="/settings" class="settings">
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
  <label>Duur van de toegang in seconden
    <input name="accessTokenSeconds" type="number" min="1" max="3600" value="${settings.accessTokenSeconds}"></label>
  <button class="primary">Bewaren</button>
</form>`,
  );

/** Reads the submitted form into the settings; a duration that is no whole number is left as it was. */
export function readSettings(form: FormData, settings: Settings): void {
  const text = (name: string) => String(form.get(name) ?? '').trim();
  const seconds = Number(text('accessTokenSeconds'));
  settings.withheldScopes = text('withheldScopes').split(/\s+/).filter(Boolean);
  settings.hideRestrictedFrom = form.getAll('hideRestrictedFrom').filter(isRole);
  settings.withholdPatient = form.has('withholdPatient');
  settings.intent = text('intent') || undefined;
  if (Number.isInteger(seconds) && seconds >= 1 && seconds <= 3600) settings.accessTokenSeconds = seconds;
}
