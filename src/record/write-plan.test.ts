import { expect, test } from 'vitest';
import { capabilitiesSchema } from '../fhir/schemas';
import { setValues } from '../form/edit';
import { parseScopes } from '../session/scopes';
import { parseSiteConfig, type SiteConfig } from '../session/site-config';
import { answersOf, startContact, withAnswers, withUuids } from './contact';
import { failed, loaded } from './loaded';
import { snapshotOf } from './snapshot-for-tests';
import { type PlanInput, writePlan } from './write-plan';

const issuers = [{ iss: 'https://ehr.example/fhir', clientId: 'k' }];
function site(more: object = {}): SiteConfig {
  const read = parseSiteConfig({ issuers, ...more });
  if (!read.ok) throw new Error('The site configuration of this test is wrong');
  return read.value;
}

const statement = (system: string[] | undefined, types: Record<string, string[]>) =>
  loaded(
    capabilitiesSchema.parse({
      resourceType: 'CapabilityStatement',
      rest: [
        {
          mode: 'server',
          interaction: system?.map((code) => ({ code })),
          resource: Object.entries(types).map(([type, codes]) => ({
            type,
            interaction: codes.map((code) => ({ code })),
          })),
        },
      ],
    }),
  );
const every = ['create', 'read', 'update', 'search-type'];
const full = { RelatedPerson: every, QuestionnaireResponse: every, Provenance: every };
const wide = 'patient/RelatedPerson.crus patient/QuestionnaireResponse.crus patient/Provenance.crs';
const held = { 's1.uitkomst': [{ code: 'held' }] };
const noor = {
  key: 'uuid:u-n',
  items: { 's1.kind.nieuw': [{ key: 'u-n', items: { 's1.kind.nieuw.uuid': ['u-n'], 's1.kind.nieuw.naam': ['N'] } }] },
};

const born = (birthDate: string | undefined) =>
  birthDate
    ? (setValues({ 's1.kind': [noor] }, PLACE, 's1.kind.nieuw.geboortedatum', [birthDate])['s1.kind']?.[0] ?? noor)
    : noor;
const PLACE = [
  { linkId: 's1.kind', key: 'uuid:u-n' },
  { linkId: 's1.kind.nieuw', key: 'u-n' },
];

function planFor(
  capabilities: PlanInput['snapshot']['capabilities'],
  {
    scopes = wide,
    config = site(),
    consent = {},
    read = {},
    birthDate,
    contactDate = '2026-11-25',
  }: {
    scopes?: string;
    config?: SiteConfig;
    consent?: PlanInput['consent'];
    read?: Partial<PlanInput['snapshot']>;
    birthDate?: string;
    contactDate?: string;
  } = {},
) {
  const snapshot = { ...snapshotOf([]), capabilities, ...read };
  let count = 0;
  const fresh = withUuids(startContact(snapshot, { patient: 'a', today: '2026-11-25' }), () => `u${count++}`);
  const draft = withAnswers(withAnswers(fresh, 1, { ...held, 's1.kind': [born(birthDate)] }), 2, {
    's2.overleg': [true],
  });
  const dated = { ...draft, contactDate, uuids: fresh.uuids };
  return writePlan({
    draft: dated,
    answers: { 1: answersOf(dated, 1), 2: answersOf(dated, 2) },
    snapshot,
    context: { patient: 'a', fhirUser: 'Practitioner/n', scopes: parseScopes(scopes) },
    site: config,
    consent,
    label: () => undefined,
    authored: '2026-11-25T10:00:00Z',
  });
}
const kinds = (plan: ReturnType<typeof planFor>) =>
  plan.kind === 'transaction' ? plan.writes.map(({ kind }) => kind) : plan.kind;

test('a host that lists everything gets one transaction, for certain', () => {
  const plan = planFor(statement(['transaction'], full));
  expect(plan).toMatchObject({ kind: 'transaction', certain: true, leftOut: [], readsProvenance: true });
  expect(kinds(plan)).toEqual([
    'create-child',
    'create-entry',
    'create-entry',
    'create-provenance',
    'create-provenance',
  ]);
});

test('a host that says nothing of transactions, or whose statement did not come, is tried; Provenance is not risked there', () => {
  expect(planFor(statement(undefined, full))).toMatchObject({ kind: 'transaction', certain: false });
  const blind = planFor(failed({ kind: 'timeout', code: 'F-002' }));
  expect(kinds(blind)).toEqual(['create-child', 'create-entry', 'create-entry']);
  expect(blind).toMatchObject({ certain: false, leftOut: [{ what: 'provenance', reason: 'not-supported' }] });
});

test('a host without transactions cannot be written to yet, and that is said', () => {
  expect(planFor(statement(['batch'], full))).toMatchObject({ kind: 'not-possible', reason: 'no-transaction' });
});

