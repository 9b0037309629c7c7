import { ok, type Result } from '../fhir/result';
import { IDENTIFIER_SYSTEM } from '../mapping/canonical';
import { namesResource } from './about-patient';
import type { Host, OwnResource } from './host';
import type { CreateChild, CreateEntry, IntendedWrite } from './intended';

/** What of a save stands in the record already, by `fullUrl`. */
export type Standing = ReadonlyMap<string, OwnResource>;

const isOwn = (write: IntendedWrite): write is CreateEntry | CreateChild =>
  write.kind === 'create-entry' || write.kind === 'create-child';

const uuidOf = (resource: OwnResource): string | undefined => {
  const { identifier } = resource;
  const list = Array.isArray(identifier) ? identifier : identifier ? [identifier] : [];
  return list.find(({ system }) => system === IDENTIFIER_SYSTEM)?.value;
};

/** Looks for the entries and children of a save by their own identifiers; what is about someone else does not count. */
export async function look(host: Host, patient: string, writes: readonly IntendedWrite[]): Promise<Result<Standing>> {
  const uuids = (kind: IntendedWrite['kind']) =>
    writes.flatMap((write) => (isOwn(write) && write.kind === kind ? [write.uuid] : []));
  const answer = await host.findOwn(patient, {
    QuestionnaireResponse: uuids('create-entry'),
    RelatedPerson: uuids('create-child'),
  });
  if (!answer.ok) return answer;
  const standing = new Map<string, OwnResource>();
  for (const resource of answer.value) {
    const about = resource.resourceType === 'RelatedPerson' ? resource.patient : resource.subject;
    if (namesResource(host.base, about, 'Patient', patient)) standing.set(`urn:uuid:${uuidOf(resource)}`, resource);
  }
  return ok(standing);
}

/** How much of a save the record holds: its entries and children come and go together in a transaction. */
export function howMuch(writes: readonly IntendedWrite[], standing: Standing): 'all' | 'some' | 'none' {
  const own = writes.filter(isOwn);
  const found = own.filter(({ fullUrl }) => standing.has(fullUrl)).length;
  return found === 0 ? 'none' : found === own.length ? 'all' : 'some';
}
