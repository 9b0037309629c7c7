import type { Provenance, QuestionnaireResponse } from 'fhir/r4';
import type { ContractCase } from './fhir-contract';
import {
  asBundle,
  bundle,
  child,
  countOf,
  entry,
  identified,
  make,
  newPatient,
  note,
  placeIn,
  post,
  provenance,
  referenceIn,
  type Server,
  send,
  statusesIn,
  unique,
} from './wire';

const byIdentifier = (value: string) => `identifier=${identified(value).system}|${value}`;
const byTag = (value: string) => `_tag=${identified(value).system}|${value}`;

/** A child, an entry that names it and a Provenance about both, as one save writes them. */
function save(patient: string, values = [unique(), unique(), unique()]) {
  const [childId = '', entryId = '', tag = ''] = values;
  const about = provenance('urn:uuid:11111111-1111-4111-8111-111111111111', {
    meta: { tag: [{ system: identified(tag).system, code: tag }] },
  });
  const answer = [{ valueReference: { reference: 'urn:uuid:22222222-2222-4222-8222-222222222222' } }];
  return {
    values,
    entries: [
      post(about, { ifNoneExist: byTag(tag) }),
      post(entry(patient, { identifier: identified(entryId), item: [{ linkId: 'child', answer }] }), {
        fullUrl: 'urn:uuid:11111111-1111-4111-8111-111111111111',
        ifNoneExist: byIdentifier(entryId),
      }),
      post(child(patient, { identifier: [identified(childId)] }), {
        fullUrl: 'urn:uuid:22222222-2222-4222-8222-222222222222',
        ifNoneExist: byIdentifier(childId),
      }),
    ],
  };
}

const storedBy = async (server: Server, patient: string) => [
  await countOf(server, `RelatedPerson?patient=${patient}`),
  await countOf(server, `QuestionnaireResponse?patient=${patient}`),
];

/** A refused save: its status, the entry it names, and that nothing of it was stored. */
async function refusedWith(server: Server, bad: (patient: string) => Promise<object>) {
  const patient = await newPatient(server);
  const wrong = await bad(patient);
  const before = await storedBy(server, patient);
  const refused = await send(server, 'POST', '', bundle('transaction', ...save(patient).entries, wrong));
  const isWhole = (await storedBy(server, patient)).join() === before.join();
  return { status: refused.status, entry: placeIn(refused)?.slice(0, 15) ?? null, nothingStored: isWhole };
}

