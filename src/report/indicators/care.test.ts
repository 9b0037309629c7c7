import { expect, test } from 'vitest';
import { countsOf, figuresFrom, type TestEntry } from './tables-for-tests';

const stay = (answers: TestEntry['answers'], more: TestEntry = {}): TestEntry => ({
  day: '2026-05-01',
  encounter: 'Encounter/1',
  answers: answers ?? {},
  ...more,
});
const figures = async (measure: string, ...entries: TestEntry[]) => countsOf(await figuresFrom({ entries }), measure);
const parent = { 's1.residentieel': true, 's1.zorgtVoor': 'yes' };

test.each<[string, TestEntry['answers'], string[]]>([
  ['a parent who stays', parent, ['0/1']],
  ['somebody with a number of children who stays', { 's1.residentieel': true, 's1.aantal': 1 }, ['0/1']],
  ['somebody without', { 's1.residentieel': true, 's1.aantal': 0, 's1.zorgtVoor': 'no' }, []],
  ['a parent who does not stay', { 's1.residentieel': false, 's1.zorgtVoor': 'yes' }, []],
  ['a parent with childcare', { ...parent, 's1.opvang': 'arranged' }, ['1/1']],
  ['a parent with childcare in part', { ...parent, 's1.opvang': 'partly' }, ['1/1']],
  ['a parent without childcare', { ...parent, 's1.opvang': 'not-arranged' }, ['1/1']],
  ['a parent whose childcare nobody knows', { ...parent, 's1.opvang': 'unknown' }, ['0/1']],
])('childcare answered: %s', async (_, answers, expected) => {
  expect(await figures('childcare-answered', stay(answers))).toEqual(
    expected.map((cell) => `2026-05 unknown: ${cell}`),
  );
});

test('childcare answered: one stay is one encounter, or one day; its first entry gives month and setting', async () => {
  const answered = { 's1.opvang': 'partly' };
  const later = { day: '2026-06-02', setting: 'gp' };
  expect(
    await figures(
      'childcare-answered',
      stay(parent, { setting: 'inpatient' }),
      stay(parent, later),
      stay(answered, later),
    ),
  ).toEqual(['2026-05 inpatient: 1/1']);
  const noEncounter = (day: string, answers: TestEntry['answers']): TestEntry => ({ day, answers: answers ?? {} });
  expect(
    await figures(
      'childcare-answered',
      noEncounter('2026-05-01', parent),
      noEncounter('2026-05-01', answered),
      noEncounter('2026-05-02', parent),
    ),
  ).toEqual(['2026-05 unknown: 1/2']);
  expect(await figures('childcare-answered', stay(parent), stay(parent, { client: 'Patient/2' }))).toEqual([
    '2026-05 unknown: 0/2',
  ]);
});

test('reasons present: among the entries with a gut feeling', async () => {
  const step2 = (answers: TestEntry['answers']): TestEntry => stay(answers, { step: 2 });
  const entries = [
    step2({ 's2.nietPluis': 'yes', 's2.redenen.tekst': true }),
    step2({ 's2.nietPluis': 'yes', 's2.redenen.bron': 'by-client' }),
    step2({ 's2.nietPluis': 'no', 's2.redenen.tekst': true }),
    step2({ 's2.nietPluis': 'not-yet-judged' }),
  ];
  expect(await figures('reasons-present', ...entries)).toEqual(['2026-05 unknown: 1/2']);
});
