import type { Patient } from 'fhir/r4';
import { html } from 'hono/html';
import type { Role } from '../settings';
import { type Html, page } from './page';
import { nameOf, shownDate } from './shown';

/** The host's own patient picker for an app that was not started from a chart. */
export const pickerPage = (user: Role, pending: string, app: string, patients: readonly Patient[]): Html =>
  page(
    'Kies een cliënt',
    user,
    html`<h1>Voor welke cliënt opent u ${app}?</h1>
<form method="post" action="/auth/standalone" class="picker">
  <input type="hidden" name="pending" value="${pending}">
  <ul>${patients.map(
    (patient) => html`<li><button name="patient" value="${patient.id ?? ''}">
      <strong>${nameOf(patient)}</strong> <span>${shownDate(patient.birthDate)}</span></button></li>`,
  )}</ul>
</form>`,
  );
