import type { Encounter, QuestionnaireResponse, RelatedPerson } from 'fhir/r4';
import { ROLE_CODE } from '../mapping/child-codes';
import { parseScopes } from '../session/scopes';
import { loaded } from './loaded';
import { readEntries } from './read-entries';
import { personsOf } from './read-lists';
import type { RecordSnapshot } from './snapshot';
import { encounterSummary } from './summaries';

/** A child of client `a`, as a host keeps it. */
export const child = (id: string, given: string, more: Partial<RelatedPerson> = {}): RelatedPerson => ({
  resourceType: 'RelatedPerson',
  id,
  meta: { versionId: '3' },
  patient: { reference: 'Patient/a' },
  name: [{ given: [given], family: 'Maes' }],
  birthDate: '2017-05-02',
  relationship: [{ coding: [{ system: ROLE_CODE, code: 'CHILD' }] }],
  ...more,
});

const reader = { base: 'https://ehr.example/fhir', patient: 'a', scopes: parseScopes('patient/*.rs') };

/** Everything read, and nothing more asked. */
export function snapshotOf(
  persons: RelatedPerson[],
  entries: QuestionnaireResponse[] = [],
  encounterClass?: string,
): RecordSnapshot {
  const encounter = (code: string): Encounter => ({
    resourceType: 'Encounter',
    status: 'in-progress',
    class: { code },
  });
  const list = { unreadable: 0, truncated: false };
  return {
    patient: loaded({ id: 'a', deceased: false, resource: { resourceType: 'Patient', id: 'a' } }),
    encounter: loaded(encounterClass ? encounterSummary(encounter(encounterClass), 'e') : undefined),
    relatedPersons: loaded(personsOf({ ...list, resources: persons }, reader)),
    entries: loaded(readEntries({ ...list, resources: entries }, reader)),
    user: { state: 'not-asked' },
    capabilities: { state: 'not-asked' },
    refused: [],
  };
}
