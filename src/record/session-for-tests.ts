import type { RelatedPerson } from 'fhir/r4';
import type { DemoEhr } from '../demo-ehr/server';
import { smartClient } from '../demo-ehr/smart/smart-client-for-tests';
import type { Answers } from '../fhir/answers';
import { createFhirClient } from '../fhir/client';
import { ANSWER_SYSTEM } from '../mapping/canonical';
import { parseScopes } from '../session/scopes';
import { parseSiteConfig } from '../session/site-config';
import { answersOf, type ContactDraft, type IdentifiedDraft, startContact, withAnswers } from './contact';
import { createFhirHost } from './fhir-host';
import { openRecord, type RecordStore } from './open-record';
import { withUuids } from './own-uuids';
import { child } from './snapshot-for-tests';
import { type SavePlan, type WritePlan, writePlan } from './write-plan';

const scopes =
  'launch openid fhirUser patient/Patient.r patient/RelatedPerson.crus patient/QuestionnaireResponse.crus patient/Encounter.r patient/Provenance.c';

/** What a test does to one request: answers in the host's place, or lets it through and then loses the answer. */
export type Fault = (request: { method: string; path: string }, go: () => Promise<Response>) => Promise<Response>;

export const isTransaction = ({ method, path }: { method: string; path: string }) => method === 'POST' && path === '';

/** A client of her own in the demo EHR, with an undated child, opened over real HTTP by a nurse with a real token. */
export async function openClient(ehr: DemoEhr, timeoutMs = 20_000) {
  const patient = `c-${crypto.randomUUID().slice(0, 8)}`;
  const about = { reference: `Patient/${patient}` };
  const { birthDate: _, meta: __, ...undated } = child(`${patient}-tuur`, 'Tuur');
  const tuur: RelatedPerson = { ...undated, patient: about, telecom: [{ system: 'phone', value: '+32 470 00 00 00' }] };
  await ehr.store.put(
    { resourceType: 'Patient', id: patient, name: [{ family: 'Maes', given: ['Sofie'] }], birthDate: '1987-02-14' },
    {
      resourceType: 'Encounter',
      id: `${patient}-contact`,
      status: 'in-progress',
      class: { code: 'IMP' },
      subject: about,
    },
    tuur,
  );
  const { access_token: token } = await smartClient(ehr).login(patient, { scope: scopes });
  let fault: Fault = (_request, go) => go();
  const requests: string[] = [];
  const client = createFhirClient({
    base: ehr.fhirBase,
    accessToken: async () => token,
    timeoutMs,
    fetch: (address, init) => {
      const path = String(address).slice(ehr.fhirBase.length).replace(/^\//, '');
      const method = init?.method ?? 'GET';
      requests.push(`${method} ${path.replace(/[?].*/, '?')}`);
      return fault({ method, path }, () => fetch(address, init));
    },
  });
  const host = createFhirHost(client);
  const context = {
    patient,
    encounter: `${patient}-contact`,
    fhirUser: 'Practitioner/els-verhaegen',
    scopes: parseScopes(scopes),
  };
  return {
    host,
    context,
    tuurId: tuur.id ?? '',
    requests,
    open: () => openRecord(host, context),
    break: (next: Fault) => {
      fault = next;
    },
  };
}

/** Resolves when everything that is read at once is in. */
export function settled(record: RecordStore): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      const { patient, encounter, relatedPersons, entries } = record.getSnapshot();
      const comes = [relatedPersons, entries].some(
        (list) => list.state === 'loaded' && list.value.gaps.some(({ reason }) => reason === 'more-pages'),
      );
      if (!comes && [patient, encounter, relatedPersons, entries].every(({ state }) => state !== 'loading')) resolve();
    };
    record.subscribe(look);
    look();
  });
}

const held = { 's1.uitkomst': [{ system: ANSWER_SYSTEM, code: 'held' }] };
const named = (key: string, given: string) => ({
  key: `uuid:${key}`,
  items: {
    's1.kind.nieuw': [{ key, items: { 's1.kind.nieuw.uuid': [key], 's1.kind.nieuw.voornaam': [given] } }],
  },
});

/** A contact with a new child, a birth date for the undated one, and something in steps 1, 2 and 3. */
export function typed(record: RecordStore, patient: string, tuurId: string): IdentifiedDraft {
  const start = startContact(record.getSnapshot(), { patient, today: '2026-11-25' });
  const first = answersOf(start, 1);
  const rows = (first['s1.kind'] ?? []).map((row) =>
    typeof row === 'object' && 'items' in row && row.key === `RelatedPerson/${tuurId}`
      ? { ...row, items: { ...row.items, 's1.kind.geboortedatum': ['2019-01-02'] } }
      : row,
  );
  const noor = crypto.randomUUID();
  const typedAnswers: Partial<Record<1 | 2 | 3, Answers>> = {
    1: { ...first, ...held, 's1.kind': [...rows, named(noor, 'Noor')] },
    2: { 's2.overleg': [true], 's2.redenen': [{ key: 'r', items: { 's2.redenen.tekst': ['geheim'] } }] },
    3: { 's3.kind': [{ key: 'k', items: { 's3.kind.wie': [{ reference: `urn:uuid:${noor}` }] } }] },
  };
  const draft = ([1, 2, 3] as const).reduce<ContactDraft>(
    (before, step) => withAnswers(before, step, { ...answersOf(before, step), ...typedAnswers[step] }),
    start,
  );
  return withUuids(draft, () => crypto.randomUUID());
}

const read = parseSiteConfig({ issuers: [{ iss: 'http://localhost/fhir', clientId: 'kindreflex' }] });

export async function planFor(
  { context }: Pick<Awaited<ReturnType<typeof openClient>>, 'context'>,
  record: RecordStore,
  draft: IdentifiedDraft,
): Promise<SavePlan> {
  if (!read.ok) throw new Error('The site configuration of the tests is wrong');
  const snapshot = await record.loadForSaving();
  const plan: WritePlan = writePlan({
    draft,
    answers: { 1: answersOf(draft, 1), 2: answersOf(draft, 2), 3: answersOf(draft, 3) },
    snapshot,
    context,
    site: read.value,
    consent: {},
    label: (linkId) => linkId,
    authored: '2026-11-25T10:00:00.000Z',
  });
  if (plan.kind !== 'save') throw new Error(`Expected a save, got ${plan.kind}`);
  return plan;
}
