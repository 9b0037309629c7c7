import type { BundleEntry, Patient, QuestionnaireResponse } from 'fhir/r4';
import { html } from 'hono/html';
import type { Role } from '../settings';
import { answersOf } from './entry-article';
import { type Html, page } from './page';
import { nameOf, shownMoment } from './shown';

/** Every version of one resource, newest first. */
export const historyPage = (user: Role, patient: Patient, reference: string, versions: readonly BundleEntry[]): Html =>
  page(
    'Versies',
    user,
    html`<p><a href="/chart/${patient.id ?? ''}">Terug naar ${nameOf(patient)}</a></p>
<h1>Versies</h1><p><code>${reference}</code></p>
${versions.map(
  ({ resource, response }) => html`<article class="entry">
  <h3>${resource?.meta?.versionId ? `Versie ${resource.meta.versionId}` : 'Verwijderd'}
    <small>${shownMoment(resource?.meta?.lastUpdated ?? response?.lastModified)}</small></h3>
  ${resource?.resourceType === 'QuestionnaireResponse' ? answersOf(resource as QuestionnaireResponse) : ''}
  ${resource ? html`<details><summary>FHIR</summary><pre>${JSON.stringify(resource, null, 2)}</pre></details>` : ''}
</article>`,
)}`,
  );
