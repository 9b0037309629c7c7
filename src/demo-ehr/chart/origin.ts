import type { Reference } from 'fhir/r4';
import { html } from 'hono/html';
import { localReference, type Resource } from '../store/resource';
import type { ChartData } from './chart-data';
import type { Html } from './page';
import { shownMoment } from './shown';

/** Who wrote the newest version, when, and the way to the earlier ones. */
export function originOf(resource: Resource, data: ChartData, author?: Reference): Html {
  const reference = localReference(resource);
  const isAbout = (target: Reference) =>
    target.reference === reference || target.reference?.startsWith(`${reference}/_history/`) === true;
  const about = data.provenances.filter((each) => each.target.some(isAbout));
  const newest = about.toSorted((a, b) => b.recorded.localeCompare(a.recorded))[0];
  const who = personBehind(newest?.agent[0]?.who ?? author, data);
  const patientId = data.patient.id ?? '';
  return html`${who === undefined ? '' : `${who}, `}${shownMoment(newest?.recorded ?? resource.meta?.lastUpdated)},
    <a href="/chart/${patientId}/history/${reference}">versie ${resource.meta?.versionId ?? '?'}</a>`;
}

function personBehind(reference: Reference | undefined, { names }: ChartData): string | undefined {
  const local = /Practitioner\/[^/]+/.exec(reference?.reference ?? '')?.[0];
  return reference?.display ?? names.get(local ?? '') ?? reference?.reference;
}
