import type { FhirResource } from 'fhir/r4';
import type { PatchOperation } from '../fhir/writing-client';

/** The elements at the top that a change gives another value, as JSON Patch (RFC 6902); what did not change is not named. */
export function patchOf(before: FhirResource, after: FhirResource): PatchOperation[] {
  const [old, now] = [Object.entries(before), Object.entries(after)];
  const was = new Map<string, unknown>(old);
  const is = new Map<string, unknown>(now);
  const names = [...new Set([...was.keys(), ...is.keys()])].filter((name) => name !== 'meta' && name !== 'id');
  return names.flatMap((name): PatchOperation[] => {
    const path = `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const [from, to] = [was.get(name), is.get(name)];
    if (JSON.stringify(from) === JSON.stringify(to)) return [];
    if (to === undefined) return [{ op: 'remove', path }];
    return [{ op: from === undefined ? 'add' : 'replace', path, value: to }];
  });
}
