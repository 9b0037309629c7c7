import type { FhirClient } from '../fhir/client';
import { badAnswer } from '../fhir/fhir-error';
import { localReference } from '../fhir/reference';
import { fail, ok, type Result } from '../fhir/result';
import { type AnyResource, isResourceType } from '../fhir/schemas';
import { IDENTIFIER_SYSTEM, questionnaireUrl } from '../mapping/canonical';
import { STEPS } from '../plan/entry';
import type { Host, OwnResource } from './host';

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
    documents: (patient, onPage) =>
      client.search(
        'DocumentReference',
        { patient, identifier: `${IDENTIFIER_SYSTEM}|`, _count: '100' },
        onPage ? { onPage } : {},
      ),
    capabilities: () => client.capabilities(),
    current: (type, id) => client.read<'RelatedPerson' | 'QuestionnaireResponse'>(type, id),
    create: (resource, ifNoneExist) => client.create(resource, ifNoneExist === undefined ? {} : { ifNoneExist }),
    update: (resource, version) => client.update(resource, version),
    patch: (type, id, version, operations) => client.patch(type, id, version, operations),
    transaction: (entries) => client.transaction(entries),
    readBack: (references, together) => (together ? readTogether(client, references) : readEach(client, references)),
    findOwn: (patient, type, uuids) => findOwn(client, patient, type, uuids),
    provenances: async (target) => {
      const answer = await client.search('Provenance', { target });
      return answer.ok ? ok(answer.value.resources) : answer;
    },
  };
}

async function readTogether(client: FhirClient, references: readonly string[]) {
  const answer = await client.transaction(references.map((url) => ({ request: { method: 'GET', url } })));
  return answer.ok ? ok(answer.value.entries.map((one) => (one.ok ? one.value.resource : undefined))) : answer;
}

async function readEach(
  client: FhirClient,
  references: readonly string[],
): Promise<Result<(AnyResource | undefined)[]>> {
  const answers = await Promise.all(
    references.map((reference) => {
      const place = localReference(client.base, reference);
      return isResourceType(place?.type) ? client.read(place.type, place.id) : undefined;
    }),
  );
  return ok(answers.map((answer) => (answer?.ok ? answer.value : undefined)));
}

async function findOwn(
  client: FhirClient,
  patient: string,
  type: OwnResource['resourceType'],
  uuids: readonly string[],
): Promise<Result<readonly OwnResource[]>> {
  const answer =
    type === 'Provenance'
      ? await client.search(type, { _tag: tokens(uuids) })
      : await client.search(type, { patient, identifier: tokens(uuids) });
  if (!answer.ok) return answer;
  const { resources, truncated, unreadable } = answer.value;
  return truncated || unreadable > 0 ? fail(badAnswer('garbage')) : ok(resources);
}
