import type { ContractCase } from './fhir-contract';
import {
  asBundle,
  child,
  entry,
  identified,
  idsIn,
  isOutcome,
  make,
  newPatient,
  note,
  provenance,
  type Server,
  send,
  unique,
} from './wire';

const found = async (server: Server, path: string) => idsIn(await send(server, 'GET', path)).toSorted();
const canonical = (id: string) => `https://w3id.org/kindreflex/Questionnaire/test-${id}`;

/** Searches that the app rests on. */
export const searches: ContractCase[] = [
  {
    name: 'RelatedPerson?patient= with a bare id and with Patient/id',
    expected: [true, true],
    async run(server) {
      const patient = await newPatient(server);
      const id = await make(server, child(patient));
      await make(server, child(await newPatient(server)));
      const bare = await found(server, `RelatedPerson?patient=${patient}`);
      const typed = await found(server, `RelatedPerson?patient=Patient/${patient}`);
      return [bare, typed].map((each) => each.length === 1 && each[0] === id);
    },
  },
  {
    name: 'a search by the absolute address of a patient on this server',
    expected: 1,
    async run(server) {
      const patient = await newPatient(server);
      await make(server, child(patient));
      return (await found(server, `RelatedPerson?patient=${server.base}/Patient/${patient}`)).length;
    },
  },
  {
    name: 'questionnaire= with version, without, and as a list',
    expected: { exact: 1, otherVersion: 0, anyVersion: 2, list: 3 },
    async run(server) {
      const patient = await newPatient(server);
      const [one, two] = [unique(), unique()];
      for (const questionnaire of [`${canonical(one)}|1.0.0`, `${canonical(one)}|1.1.0`, `${canonical(two)}|1.0.0`]) {
        await make(server, entry(patient, { questionnaire }));
      }
      const count = async (value: string) =>
        (
          await found(
            server,
            `QuestionnaireResponse?subject=Patient/${patient}&questionnaire=${encodeURIComponent(value)}`,
          )
        ).length;
      return {
        exact: await count(`${canonical(one)}|1.0.0`),
        otherVersion: await count(`${canonical(one)}|9.0.0`),
        anyVersion: await count(canonical(one)),
        list: await count(`${canonical(one)},${canonical(two)}`),
      };
    },
  },
  {
    name: 'identifier= as system|value, value alone, another system',
    expected: [1, 1, 0],
    async run(server) {
      const value = unique();
      await make(server, entry(await newPatient(server), { identifier: identified(value) }));
      const count = async (query: string) =>
        (await found(server, `QuestionnaireResponse?identifier=${encodeURIComponent(query)}`)).length;
      return [
        await count(`${identified(value).system}|${value}`),
        await count(value),
        await count(`https://other.example|${value}`),
      ];
    },
  },
  {
    name: 'QuestionnaireResponse by patient, encounter, source, author and status',
    expected: [1, 1, 1, 1, 0],
    async run(server) {
      const patient = await newPatient(server);
      const encounter = await make(server, {
        resourceType: 'Encounter',
        status: 'in-progress',
        class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
        subject: { reference: `Patient/${patient}` },
      });
      const author = await make(server, { resourceType: 'Practitioner' });
      await make(
        server,
        entry(patient, {
          encounter: { reference: `Encounter/${encounter}` },
          source: { reference: `Patient/${patient}` },
          author: { reference: `Practitioner/${author}` },
        }),
      );
      const count = async (query: string) =>
        (await found(server, `QuestionnaireResponse?patient=${patient}&${query}`)).length;
      return [
        await count('_count=5'),
        await count(`encounter=${encounter}`),
        await count(`source=Patient/${patient}`),
        await count(`author=Practitioner/${author}`),
        await count('status=amended'),
      ];
    },
  },
  {
    name: 'Provenance?target= with a list; DocumentReference?patient=',
    expected: [2, 1],
    async run(server) {
      const patient = await newPatient(server);
      const [one, two] = [await make(server, entry(patient)), await make(server, entry(patient))];
      for (const id of [one, two]) await make(server, provenance(`QuestionnaireResponse/${id}`));
      await make(server, note(patient));
      const targets = `QuestionnaireResponse/${one},QuestionnaireResponse/${two}`;
      return [
        (await found(server, `Provenance?target=${targets}`)).length,
        (await found(server, `DocumentReference?patient=${patient}`)).length,
      ];
    },
  },
  {
    name: 'DocumentReference?identifier= with a value and with the system alone; subject, type, category, date',
    expected: { one: 1, ours: 2, subject: 3, type: 1, category: 1, date: 1, before: 0 },
    async run(server) {
      const patient = await newPatient(server);
      const value = unique();
      const loinc = (code: string) => ({ coding: [{ system: 'http://loinc.org', code }] });
      const described = { type: loinc('11488-4'), category: [loinc('LP173421-1')], date: '2026-11-24T10:00:00Z' };
      await make(server, note(patient, { identifier: [identified(value)], ...described }));
      await make(server, note(patient, { identifier: [identified(unique())] }));
      await make(server, note(patient, { identifier: [{ system: 'https://other.example', value }] }));
      const count = async (query: string) =>
        (await found(server, `DocumentReference?patient=${patient}&${query}`)).length;
      const { system } = identified(value);
      return {
        one: await count(`identifier=${encodeURIComponent(`${system}|${value}`)}`),
        ours: await count(`identifier=${encodeURIComponent(`${system}|`)}`),
        subject: await count(`subject=Patient/${patient}`),
        type: await count('type=11488-4'),
        category: await count(`category=${encodeURIComponent('http://loinc.org|LP173421-1')}`),
        date: await count('date=ge2026-11-24'),
        before: await count('date=lt2026-11-24'),
      };
    },
  },
  {
    name: '_id and _tag',
    expected: [1, 1, 0],
    async run(server) {
      const code = unique();
      const tagged = provenance(`Patient/${await newPatient(server)}`, { meta: { tag: [identifiedTag(code)] } });
      const id = await make(server, tagged);
      const count = async (query: string) => (await found(server, `Provenance?${query}`)).length;
      const tag = `_tag=${encodeURIComponent(`${identifiedTag(code).system}|${code}`)}`;
      return [await count(`_id=${id}`), await count(tag), await count(`_tag=${unique()}`)];
    },
  },
  {
    name: '_lastUpdated with ge and le, authored with ge and lt',
    expected: [1, 0, 1, 0],
    async run(server) {
      const patient = await newPatient(server);
      await make(server, entry(patient, { authored: '2026-11-24T10:00:00+01:00' }));
      const count = async (query: string) =>
        (await found(server, `QuestionnaireResponse?patient=${patient}&${query}`)).length;
      return [
        await count('_lastUpdated=ge2020-01-01'),
        await count('_lastUpdated=le2020-01-01'),
        await count('authored=ge2026-11-24'),
        await count('authored=lt2026-11-24'),
      ];
    },
  },
  {
    name: '_sort both ways',
    expected: [true, true],
    async run(server) {
      const patient = await newPatient(server);
      const late = await make(server, entry(patient, { authored: '2026-11-24' }));
      const early = await make(server, entry(patient, { authored: '2025-01-01' }));
      const order = async (sort: string) =>
        idsIn(await send(server, 'GET', `QuestionnaireResponse?patient=${patient}&_sort=${sort}`));
      const same = (left: string[], right: string[]) => left.join() === right.join();
      return [same(await order('authored'), [early, late]), same(await order('-authored'), [late, early])];
    },
  },
  {
    name: 'pages: _count, next links to the end, fullUrl on every entry',
    expected: { pages: [2, 2, 1], isComplete: true, isAddressed: true },
    async run(server) {
      const patient = await newPatient(server);
      const made: string[] = [];
      for (let index = 0; index < 5; index += 1) made.push(await make(server, child(patient)));
      const pages: number[] = [];
      const seen: string[] = [];
      let isAddressed = true;
      let next: string | undefined = `RelatedPerson?patient=${patient}&_count=2`;
      while (next !== undefined) {
        const reply = await send(server, 'GET', next);
        pages.push(idsIn(reply).length);
        seen.push(...idsIn(reply));
        const { link, entry: entries } = asBundle(reply);
        isAddressed &&=
          entries?.every((each) => each.fullUrl === `${server.base}/RelatedPerson/${each.resource?.id}`) === true;
        const url = link?.find((each) => each.relation === 'next')?.url;
        next = url?.startsWith(server.base) ? url.slice(server.base.length).replace(/^\//, '') : undefined;
      }
      return { pages, isComplete: seen.toSorted().join() === made.toSorted().join(), isAddressed };
    },
  },
  {
    name: '_summary=count: a total and no entries',
    expected: [3, 0],
    async run(server) {
      const patient = await newPatient(server);
      for (let index = 0; index < 3; index += 1) await make(server, child(patient));
      const reply = asBundle(await send(server, 'GET', `RelatedPerson?patient=${patient}&_summary=count`));
      return [reply.total, reply.entry?.length ?? 0];
    },
  },
  {
    name: 'POST _search: the same answer from a form',
    expected: [200, 1],
    async run(server) {
      const patient = await newPatient(server);
      await make(server, child(patient));
      const reply = await send(server, 'POST', 'RelatedPerson/_search', `patient=Patient/${patient}&_count=10`);
      return [reply.status, idsIn(reply).length];
    },
  },
  {
    name: 'an unknown search parameter: 400 with OperationOutcome',
    expected: [400, true],
    async run(server) {
      const reply = await send(server, 'GET', 'RelatedPerson?shoesize=42');
      return [reply.status, isOutcome(reply)];
    },
  },
  {
    name: 'metadata: FHIR 4.0.1, transaction, and what the app asks about RelatedPerson',
    expected: { fhirVersion: '4.0.1', transaction: true, conditionalCreate: true, versioning: true, update: true },
    async run(server) {
      const statement = (await send(server, 'GET', 'metadata'))
        .body as unknown as import('fhir/r4').CapabilityStatement;
      const rest = statement.rest?.[0];
      const type = rest?.resource?.find((each) => each.type === 'RelatedPerson');
      return {
        fhirVersion: statement.fhirVersion,
        transaction: rest?.interaction?.some((each) => each.code === 'transaction'),
        conditionalCreate: type?.conditionalCreate,
        versioning: type?.versioning?.startsWith('versioned'),
        update: type?.interaction?.some((each) => each.code === 'update'),
      };
    },
  },
];

const identifiedTag = (code: string) => ({ system: identified(code).system, code });
