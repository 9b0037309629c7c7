import { describe, expect, test } from 'vitest';
import { capabilitiesSchema } from '../fhir/capabilities';
import { setValues } from '../form/edit';
import { parseScopes } from '../session/scopes';
import { parseSiteConfig, type SiteConfig } from '../session/site-config';
import { answersOf, startContact, withAnswers } from './contact';
import { failed, loaded } from './loaded';
import { withUuids } from './own-uuids';
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
  plan.kind === 'save' ? plan.writes.map(({ kind }) => kind) : plan.kind;

test('a host that lists everything gets one transaction, for certain', () => {
  const plan = planFor(statement(['transaction'], full));
  expect(plan).toMatchObject({ kind: 'save', way: 'transaction', certain: true, together: true, leftOut: [] });
  expect(kinds(plan)).toEqual([
    'create-child',
    'create-entry',
    'create-entry',
    'create-provenance',
    'create-provenance',
  ]);
});

test('a host that says nothing of transactions, or whose statement did not come, is tried; Provenance is not risked there', () => {
  expect(planFor(statement(undefined, full))).toMatchObject({ way: 'transaction', certain: false });
  const blind = planFor(failed({ kind: 'timeout', code: 'F-002' }));
  expect(kinds(blind)).toEqual(['create-child', 'create-entry', 'create-entry']);
  expect(blind).toMatchObject({ certain: false, leftOut: [{ what: 'provenance', reason: 'not-supported' }] });
});

test('a host without transactions gets each resource in turn', () => {
  expect(planFor(statement(['batch'], full))).toMatchObject({ way: 'one-by-one', certain: true, together: false });
});

test('what this session was refused changes the next plan', () => {
  const refused = [{ type: 'Bundle', operation: 'transaction' }] as const;
  expect(planFor(statement(['transaction'], full), { read: { refused } })).toMatchObject({ way: 'one-by-one' });
});

test('where no person may be added, the entries go without', () => {
  const scopes = 'patient/RelatedPerson.rs patient/QuestionnaireResponse.crus patient/Provenance.c';
  const plan = planFor(statement(['transaction'], full), { scopes });
  expect(kinds(plan)).not.toContain('create-child');
  expect(plan).toMatchObject({
    way: 'entries',
    leftOut: [{ what: 'child', child: 'u-n', reason: 'not-granted' }],
  });
  const { RelatedPerson: _, ...withoutPersons } = full;
  expect(planFor(statement(['transaction'], withoutPersons))).toMatchObject({
    leftOut: [{ what: 'child', child: 'u-n', reason: 'not-supported' }],
  });
});

test('where no entry may be added, and no document either, there is only reading', () => {
  const scopes = 'patient/RelatedPerson.crus patient/QuestionnaireResponse.rs';
  expect(planFor(statement(['transaction'], full), { scopes })).toMatchObject({
    kind: 'read-only',
    leftOut: expect.arrayContaining([{ what: 'entry', step: 1, reason: 'read-only' }]),
    responses: [{ resourceType: 'QuestionnaireResponse' }, { resourceType: 'QuestionnaireResponse' }],
  });
});

describe('where no entry may be added but documents may', () => {
  const host = statement([], { ...full, QuestionnaireResponse: ['read'], DocumentReference: every });
  const scopes = `${wide} patient/DocumentReference.crs`;
  const documents = (plan: ReturnType<typeof planFor>) =>
    plan.kind === 'save'
      ? plan.writes.flatMap((write) => (write.kind === 'create-document' ? [[write.content, ...write.steps]] : []))
      : plan.kind;

  test('the entries go into documents beside the children; concern does not, because a portal may show documents', () => {
    const plan = planFor(host, { scopes });
    expect(plan).toMatchObject({ way: 'persons-and-documents', together: false });
    expect(kinds(plan)[0]).toBe('create-child');
    expect(documents(plan)).toEqual([
      ['entries', 1],
      ['note', 1],
    ]);
    expect(plan.leftOut).toContainEqual({ what: 'entry', step: 2, reason: 'portal-may-show' });
  });

  test('concern goes into documents of its own where the site confirms that its portal withholds them', () => {
    const plan = planFor(host, { scopes, config: site({ documents: { portalWithholds: true } }) });
    expect(documents(plan)).toEqual([
      ['entries', 1],
      ['entries', 2],
      ['note', 1],
      ['note', 2],
    ]);
  });

  test('without persons everything is in documents', () => {
    const noPersons = 'patient/RelatedPerson.rs patient/QuestionnaireResponse.rs patient/DocumentReference.crs';
    expect(planFor(host, { scopes: noPersons })).toMatchObject({ way: 'documents' });
  });
});

test('a readable note goes along where the site wishes it and the host takes documents', () => {
  const host = statement(['transaction'], { ...full, DocumentReference: every });
  const scopes = `${wide} patient/DocumentReference.crs`;
  const notes = (config: SiteConfig, on = host) => {
    const plan = planFor(on, { scopes, config });
    return plan.kind === 'save' ? plan.writes.flatMap((one) => (one.kind === 'create-document' ? one.steps : [])) : [];
  };
  expect(notes(site())).toEqual([]);
  expect(notes(site({ documents: { notes: true } }))).toEqual([1]);
  expect(notes(site({ documents: { notes: true, portalWithholds: true } }))).toEqual([1, 2]);
  expect(notes(site({ documents: { notes: true } }), statement(['transaction'], full))).toEqual([]);
});

test('the site refuses concern entries, or wants to be asked', () => {
  const host = statement(['transaction'], full);
  const steps = (config: SiteConfig, consent: PlanInput['consent'] = {}) => {
    const plan = planFor(host, { config, consent });
    return plan.kind === 'save'
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
  expect(plan('a', loaded(undefined)).kind).toBe('save');
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
    expect(plan.kind === 'save' && plan.writes.map(({ kind }) => kind)).not.toContain('create-child');
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
