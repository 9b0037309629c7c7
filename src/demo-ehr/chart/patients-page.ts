import type { Encounter, Patient } from 'fhir/r4';
import { html } from 'hono/html';
import type { Role } from '../settings';
import { type Html, page } from './page';
import { ageOn, nameOf, shownClass, shownDate } from './shown';

/** All clients, each with the contact that is running. */
export function patientsPage(
  user: Role,
  patients: readonly Patient[],
  encounters: readonly Encounter[],
  now: Date,
): Html {
  const rows = patients.map((patient) => {
    const contact = encounters.find((each) => each.subject?.reference === `Patient/${patient.id}`);
    const age = ageOn(patient.birthDate, now);
    return html`<tr>
      <td><a href="/chart/${patient.id ?? ''}">${nameOf(patient)}</a></td>
      <td>${shownDate(patient.birthDate)}</td>
      <td>${age === undefined ? '' : `${age} jaar`}</td>
      <td>${contact ? html`<span class="class ${contact.class.code ?? ''}">${shownClass(contact.class.code)}</span>` : ''}</td>
      <td>${contact?.reasonCode?.[0]?.text ?? ''}</td>
    </tr>`;
  });
  return page(
    'Cliënten',
    user,
    html`<h1>Cliënten</h1>
<table class="list">
  <thead><tr><th>Naam</th><th>Geboren</th><th>Leeftijd</th><th>Contact</th><th>Reden</th></tr></thead>
  <tbody>${rows}</tbody>
</table>`,
  );
}
