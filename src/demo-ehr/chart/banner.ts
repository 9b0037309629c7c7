import type { Encounter, Patient } from 'fhir/r4';
import { html } from 'hono/html';
import type { Html } from './page';
import { ageOn, nameOf, shownClass, shownDate, shownGender, shownMoment } from './shown';

/** The banner by which a clinician knows whose chart this is. */
export function banner(patient: Patient, encounters: readonly Encounter[], now: Date): Html {
  const contact = encounters.find((each) => each.status === 'in-progress');
  const age = ageOn(patient.birthDate, now);
  return html`<section class="banner" aria-label="Cliënt">
  <h1>${nameOf(patient)}</h1>
  <p>${shownDate(patient.birthDate)}${age === undefined ? '' : ` (${age} jaar)`}, ${shownGender(patient.gender)},
    nummer ${patient.identifier?.[0]?.value ?? 'onbekend'}</p>
  ${
    contact
      ? html`<p><span class="class ${contact.class.code ?? ''}">${shownClass(contact.class.code)}</span>
    ${contact.reasonCode?.[0]?.text ?? ''} <span class="since">sinds ${shownMoment(contact.period?.start)}</span></p>`
      : ''
  }
</section>`;
}
