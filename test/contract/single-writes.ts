import type { DocumentReference } from 'fhir/r4';
import type { ContractCase } from './fhir-contract';
import {
  asBundle,
  child,
  countOf,
  entry,
  identified,
  idsIn,
  isOutcome,
  make,
  newPatient,
  note,
  placeIn,
  type Reply,
  send,
  unique,
} from './wire';

const restricted = { system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: 'R' };
const stale = { 'if-match': 'W/"1"' };

async function twiceWritten(server: Parameters<ContractCase['run']>[0]) {
  const patient = await newPatient(server);
  const id = await make(server, child(patient, { active: true }));
  await send(server, 'PUT', `RelatedPerson/${id}`, child(patient, { id, active: false }));
  return { patient, id };
}

/** Read, write, versions, conditions and refusals of one resource. */
export const singleWrites: ContractCase[] = [
  {
    name: 'create: 201, version 1, Location',
    expected: { status: 201, etag: 'W/"1"', versionId: '1', isLocated: true },
    async run(server) {
      const made = await send(server, 'POST', 'RelatedPerson', child(await newPatient(server)));
      const { id, meta } = made.body as { id: string; meta: { versionId: string } };
      const isLocated = made.location === `${server.base}/RelatedPerson/${id}/_history/1`;
      return { status: made.status, etag: made.etag, versionId: meta.versionId, isLocated };
    },
  },
  {
    name: 'read: 200 with ETag; unknown 404 with OperationOutcome',
    expected: [200, 'W/"1"', 404, true],
    async run(server) {
      const found = await send(server, 'GET', `Patient/${await newPatient(server)}`);
      const missing = await send(server, 'GET', `Patient/${unique()}`);
      return [found.status, found.etag, missing.status, isOutcome(missing)];
    },
  },
  {
    name: 'If-None-Match with the current version: 304',
    expected: 304,
    async run(server) {
      const id = await newPatient(server);
      return (await send(server, 'GET', `Patient/${id}`, undefined, { 'if-none-match': 'W/"1"' })).status;
    },
  },
  {
    name: 'vread: every version stays readable; an unknown one is 404',
    expected: [true, false, 404],
    async run(server) {
      const { id } = await twiceWritten(server);
      const version = (number: number) => send(server, 'GET', `RelatedPerson/${id}/_history/${number}`);
      return [(await version(1)).body.active, (await version(2)).body.active, (await version(3)).status];
    },
  },
  {
    name: 'history of one: newest first, with requests and responses',
    expected: { total: 2, versions: ['2', '1'], methods: ['PUT', 'POST'] },
    async run(server) {
      const { id } = await twiceWritten(server);
      const found = asBundle(await send(server, 'GET', `RelatedPerson/${id}/_history`));
      const versions = found.entry?.map((each) => each.resource?.meta?.versionId);
      return { total: found.total, versions, methods: found.entry?.map((each) => each.request?.method) };
    },
  },
  {
    name: 'history of a type: holds the newest writes',
    expected: true,
    async run(server) {
      const { id } = await twiceWritten(server);
      return idsIn(await send(server, 'GET', 'RelatedPerson/_history?_count=20')).includes(id);
    },
  },
  {
    name: 'update: 200 and the next version; under a new id 201',
    expected: [200, 'W/"2"', 201, 'W/"1"'],
    async run(server) {
      const id = await newPatient(server);
      const changed = await send(server, 'PUT', `Patient/${id}`, { resourceType: 'Patient', id, active: false });
      const own = unique();
      const made = await send(server, 'PUT', `Patient/${own}`, { resourceType: 'Patient', id: own });
      return [changed.status, changed.etag, made.status, made.etag];
    },
  },
  {
    name: 'update: the id of another resource in the body is refused',
    expected: 400,
    async run(server) {
      const id = await newPatient(server);
      return (await send(server, 'PUT', `Patient/${id}`, { resourceType: 'Patient', id: unique() })).status;
    },
  },
  {
    name: 'update under the current If-Match: 200',
    expected: 200,
    async run(server) {
      const id = await newPatient(server);
      return (await send(server, 'PUT', `Patient/${id}`, { resourceType: 'Patient', id, active: false }, stale)).status;
    },
  },
  {
    name: 'update under a stale If-Match',
    expected: { status: 412, isOutcome: true, isUnchanged: true },
    async run(server) {
      const { patient, id } = await twiceWritten(server);
      const refused = await send(server, 'PUT', `RelatedPerson/${id}`, child(patient, { id, active: true }), stale);
      const after = await send(server, 'GET', `RelatedPerson/${id}`);
      return { status: refused.status, isOutcome: isOutcome(refused), isUnchanged: after.etag === 'W/"2"' };
    },
  },
  {
    name: 'of five racing updates from one version, one wins',
    expected: 1,
    async run(server) {
      const id = await newPatient(server);
      const race = Array.from({ length: 5 }, (_, index) =>
        send(
          server,
          'PUT',
          `Patient/${id}`,
          { resourceType: 'Patient', id, name: [{ family: `Race ${index}` }] },
          stale,
        ),
      );
      return (await Promise.all(race)).filter(({ status }) => status === 200).length;
    },
  },
  {
    name: 'JSON Patch under the current If-Match: 200',
    expected: [200, '2017-05-02'],
    async run(server) {
      const id = await make(server, child(await newPatient(server)));
      const patch = [{ op: 'add', path: '/birthDate', value: '2017-05-02' }];
      const done = await send(server, 'PATCH', `RelatedPerson/${id}`, patch, stale);
      return [done.status, done.body.birthDate];
    },
  },
  {
    name: 'JSON Patch under a stale If-Match',
    expected: 412,
    async run(server) {
      const { id } = await twiceWritten(server);
      return (await send(server, 'PATCH', `RelatedPerson/${id}`, [{ op: 'remove', path: '/active' }], stale)).status;
    },
  },
  {
    name: 'JSON Patch that does not apply',
    expected: { status: 422, isUnchanged: true },
    async run(server) {
      const id = await make(server, child(await newPatient(server)));
      const refused = await send(server, 'PATCH', `RelatedPerson/${id}`, [{ op: 'remove', path: '/birthDate' }]);
      const after = await send(server, 'GET', `RelatedPerson/${id}`);
      return { status: refused.status, isUnchanged: after.etag === 'W/"1"' };
    },
  },
  {
    name: 'delete',
    expected: 204,
    async run(server) {
      return (await send(server, 'DELETE', `Patient/${await newPatient(server)}`)).status;
    },
  },
  {
    name: 'deleted: 410 when read, absent from searches, alive again after an update',
    expected: [410, 0, 201, 'W/"3"'],
    async run(server) {
      const id = await newPatient(server);
      await send(server, 'DELETE', `Patient/${id}`);
      const read = await send(server, 'GET', `Patient/${id}`);
      const count = await countOf(server, `Patient?_id=${id}`);
      const again = await send(server, 'PUT', `Patient/${id}`, { resourceType: 'Patient', id });
      return [read.status, count, again.status, again.etag];
    },
  },
  {
    name: 'delete of what is referred to: 409',
    expected: 409,
    async run(server) {
      const patient = await newPatient(server);
      await make(server, child(patient));
      return (await send(server, 'DELETE', `Patient/${patient}`)).status;
    },
  },
  {
    name: 'conditional create: none 201, one 200 with the existing, several 412',
    expected: [201, 200, true, 412, 2],
    async run(server) {
      const patient = await newPatient(server);
      const value = unique();
      const body = child(patient, { identifier: [identified(value)] });
      const condition = { 'if-none-exist': `identifier=${identified(value).system}|${value}` };
      const first = await send(server, 'POST', 'RelatedPerson', body, condition);
      const second = await send(server, 'POST', 'RelatedPerson', body, condition);
      await make(server, body);
      const third = await send(server, 'POST', 'RelatedPerson', body, condition);
      const count = await countOf(server, `RelatedPerson?identifier=${value}`);
      return [first.status, second.status, second.body.id === first.body.id, third.status, count];
    },
  },
  {
    name: 'a reference to nothing',
    expected: 400,
    run: async (server) => (await send(server, 'POST', 'RelatedPerson', child(unique()))).status,
  },
  {
    name: 'an invalid date, named',
    expected: { status: 422, place: 'Patient.birthDate', isOutcome: true },
    async run(server) {
      const refused = await send(server, 'POST', 'Patient', { resourceType: 'Patient', birthDate: 'not-a-date' });
      return { status: refused.status, place: placeIn(refused), isOutcome: isOutcome(refused) };
    },
  },
  {
    name: 'a code outside a required value set',
    expected: 422,
    async run(server) {
      const body = entry(await newPatient(server), { status: 'banana' });
      return (await send(server, 'POST', 'QuestionnaireResponse', body)).status;
    },
  },
  {
    name: 'a required element missing',
    expected: 422,
    run: async (server) => (await send(server, 'POST', 'RelatedPerson', { resourceType: 'RelatedPerson' })).status,
  },
  {
    name: 'an unknown element',
    expected: 422,
    async run(server) {
      return (await send(server, 'POST', 'Patient', { resourceType: 'Patient', colour: 'red' })).status;
    },
  },
  {
    name: 'DocumentReference: text and FHIR as attachments come back as they went, labels too',
    expected: { contentTypes: ['text/plain; charset=utf-8', 'application/fhir+json'], data: [true, true], label: 'R' },
    async run(server) {
      const patient = await newPatient(server);
      const attachments = [
        { contentType: 'text/plain; charset=utf-8', data: Buffer.from('één regel').toString('base64') },
        { contentType: 'application/fhir+json', data: Buffer.from('{"resourceType":"Bundle"}').toString('base64') },
      ];
      const read: Reply[] = [];
      for (const attachment of attachments) {
        const id = await make(server, note(patient, { meta: { security: [restricted] }, content: [{ attachment }] }));
        read.push(await send(server, 'GET', `DocumentReference/${id}`));
      }
      const documents = read.map(({ body }) => body as unknown as DocumentReference);
      return {
        contentTypes: documents.map(({ content }) => content[0]?.attachment.contentType),
        data: documents.map(({ content }, index) => content[0]?.attachment.data === attachments[index]?.data),
        label: documents[1]?.meta?.security?.[0]?.code,
      };
    },
  },
  {
    name: 'another type than the address says: 400',
    expected: 400,
    run: async (server) => (await send(server, 'POST', 'Patient', { resourceType: 'Organization', name: 'x' })).status,
  },
];
