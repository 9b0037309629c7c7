import type { QuestionnaireResponse, RelatedPerson } from 'fhir/r4';
import { fromRelatedPerson } from '../mapping/child';
import { grantOf, type Scopes } from '../session/scopes';
import { namesResource } from './about-patient';
import type { Found, Host } from './host';
import type { Gap } from './loaded';
import type { Entries, Persons } from './snapshot';

/** Whose record is read, and how far the app may see into it */
export interface Reader {
  readonly base: Host['base'];
  readonly patient: string;
  readonly scopes: Scopes;
}

/** What was found about other people is left out and counted; a resource without an id cannot be referred to. */
export function personsOf(found: Found<RelatedPerson>, reader: Reader): Persons {
  const own = found.resources.filter(({ patient }) => namesResource(reader.base, patient, 'Patient', reader.patient));
  const resources = own.filter(({ id }) => id !== undefined);
  return {
    resources,
    persons: resources.map(fromRelatedPerson),
    gaps: gapsOf(found, 'RelatedPerson', reader, found.resources.length - own.length, own.length - resources.length),
  };
}

/** The entries among the responses. How to read one is fetched when there is any: a record that is opened for the first time has none. */
export async function entriesOf(found: Found<QuestionnaireResponse>, reader: Reader): Promise<Entries> {
  if (found.resources.length > 0 || found.onlyNotes) return (await import('./read-entries')).readEntries(found, reader);
  const gaps = gapsOf(found, 'QuestionnaireResponse', reader, found.foreign ?? 0, 0);
  return { resources: [], entries: [], notOurs: 0, gaps };
}

/** Why a list may miss something. */
export function gapsOf(
  found: Found<unknown>,
  type: 'RelatedPerson' | 'QuestionnaireResponse',
  { scopes }: Reader,
  foreign: number,
  withoutId: number,
): Gap[] {
  const unreadable = found.unreadable + withoutId;
  return [
    ...(foreign > 0 ? [{ reason: 'other-patient' as const, count: foreign }] : []),
    ...(unreadable > 0 ? [{ reason: 'unreadable' as const, count: unreadable }] : []),
    ...(found.truncated ? [{ reason: 'more-than-read' as const }] : []),
    ...(found.warned ? [{ reason: 'host-warned' as const }] : []),
    ...(grantOf(scopes, type, 's') === 'some' ? [{ reason: 'scope-narrowed' as const }] : []),
  ];
}
