import type { FhirResource } from 'fhir/r4';
import { fhirUserOf, staff } from '../../src/demo-ehr/seed/staff';
import { isRole } from '../../src/demo-ehr/settings';
import { type Example, example } from './scenario';
import type { Visit } from './visit';

/** Puts an example into the host, as if it had been recorded there before, by the people of this host; the clock stands an hour later. */
export async function recorded(visit: Visit, name: string): Promise<Example> {
  const told = example(name);
  const text = JSON.stringify(told.resources).replace(/"Practitioner\/([\w-]+)"/g, (all, role: string) =>
    isRole(role) ? `"${fhirUserOf(role)}","display":"${staff[role].name}"` : all,
  );
  await visit.stage.ehr.store.put(...(JSON.parse(text) as FhirResource[]));
  const last = told.contacts.at(-1);
  if (last) await visit.at(new Date(last.at.getTime() + 3_600_000));
  return told;
}
