import type { RelatedPerson as Resource } from 'fhir/r4';
import { withNumbersOf } from '../mapping/write-child';
import type { Duplicate } from './duplicates';
import type { Permission } from './intend-children';
import type { Change, Intention } from './intended';
import type { Persons } from './snapshot';

/**
 * What a person confirmed: `keep` takes over the numbers that the app gave to `drop`, so that every entry about `drop` is about
 * `keep`; then `drop` goes out of use. Nothing else of either changes, each on the version that was read.
 */
export function retire(keep: Resource, drop: Resource, may: Permission): Intention {
  const [kept, dropped] = [placed(keep), placed(drop)];
  const reason = may !== 'yes' ? may : kept && dropped ? undefined : 'no-version';
  if (reason || !kept || !dropped)
    return {
      writes: [],
      leftOut: [{ what: 'child', child: `RelatedPerson/${drop.id ?? ''}`, reason: reason ?? 'no-version' }],
    };
  const heir = withNumbersOf(keep, drop);
  const writes: Change[] = [
    // First, so that no entry loses its child where only one of the two comes through.
    ...(heir ? [{ kind: 'merge-child' as const, ...kept, resource: { ...heir, id: kept.id }, filled: [] }] : []),
    { kind: 'retire-child', ...dropped, resource: { ...drop, active: false, id: dropped.id } },
  ];
  return { writes, leftOut: [] };
}

function placed(before: Resource) {
  const { id, meta } = before;
  return id && meta?.versionId ? { id, version: meta.versionId, fullUrl: `RelatedPerson/${id}`, before } : undefined;
}

/** The resources of a pair as they were read, in the same order; undefined when one of them is there no more. */
export function resourcesOf(
  { persons: [one, other] }: Duplicate,
  { resources }: Persons,
): readonly [Resource, Resource] | undefined {
  const [first, second] = [one, other].map(({ id }) => resources.find((resource) => resource.id === id));
  return first && second ? [first, second] : undefined;
}
