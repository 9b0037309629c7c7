import type { Coding } from 'fhir/r4';
import { expect, test } from 'vitest';
import { decodeBase64 } from '../mapping/base64';
import { classesOf, entriesOf, unionOf } from '../mapping/report/classes';
import { composeReport } from '../mapping/report/compose';
import { composeReferral } from '../mapping/report/referral';
import { allOf, planOfExample, WORDING } from '../mapping/report/report-for-tests';
import type { Step } from '../plan/entry';
import { parseScopes } from '../session/scopes';
import { loaded } from './loaded';
import { intendReport, reportUuids, type StoreInput, takesReports } from './report-documents';
import { snapshotOf } from './snapshot-for-tests';

const label = (code: string): Coding => ({ system: 'https://labels.example', code });
const LABELS: Readonly<Record<Step, readonly Coding[]>> = {
  1: [],
  2: [label('R')],
  3: [],
  4: [label('R'), label('SDV')],
  5: [label('R'), label('SDV')],
  6: [label('R'), label('SDV')],
};
const CAPABILITIES = {
  resourceType: 'CapabilityStatement' as const,
  rest: [
    {
      mode: 'server',
      resource: ['DocumentReference', 'Provenance'].map((type) => ({ type, interaction: [{ code: 'create' }] })),
    },
  ],
};
const plan = planOfExample('s6-alarming-and-willing');
const report = composeReport(plan, { ...allOf(plan), span: 'all' }, WORDING);
const site = (portalWithholds: boolean, concernEntries: StoreInput['site']['concernEntries'] = 'allowed') => ({
  concernEntries,
  relatedPersons: 'allowed' as const,
  documents: { notes: false, portalWithholds, entries: false },
});

function storing(what = report, more: Partial<StoreInput> = {}) {
  let made = 0;
  return intendReport({
    classes: classesOf(what).map((part) => ({
      ...part,
      entries: entriesOf(part, plan.entries),
      labels: unionOf(part.steps.map((step) => LABELS[step])),
    })),
    snapshot: { ...snapshotOf([]), capabilities: loaded(CAPABILITIES) },
    context: {
      patient: 'a',
      encounter: 'e',
      fhirUser: 'Practitioner/n',
      scopes: parseScopes('patient/*.cruds'),
    },
    site: site(true),
    authored: '2026-11-25T10:00:00Z',
    uuidFor: () => `u-${++made}`,
    ...more,
  });
}
const documentsOf = ({ writes }: ReturnType<typeof storing>) =>
  writes.flatMap((write) => (write.kind === 'create-document' ? [write] : []));
const textOf = ({ resource }: ReturnType<typeof documentsOf>[number]) =>
  decodeBase64(resource.content[0]?.attachment.data ?? '') ?? '';

test('ordinary support and concern never share a document, and each has the labels of what it holds', () => {
  const [ordinary, concern, ...others] = documentsOf(storing());
  expect(others).toEqual([]);
  expect([ordinary?.steps, concern?.steps]).toEqual([
    [1, 3],
    [2, 4, 5, 6],
  ]);
  expect(ordinary && textOf(ordinary)).not.toContain('Blauwe plek');
  expect(concern && textOf(concern)).toContain('Blauwe plek');
  expect(ordinary?.resource.meta).toBeUndefined();
  expect(concern?.resource.meta?.security?.map(({ code }) => code)).toEqual(['R', 'SDV']);
  expect(concern?.resource.securityLabel).toHaveLength(2);
  expect(concern?.resource.content[0]?.attachment.title).toBe('Kindreflex, deel 2, 4, 5, 6');
});

test.each([
  [false, 'allowed', 'portal-may-show'],
  [true, 'refuse', 'site-refuses'],
] as const)(
  'portal withholds %s, site %s: nothing of concern goes in, and why is told',
  (withholds, concern, reason) => {
    const intention = storing(report, { site: site(withholds, concern) });
    expect(documentsOf(intention).map(({ steps }) => steps)).toEqual([[1, 3]]);
    expect(JSON.stringify(intention.writes)).not.toContain('SDV');
    expect(intention.leftOut.map((left) => ['step' in left && left.step, left.reason])).toEqual(
      [2, 4, 5, 6].map((step) => [step, reason]),
    );
  },
);

test('a draft for a facility is of concern as a whole', () => {
  const draft = composeReferral(plan, allOf(plan), WORDING);
  expect(documentsOf(storing(draft, { site: site(false) }))).toEqual([]);
  const [document, ...others] = documentsOf(storing(draft));
  expect([document?.steps, others.length]).toEqual([[1, 2, 3, 4, 5, 6], 0]);
  expect(document?.resource.meta?.security?.map(({ code }) => code)).toEqual(['R', 'SDV']);
  expect(document?.resource.docStatus).toBe('preliminary');
  expect(documentsOf(storing()).map(({ resource }) => resource.docStatus)).toEqual(['final', 'final']);
});

test('a document names the entries that it words, so that a later reader does not take it for one that it cannot read', () => {
  const named = documentsOf(storing()).flatMap(({ resource }) =>
    (resource.context?.related ?? []).flatMap(({ identifier }) => identifier?.value ?? []),
  );
  expect(named.sort()).toEqual(plan.entries.map(({ id }) => id).sort());
});

test('who stores it is told apart, about each document under its labels', () => {
  const provenances = storing().writes.flatMap((write) => (write.kind === 'create-provenance' ? [write.resource] : []));
  expect(provenances.map(({ meta }) => meta?.security?.length ?? 0)).toEqual([0, 2]);
});

test('the same content in the same record has the same number, another content or record another', () => {
  let made = 0;
  const newId = () => `id-${++made}`;
  const record = {};
  const first = reportUuids(record, newId);
  expect(first('a')).toBe(reportUuids(record, newId)('a'));
  expect(first('b')).not.toBe(first('a'));
  expect(reportUuids({}, newId)('a')).not.toBe(first('a'));
});

test('a host that takes no documents, or gives no right to, is not asked', () => {
  const facts = { capabilities: undefined, refused: [] };
  expect(takesReports({ ...facts, scopes: parseScopes('patient/*.cruds') })).toBe(true);
  expect(takesReports({ ...facts, scopes: parseScopes('patient/QuestionnaireResponse.cruds') })).toBe(false);
});