test('where no person may be added, the entries go without', () => {
  const scopes = 'patient/RelatedPerson.rs patient/QuestionnaireResponse.crus patient/Provenance.c';
  const plan = planFor(statement(['transaction'], full), { scopes });
  expect(kinds(plan)).not.toContain('create-child');
  expect(plan).toMatchObject({
    leftOut: [{ what: 'child', child: 'u-n', reason: 'not-granted' }],
    readsProvenance: false,
  });
  const { RelatedPerson: _, ...withoutPersons } = full;
  expect(planFor(statement(['transaction'], withoutPersons))).toMatchObject({
    leftOut: [{ what: 'child', child: 'u-n', reason: 'not-supported' }],
  });
});

test('where no entry may be added, nothing is written', () => {
  const scopes = 'patient/RelatedPerson.crus patient/QuestionnaireResponse.rs';
  expect(planFor(statement(['transaction'], full), { scopes })).toMatchObject({
    kind: 'not-possible',
    reason: 'entries',
  });
});

test('the site refuses concern entries, or wants to be asked', () => {
  const host = statement(['transaction'], full);
  const steps = (config: SiteConfig, consent: PlanInput['consent'] = {}) => {
    const plan = planFor(host, { config, consent });
    return plan.kind === 'transaction'
      ? plan.writes.flatMap((write) => (write.kind === 'create-entry' ? [write.step] : []))
      : plan.kind;
  };
  expect(steps(site({ concernEntries: 'refuse' }), { concernEntries: true })).toEqual([1]);
  expect(steps(site({ concernEntries: 'ask' }))).toEqual([1]);
  expect(steps(site({ concernEntries: 'ask' }), { concernEntries: true })).toEqual([1, 2]);
  expect(planFor(host, { config: site({ relatedPersons: 'ask' }) })).toMatchObject({
    leftOut: [{ what: 'child', child: 'u-n', reason: 'not-confirmed' }],
  });
});

test('a draft of another client, or an encounter of someone else, stops everything', () => {
  const plan = (patient: string, encounter: PlanInput['snapshot']['encounter']) => {
    const snapshot = { ...snapshotOf([]), encounter, capabilities: statement(['transaction'], full) };
    return writePlan({
      draft: withUuids(startContact(snapshot, { patient, today: '2026-11-25' }), () => 'u'),
      answers: { 3: { 's3.hoe': ['x'] } },
      snapshot,
      context: { patient: 'a', encounter: 'e', scopes: parseScopes(wide) },
      site: site(),
      consent: {},
      label: () => undefined,
      authored: '2026-11-25T10:00:00Z',
    });
  };
  const stopped = { kind: 'not-possible', reason: 'other-patient' };
  expect(plan('a', loaded(undefined)).kind).toBe('transaction');
  expect(plan('b', loaded(undefined))).toMatchObject(stopped);
  expect(plan('a', failed({ kind: 'other-patient', code: 'R-001' }))).toMatchObject(stopped);
});

test.each(['patient', 'encounter', 'relatedPersons'] as const)(
  'nothing is sent while %s is still being read',
  (part) => {
    const plan = planFor(statement(['transaction'], full), { read: { [part]: { state: 'loading' } } });
    expect(plan).toMatchObject({ kind: 'not-possible', reason: 'still-reading' });
  },
);

test('nothing is sent when whose record it is could not be read', () => {
  const plan = planFor(statement(['transaction'], full), {
    read: { patient: failed({ kind: 'forbidden', code: 'F-403', status: 403, issues: [] }) },
  });
  expect(plan).toMatchObject({ kind: 'not-possible', reason: 'patient-unread' });
});

test('a child is not made where the persons of the record were not all read: it may be there already', () => {
  const unread = failed({ kind: 'forbidden', code: 'F-403', status: 403, issues: [] } as const);
  const partial = { ...snapshotOf([]).relatedPersons, whole: false } as PlanInput['snapshot']['relatedPersons'];
  for (const relatedPersons of [unread, partial]) {
    const plan = planFor(statement(['transaction'], full), { read: { relatedPersons } });
    expect(plan.leftOut).toContainEqual({ what: 'child', child: 'u-n', reason: 'persons-not-read' });
    expect(plan.kind === 'transaction' && plan.writes.map(({ kind }) => kind)).not.toContain('create-child');
  }
});

test('an unborn child is no person of the record, and a contact that has not come is no entry', () => {
  const unborn = planFor(statement(['transaction'], full), { birthDate: '2027-03-12' });
  expect(unborn.leftOut).toContainEqual({ what: 'child', child: 'u-n', reason: 'not-born' });
  const today = planFor(statement(['transaction'], full), { birthDate: '2026-11-25' });
  expect(today.leftOut).toEqual([]);
  const ahead = planFor(statement(['transaction'], full), { contactDate: '2062-11-25' });
  expect(ahead).toMatchObject({ kind: 'nothing', leftOut: [{ step: 1, reason: 'contact-date-future' }, { step: 2 }] });
});
