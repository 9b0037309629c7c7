import type { FhirClient } from '../fhir/client';
import { badAnswer } from '../fhir/fhir-error';
import { localReference } from '../fhir/reference';
import { fail, ok, type Result } from '../fhir/result';
import { IDENTIFIER_SYSTEM, questionnaireUrl } from '../mapping/canonical';
import { STEPS } from '../plan/entry';
import type { Host, OwnIds, OwnResource } from './host';

const USER_TYPES = ['Practitioner', 'PractitionerRole', 'Patient', 'RelatedPerson'] as const;

const tokens = (uuids: readonly string[]): string => uuids.map((uuid) => `${IDENTIFIER_SYSTEM}|${uuid}`).join(',');

/** The {@link Host} over FHIR R4. Lists are asked 100 at a time. */
export function createFhirHost(client: FhirClient): Host {
  return {
    base: client.base,
    patient: (id) => client.read('Patient', id),
    encounter: (id) => client.read('Encounter', id),
    user: async (reference) => {
      const place = localReference(client.base, reference);
      const type = USER_TYPES.find((known) => known === place?.type);
      return place && type
        ? client.read<(typeof USER_TYPES)[number]>(type, place.id)
        : fail(badAnswer('foreign-origin'));
    },
    relatedPersons: (patient, onPage) =>
      client.search('RelatedPerson', { patient, _count: '100' }, onPage ? { onPage } : {}),
    entries: (patient, onPage) =>
      client.search(
        'QuestionnaireResponse',
        { patient, questionnaire: STEPS.map(questionnaireUrl).join(','), _count: '100' },
        onPage ? { onPage } : {},
      ),
    capabilities: () => client.capabilities(),
    transaction: (entries) => client.transaction(entries),
    readBack: async (references) => {
      const answer = await client.transaction(references.map((url) => ({ request: { method: 'GET', url } })));
      return answer.ok ? ok(answer.value.entries.map((one) => (one.ok ? one.value.resource : undefined))) : answer;
    },
    findOwn: (patient, ids) => findOwn(client, patient, ids),
  };
}

async function findOwn(client: FhirClient, patient: string, ids: OwnIds): Promise<Result<readonly OwnResource[]>> {
  const { QuestionnaireResponse: entries, RelatedPerson: persons } = ids;
  const searches = await Promise.all([
    entries.length > 0 && client.search('QuestionnaireResponse', { patient, identifier: tokens(entries) }),
    persons.length > 0 && client.search('RelatedPerson', { patient, identifier: tokens(persons) }),
  ]);
  const found: OwnResource[] = [];
  for (const search of searches) {
    if (search === false) continue;
    if (!search.ok) return search;
    if (search.value.truncated || search.value.unreadable > 0) return fail(badAnswer('garbage'));
    found.push(...search.value.resources);
  }
  return ok(found);
}