/** Transactions and batches. */
export const transactions: ContractCase[] = [
  {
    name: 'transaction: three linked creates, urn:uuid rewritten everywhere',
    expected: { status: 200, statuses: ['201', '201', '201'], isLinked: [true, true] },
    async run(server) {
      const patient = await newPatient(server);
      const saved = await send(server, 'POST', '', bundle('transaction', ...save(patient).entries));
      const [about, response, person] =
        asBundle(saved).entry?.map((each) => referenceIn(each.response?.location)) ?? [];
      const storedResponse = (await send(server, 'GET', response ?? '')).body as unknown as QuestionnaireResponse;
      const storedAbout = (await send(server, 'GET', about ?? '')).body as unknown as Provenance;
      const isLinked = [
        storedResponse.item?.[0]?.answer?.[0]?.valueReference?.reference === person,
        storedAbout.target[0]?.reference?.startsWith(response ?? '?') === true,
      ];
      return { status: saved.status, statuses: statusesIn(saved), isLinked };
    },
  },
  {
    name: 'the same transaction again: nothing is made twice, for any of the three types',
    expected: { statuses: ['200', '200', '200'], stored: [1, 1], provenances: 1, isSame: true },
    async run(server) {
      const patient = await newPatient(server);
      const { entries, values } = save(patient);
      const first = await send(server, 'POST', '', bundle('transaction', ...entries));
      const second = await send(server, 'POST', '', bundle('transaction', ...entries));
      const placesOf = (reply: typeof first) =>
        asBundle(reply)
          .entry?.map((each) => referenceIn(each.response?.location))
          .join();
      return {
        statuses: statusesIn(second),
        stored: await storedBy(server, patient),
        provenances: await countOf(server, `Provenance?${byTag(values[2] ?? '')}`),
        isSame: placesOf(first) === placesOf(second),
      };
    },
  },
  {
    name: 'transaction with ifNoneExist on a DocumentReference',
    expected: ['201', '200'],
    async run(server) {
      const patient = await newPatient(server);
      const value = unique();
      const one = post(note(patient, { identifier: [identified(value)] }), { ifNoneExist: byIdentifier(value) });
      const first = await send(server, 'POST', '', bundle('transaction', one));
      const second = await send(server, 'POST', '', bundle('transaction', one));
      return [...statusesIn(first), ...statusesIn(second)];
    },
  },
  {
    name: 'transaction response: form of etag and location',
    expected: { etag: 'W/"1"', location: 'RelatedPerson/…/_history/1' },
    async run(server) {
      const saved = await send(server, 'POST', '', bundle('transaction', post(child(await newPatient(server)))));
      const { etag, location } = asBundle(saved).entry?.[0]?.response ?? {};
      return {
        etag,
        location: location?.replace(server.base, '(base)').replace(/RelatedPerson\/[^/]+/, 'RelatedPerson/…'),
      };
    },
  },
  {
    name: 'transaction with a current ifMatch: updated',
    expected: ['200', 'W/"2"'],
    async run(server) {
      const patient = await newPatient(server);
      const id = await make(server, child(patient));
      const change = {
        resource: child(patient, { id, active: false }),
        request: { method: 'PUT', url: `RelatedPerson/${id}`, ifMatch: 'W/"1"' },
      };
      const saved = await send(server, 'POST', '', bundle('transaction', change));
      return [...statusesIn(saved), (await send(server, 'GET', `RelatedPerson/${id}`)).etag];
    },
  },
  {
    name: 'transaction with a stale ifMatch',
    expected: { status: 412, entry: 'Bundle.entry[3]', nothingStored: true },
    run: (server) =>
      refusedWith(server, async (patient) => {
        const id = await make(server, child(patient));
        await send(server, 'PUT', `RelatedPerson/${id}`, child(patient, { id, active: true }));
        const resource = child(patient, { id, active: false });
        return { resource, request: { method: 'PUT', url: `RelatedPerson/${id}`, ifMatch: 'W/"1"' } };
      }),
  },
  {
    name: 'transaction with an ifNoneExist that matches several',
    expected: { status: 412, entry: 'Bundle.entry[3]', nothingStored: true },
    run: (server) =>
      refusedWith(server, async (patient) => {
        const value = unique();
        const body = child(patient, { identifier: [identified(value)] });
        await make(server, body);
        await make(server, body);
        return post(body, { ifNoneExist: byIdentifier(value) });
      }),
  },
  {
    name: 'transaction with a reference to nothing',
    expected: { status: 400, entry: 'Bundle.entry[3]', nothingStored: true },
    run: (server) => refusedWith(server, async () => post(child(unique()))),
  },
  {
    name: 'transaction with a urn:uuid that no entry has',
    expected: { status: 400, entry: 'Bundle.entry[3]', nothingStored: true },
    run: (server) =>
      refusedWith(server, async (patient) =>
        post(entry(patient, { source: { reference: 'urn:uuid:33333333-3333-4333-8333-333333333333' } })),
      ),
  },
  {
    name: 'transaction with an invalid entry',
    expected: { status: 422, entry: 'Bundle.entry[3]', nothingStored: true },
    run: (server) => refusedWith(server, async (patient) => post(entry(patient, { status: 'banana' }))),
  },
  {
    name: 'transaction with two entries about one resource',
    expected: 400,
    async run(server) {
      const id = await newPatient(server);
      const put = {
        resource: { resourceType: 'Patient', id, active: false },
        request: { method: 'PUT', url: `Patient/${id}` },
      };
      return (await send(server, 'POST', '', bundle('transaction', put, put))).status;
    },
  },
  {
    name: 'transaction with a JSON Patch and a delete',
    expected: { statuses: ['200', '204'], birthDate: '1987-02-14', deleted: 410 },
    async run(server) {
      const [patient, gone] = [await newPatient(server), await newPatient(server)];
      const data = Buffer.from(JSON.stringify([{ op: 'add', path: '/birthDate', value: '1987-02-14' }])).toString(
        'base64',
      );
      const resource = { resourceType: 'Binary', contentType: 'application/json-patch+json', data };
      const patch = { resource, request: { method: 'PATCH', url: `Patient/${patient}` } };
      const removal = { request: { method: 'DELETE', url: `Patient/${gone}` } };
      const done = await send(server, 'POST', '', bundle('transaction', patch, removal));
      return {
        statuses: statusesIn(done),
        birthDate: (await send(server, 'GET', `Patient/${patient}`)).body.birthDate,
        deleted: (await send(server, 'GET', `Patient/${gone}`)).status,
      };
    },
  },
  {
    name: 'batch: each entry for itself',
    expected: ['201', '404', '200'],
    async run(server) {
      const patient = await newPatient(server);
      const read = (id: string) => ({ request: { method: 'GET', url: `Patient/${id}` } });
      return statusesIn(
        await send(server, 'POST', '', bundle('batch', post(child(patient)), read(unique()), read(patient))),
      );
    },
  },
];
