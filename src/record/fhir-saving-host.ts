import type { FhirClient } from '../fhir/client';
import { badAnswer } from '../fhir/fhir-error';
import { localReference } from '../fhir/reference';
import { fail, ok, type Result } from '../fhir/result';
import { type AnyResource, isResourceType } from '../fhir/schemas';
import type { SearchResult } from '../fhir/search';
import { createWritingClient, type WritingClient } from '../fhir/writing-client';
import { IDENTIFIER_SYSTEM } from '../mapping/canonical';
import type { OwnResource, SavingHost } from './host';

const USER_TYPES = ['Practitioner', 'PractitionerRole', 'Patient', 'RelatedPerson'] as const;

const tokens = (uuids: readonly string[]): string => uuids.map((uuid) => `${IDENTIFIER_SYSTEM}|${uuid}`).join(',');

export function createSavingHost(client: FhirClient): SavingHost {
  const writing = createWritingClient(client.wire);
  return {
    capabilities: () => writing.capabilities(),
    user: async (reference) => {
      const place = localReference(client.base, reference);
      const type = USER_TYPES.find((known) => known === place?.type);
      return place && type
        ? client.read<(typeof USER_TYPES)[number]>(type, place.id)
        : fail(badAnswer('foreign-origin'));
    },
    documents: (patient) =>
      client.search('DocumentReference', { patient, identifier: `${IDENTIFIER_SYSTEM}|`, _count: '100' }),
    current: (type, id) => client.read<'RelatedPerson' | 'QuestionnaireResponse'>(type, id),
    create: (resource, ifNoneExist) => writing.create(resource, ifNoneExist === undefined ? {} : { ifNoneExist }),
    update: (resource, version) => writing.update(resource, version),
    patch: (type, id, version, operations) => writing.patch(type, id, version, operations),
    transaction: (entries) => writing.transaction(entries),
    readBack: (references, together) => (together ? readTogether(writing, references) : readEach(client, references)),
    findOwn: (patient, type, uuids) => findOwn(client, patient, type, uuids),
    provenances: async (target) => {
      const answer = await client.search('Provenance', { target });
      return answer.ok ? ok(answer.value.resources) : answer;
    },
  };
}

async function readTogether(client: WritingClient, references: readonly string[]) {
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
  if (type === 'Provenance') return whole(await client.search(type, { _tag: tokens(uuids) }));
  const answer = await client.search(type, { patient, identifier: tokens(uuids) });
  if (answer.ok || (answer.error.kind !== 'invalid' && answer.error.kind !== 'unsupported')) return whole(answer);
  // Some hosts cannot search by identifier: then all that the client has of this type is read.
  const all = whole(await client.search(type, { patient, _count: '100' }));
  return all.ok ? ok(all.value.filter((resource) => uuids.some((uuid) => carries(resource, uuid)))) : all;
}

/** A list that is not all, or not all readable, does not tell what is missing. */
function whole<T>(answer: Result<SearchResult<T>>): Result<readonly T[]> {
  if (!answer.ok) return answer;
  const { resources, truncated, unreadable } = answer.value;
  return truncated || unreadable > 0 ? fail(badAnswer('garbage')) : ok(resources);
}

function carries(resource: OwnResource, uuid: string): boolean {
  if (resource.resourceType === 'Provenance') return false;
  const { identifier = [] } = resource;
  return [identifier].flat().some(({ system, value }) => system === IDENTIFIER_SYSTEM && value === uuid);
}
