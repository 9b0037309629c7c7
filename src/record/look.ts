import type { Provenance } from 'fhir/r4';
import { ok, type Result } from '../fhir/result';
import { IDENTIFIER_SYSTEM } from '../mapping/canonical';
import { isAssembledHere } from '../mapping/provenance';
import { namesResource } from './about-patient';
import { differences } from './compare';
import type { OwnResource } from './host';
import type { Change, CreateProvenance, Creation, IntendedWrite } from './intended';
import { WRITTEN_TYPES, type WrittenType } from './means';
import { isCreation, isRefusal, placesOf, type Run } from './run';

/** What of a save stands in the record already. */
export type Standing = ReadonlyMap<IntendedWrite, OwnResource>;

const ownUuid = (resource: OwnResource): string | undefined => {
  if (resource.resourceType === 'Provenance')
    return resource.meta?.tag?.find(({ system }) => system === IDENTIFIER_SYSTEM)?.code;
  const { identifier } = resource;
  const list = Array.isArray(identifier) ? identifier : identifier ? [identifier] : [];
  return list.find(({ system }) => system === IDENTIFIER_SYSTEM)?.value;
};

/**
 * Looks for what a save makes by its own identifiers, where the host can be searched; what is about someone else does not count.
 * A type that turns out not to be searchable is not searched again.
 */
export async function look(run: Run, writes: readonly IntendedWrite[]): Promise<Result<Standing>> {
  const standing = new Map<IntendedWrite, OwnResource>();
  const sought = writes.filter(isCreation);
  // Provenance last: where tags are dropped, it is found by what it is about.
  for (const type of WRITTEN_TYPES) {
    const ofType = sought.filter(({ resource }) => resource.resourceType === type);
    if (ofType.length === 0 || !isSearchable(run, type)) continue;
    const answer = await run.host.findOwn(
      run.context.patient,
      type,
      ofType.map(({ uuid }) => uuid),
    );
    if (!answer.ok && !isRefusal(answer.error)) return answer;
    if (!answer.ok) run.refused.push({ type, operation: 'search' });
    for (const resource of answer.ok ? answer.value : []) {
      const write = ofType.find(({ uuid }) => uuid === ownUuid(resource));
      if (write && isAbout(run, resource)) standing.set(write, resource);
    }
  }
  for (const write of sought) {
    if (write.kind !== 'create-provenance' || standing.has(write) || !isSearchable(run, 'Provenance')) continue;
    const found = await byTarget(run, write, standing);
    if (!found.ok) return found;
    if (found.value) standing.set(write, found.value);
  }
  return ok(standing);
}

const isSearchable = ({ plan, refused }: Run, type: WrittenType): boolean =>
  plan.means[type].search && !refused.some((one) => one.type === type && one.operation === 'search');

/**
 * What stands in the record more than once, though it was sent once: a browser may send a request again by itself when a reused
 * connection breaks, and a host without conditional creation makes it again. Entries and documents alone: for children see
 * `doubledIn`.
 */
export async function doubled(run: Run, writes: readonly IntendedWrite[]): Promise<ReadonlySet<IntendedWrite>> {
  const found = new Set<IntendedWrite>();
  for (const type of ['QuestionnaireResponse', 'DocumentReference'] as const) {
    const ofType = writes.filter(isCreation).filter(({ resource }) => resource.resourceType === type);
    if (ofType.length === 0 || run.plan.means[type].conditionalCreate || !isSearchable(run, type)) continue;
    const answer = await run.host.findOwn(
      run.context.patient,
      type,
      ofType.map(({ uuid }) => uuid),
    );
    const uuids = answer.ok ? answer.value.map(ownUuid) : [];
    for (const write of ofType) if (uuids.filter((uuid) => uuid === write.uuid).length > 1) found.add(write);
  }
  return found;
}

function isAbout({ host, context }: Run, resource: OwnResource): boolean {
  if (resource.resourceType === 'Provenance') return true;
  const about = resource.resourceType === 'RelatedPerson' ? resource.patient : resource.subject;
  return namesResource(host.base, about, 'Patient', context.patient);
}

/** A host that drops tags still knows what a Provenance is about. */
async function byTarget(run: Run, { resource }: CreateProvenance, standing: Standing) {
  const places = new Map(placesOf(run));
  for (const [write, found] of standing) places.set(write.fullUrl, `${found.resourceType}/${found.id}`);
  // An older one of ours may be about the same resource: the moment tells them apart.
  const isThis = (found: Provenance) =>
    isAssembledHere(found) && Date.parse(found.recorded) === Date.parse(resource.recorded);
  // What was not in the record when it was written is not named in it, so any of its targets may be the one that leads to it.
  for (const target of resource.target.flatMap(({ reference }) => places.get(reference ?? '') ?? [])) {
    const answer = await run.host.provenances(target);
    if (!answer.ok) return answer;
    const found = answer.value.find(isThis);
    if (found) return ok(found);
  }
  return ok(undefined);
}

/**
 * Whether not finding it means that it is not there: the host can be searched, and what carries a label is shown to this
 * session, as far as anything labelled was ever seen.
 */
export function absenceIsProof(run: Run, write: Creation, standing: Standing): boolean {
  const { plan } = run;
  if (!isSearchable(run, write.resource.resourceType)) return false;
  const labels = labelsOf(write);
  const shown = [...standing.keys()].some((found) => labels.every((label) => labelsOf(found).includes(label)));
  return labels.length === 0 || plan.seesLabelled || shown;
}

/** The labels that a write asks for. */
export const labelsOf = ({ resource }: IntendedWrite): readonly string[] =>
  (resource.meta?.security ?? []).map(({ system, code }) => `${system}|${code}`);

/** Whether what stands there is what a change would have made of it. */
export const isAsWritten = ({ host }: Run, { resource }: Change, now: Change['before']): boolean =>
  differences(resource, now, { base: host.base, places: new Map() }).length === 0;
