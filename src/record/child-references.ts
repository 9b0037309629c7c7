import type { Reference } from 'fhir/r4';
import { type Answers, isInstance, type Value } from '../fhir/answers';
import { IDENTIFIER_SYSTEM } from '../mapping/canonical';
import { isLinkId, LINK_TYPES } from '../plan/link-ids';
import { ownIdentifier } from './known-children';

const uuidOf = (reference: Reference): string | undefined =>
  /^urn:uuid:(.+)$/.exec(reference.reference ?? '')?.[1] ??
  (reference.identifier?.system === IDENTIFIER_SYSTEM ? reference.identifier.value : undefined);

export interface ChildPlaces {
  /** UUIDs of the children that this save creates, with their names as now typed */
  readonly created: ReadonlyMap<string, string | undefined>;
  /** Logical ids of the RelatedPersons that carry one of our UUIDs */
  readonly known: ReadonlyMap<string, string>;
  /** UUIDs of rows that turned out to be persons of the record, with the logical id of that person */
  readonly reused: ReadonlyMap<string, string>;
}

/**
 * Where a reference to a child leads when it is written: to the person in the record, to one that is created in the same
 * transaction (`urn:uuid:`), or, for a child that stays out of the record, to its identifier alone.
 */
export function resolveChild(reference: Reference, { created, known, reused }: ChildPlaces): Reference {
  const uuid = uuidOf(reference);
  const { reference: address } = reference;
  // What leads to a person of the record, or to anything else that someone put there, stays.
  if (uuid === undefined || (address !== undefined && !address.startsWith('urn:uuid:'))) return reference;
  const same = reused.get(uuid);
  if (same) return { reference: `RelatedPerson/${same}`, type: 'RelatedPerson', ...named(reference.display) };
  const id = known.get(uuid);
  const place = id ? `RelatedPerson/${id}` : created.has(uuid) ? `urn:uuid:${uuid}` : undefined;
  if (place === undefined && address === undefined) return reference;
  return {
    ...(place ? { reference: place } : {}),
    type: 'RelatedPerson',
    identifier: ownIdentifier(uuid),
    ...named(created.get(uuid) ?? reference.display),
  };
}

const named = (display: string | undefined) => (display ? { display } : {});

const isReference = (linkId: string, value: Value): value is Reference =>
  typeof value === 'object' && isLinkId(linkId) && LINK_TYPES[linkId] === 'reference';

/** The same answers with every reference to a child resolved, at any depth. */
export function resolveChildren(answers: Answers, places: ChildPlaces): Answers {
  return Object.fromEntries(
    Object.entries(answers).map(([linkId, given]) => [
      linkId,
      given.map((answer) => {
        if (isInstance(answer)) return { ...answer, items: resolveChildren(answer.items, places) };
        return isReference(linkId, answer) ? resolveChild(answer, places) : answer;
      }),
    ]),
  );
}
