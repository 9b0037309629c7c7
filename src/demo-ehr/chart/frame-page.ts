import type { Encounter, Patient } from 'fhir/r4';
import { html } from 'hono/html';
import type { Role } from '../settings';
import { banner } from './banner';
import { type Html, page } from './page';
import { nameOf } from './shown';

/** The app inside the chart: the host keeps its banner above it. */
export const framePage = (
  user: Role,
  patient: Patient,
  encounters: readonly Encounter[],
  now: Date,
  app: { name: string; address: string },
): Html =>
  page(
    nameOf(patient),
    user,
    html`${banner(patient, encounters, now)}
<p class="back"><a href="/chart/${patient.id ?? ''}">Terug naar het dossier</a></p>
<iframe title="${app.name}" src="${app.address}"></iframe>`,
    'framed',
  );
