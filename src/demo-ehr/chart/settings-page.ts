import { html } from 'hono/html';
import type { Act, Faults } from '../faults/faults';
import { isProfileName, profileNames, profileOf } from '../profiles/profiles';
import { staff } from '../seed/staff';
import { isRole, type Role, roles, type Settings } from '../settings';
import { type Html, page } from './page';

/** The faults that a person can try by hand. */
const faultChoices: Readonly<Record<string, { title: string; act: Act }>> = {
  'close-before': {
    title: 'De verbinding valt weg voor er iets bewaard is',
    act: { kind: 'close', when: 'before-commit' },
  },
  'close-after': { title: 'De verbinding valt weg nadat het bewaard is', act: { kind: 'close', when: 'after-commit' } },
  garbage: { title: 'Het antwoord is onleesbaar, maar het is bewaard', act: { kind: 'garbage', after: 'commit' } },
  refuse: { title: 'Het wordt geweigerd (422)', act: { kind: 'refuse', status: 422 } },
  conflict: { title: 'Iemand anders was eerst (409)', act: { kind: 'refuse', status: 409 } },
  unavailable: { title: 'Even niet beschikbaar (503)', act: { kind: 'refuse', status: 503 } },
  busy: { title: 'Te druk, wacht twee seconden (429)', act: { kind: 'refuse', status: 429, retryAfter: 2 } },
  expired: { title: 'De aanmelding is voorbij (401)', act: { kind: 'refuse', status: 401 } },
};

/** How this host behaves, to see how an app copes with hosts that allow less. */
export const settingsPage = (user: Role, settings: Settings, faults: Faults, isSaved: boolean): Html =>
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
  <label>Soort dossiersysteem
    <select name="profile">${profileNames.map(
      (name) =>
        html`<option value="${name}" ${settings.profile === name ? 'selected' : ''}>${profileOf(name).title}</option>`,
    )}</select></label>
  <fieldset><legend>Storing</legend>
    <label>Wat er misgaat
      <select name="fault"><option value="">niets</option>${Object.entries(faultChoices).map(
        ([name, { title }]) => html`<option value="${name}">${title}</option>`,
      )}</select></label>
    <label>Bij de hoeveelste keer schrijven <input name="faultNth" type="number" min="1" max="99" value="1"></label>
    <p>${faults.rules.length === 0 ? 'Er staat geen storing klaar.' : `Er staan ${faults.rules.length} storingen klaar, waarvan ${faults.rules.filter(({ fired }) => fired > 0).length} al gebeurd.`}</p>
  </fieldset>
  <button class="primary">Bewaren</button>
</form>`,
  );

/** Reads the submitted form into the settings; a duration that is no whole number is left as it was. */
export function readSettings(form: FormData, settings: Settings, faults: Faults): void {
  const text = (name: string) => String(form.get(name) ?? '').trim();
  const seconds = Number(text('accessTokenSeconds'));
  settings.withheldScopes = text('withheldScopes').split(/\s+/).filter(Boolean);
  settings.hideRestrictedFrom = form.getAll('hideRestrictedFrom').filter(isRole);
  settings.withholdPatient = form.has('withholdPatient');
  settings.intent = text('intent') || undefined;
  const profile = text('profile');
  if (isProfileName(profile)) settings.profile = profile;
  const choice = faultChoices[text('fault')];
  const nth = Number(text('faultNth'));
  faults.clear();
  if (choice)
    faults.add({
      on: { method: 'POST', path: /^\/fhir/, nth: Number.isInteger(nth) && nth > 0 ? nth : 1 },
      act: choice.act,
    });
  if (Number.isInteger(seconds) && seconds >= 1 && seconds <= 3600) settings.accessTokenSeconds = seconds;
}
