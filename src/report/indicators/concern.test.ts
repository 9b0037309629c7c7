import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Step } from '../figures';
import { countsOf, figuresFrom, leftOutOf, type TestEntry } from './tables-for-tests';

const entry = (
  step: Step,
  day: string,
  answers: Record<string, string | boolean> = {},
  more: TestEntry = {},
): TestEntry => ({
  step,
  day,
  answers,
  ...more,
});
const gut = (day: string) => entry(2, day, { 's2.nietPluis': 'yes' });
const decides = (day: string, alarming: string, on?: string) =>
  entry(4, day, { 's4.besluit.verontrustend': alarming, ...(on ? { 's4.besluit.op': on } : {}) });
const signal = (day: string) => entry(5, day, { 's5.nieuwSignaal': true });
const figures = async (measure: string, ...entries: TestEntry[]) =>
  countsOf(await figuresFrom({ entries }), measure).map((cell) => cell.replace(' unknown:', ''));

test.each<[string, TestEntry, string[]]>([
  ['a gut feeling', gut('2026-05-01'), ['2026-05 0/1']],
  ['acute danger', entry(2, '2026-05-01', { 's2.acuut': 'yes' }), ['2026-05 0/1']],
  ['no safety now', entry(2, '2026-05-01', { 's2.nuVeilig': 'no' }), ['2026-05 0/1']],
  ['step 4 itself', entry(4, '2026-05-01'), ['2026-05 0/1']],
  ['a new signal', signal('2026-05-01'), ['2026-05 0/1']],
  ['not step 2 alone', entry(2, '2026-05-01', { 's2.nietPluis': 'no', 's2.acuut': 'no', 's2.nuVeilig': 'yes' }), []],
  ['not step 5 alone', entry(5, '2026-05-01', { 's5.nieuwSignaal': false }), []],
])('a question to the team opens with %s', async (_, event, expected) => {
  expect(await figures('decision-in-time', event)).toEqual(expected);
});

test('a question is closed in time by a yes or no within the days; the first concern gives month and setting', async () => {
  expect(await figures('decision-in-time', gut('2026-04-30'), gut('2026-05-13'), decides('2026-05-14', 'no'))).toEqual([
    '2026-04 1/1',
  ]);
  expect(await figures('decision-in-time', gut('2026-04-30'), decides('2026-05-15', 'yes'))).toEqual(['2026-04 0/1']);
  expect(await figures('decision-in-time', gut('2026-04-30'), decides('2026-05-02', 'undecided'))).toEqual([
    '2026-04 0/1',
  ]);
  const where = { ...gut('2026-05-01'), setting: 'gp' };
  expect(await figures('decision-in-time', where, { ...decides('2026-06-01', 'no'), setting: 'welfare' })).toEqual([
    '2026-05 gp: 0/1',
  ]);
});

test('the day that the decision itself names goes before the day of its entry, when it is whole', async () => {
  expect(await figures('decision-in-time', gut('2026-05-01'), decides('2026-06-01', 'no', '2026-05-15'))).toEqual([
    '2026-05 1/1',
  ]);
  expect(await figures('decision-in-time', gut('2026-05-01'), decides('2026-06-01', 'no', '2026-05'))).toEqual([
    '2026-05 0/1',
  ]);
  expect(await figures('decision-in-time', gut('2026-05-01'), decides('2026-05-20', 'no', '2026-04-01'))).toEqual([
    '2026-05 1/1',
  ]);
});

test('after a no a new concern opens again; after a yes only a new signal does', async () => {
  const [first, no, yes] = [gut('2026-01-01'), decides('2026-01-02', 'no'), decides('2026-01-02', 'yes')];
  expect(await figures('decision-in-time', first, no, gut('2026-02-01'))).toEqual(['2026-01 1/1', '2026-02 0/1']);
  expect(await figures('decision-in-time', first, yes, gut('2026-02-01'), entry(4, '2026-02-02'))).toEqual([
    '2026-01 1/1',
  ]);
  const again = [signal('2026-03-01'), decides('2026-03-03', 'no')];
  expect(await figures('decision-in-time', first, yes, gut('2026-02-01'), ...again)).toEqual([
    '2026-01 1/1',
    '2026-03 1/1',
  ]);
});

test('a decision without a concern before it opens and closes its own question', async () => {
  expect(await figures('decision-in-time', decides('2026-05-01', 'yes'))).toEqual(['2026-05 1/1']);
});

test('a question still open that is not too old is told, not counted', async () => {
  const at = async (day: string) => {
    const found = await figuresFrom({ entries: [gut(day)] });
    return [countsOf(found, 'decision-in-time'), leftOutOf(found)];
  };
  expect(await at('2026-06-16')).toEqual([[], { 'decision-still-running': 1 }]);
  expect(await at('2026-06-15')).toEqual([['2026-06 unknown: 0/1'], {}]);
});

test('on one day the time of writing orders events, then the step', async () => {
  const at = (event: TestEntry, hour: string): TestEntry => ({ ...event, authored: `2026-05-01T${hour}:00:00+02:00` });
  const [concern, no] = [gut('2026-05-01'), decides('2026-05-01', 'no')];
  expect(await figures('decision-in-time', at(no, '10'), at(concern, '11'))).toEqual(['2026-05 1/2']);
  expect(await figures('decision-in-time', at(no, '11'), at(concern, '10'))).toEqual(['2026-05 1/1']);
  expect(await figures('decision-in-time', at(no, '10'), at(concern, '10'))).toEqual(['2026-05 1/1']);
  const [again, yes] = [signal('2026-05-01'), decides('2026-05-01', 'yes')];
  expect(await figures('decision-in-time', at(again, '10'), at(yes, '10'))).toEqual(['2026-05 1/2']);
});

test('any history gives what a walk through it, event by event, gives', async () => {
  const kinds = ['gut', 'empty', 'undecided', 'yes', 'no', 'signal'] as const;
  const make = { gut, signal, empty: (day: string) => entry(4, day) };
  const histories = fc.sample(fc.array(fc.tuple(fc.nat(20), fc.constantFrom(...kinds)), { maxLength: 12 }), {
    numRuns: 300,
    seed: 6,
  });
  const dayAt = (day: number) => new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10);
  let [units, inTime] = [0, 0];
  const entries = histories.flatMap((gaps, client) => {
    let [day, opened, last]: [number, number | undefined, string] = [0, undefined, ''];
    const events = gaps.map(([gap, kind]): TestEntry => {
      day += gap + 1;
      if (kind === 'signal' || last !== 'yes') opened ??= day;
      if (kind === 'yes' || kind === 'no') {
        if (opened !== undefined && day - opened <= 14) inTime += 1;
        if (opened !== undefined) units += 1;
        [opened, last] = [undefined, kind];
      }
      const event = kind in make ? make[kind as keyof typeof make](dayAt(day)) : decides(dayAt(day), kind);
      return { ...event, client: `Patient/${client}` };
    });
    if (opened !== undefined) units += 1;
    return events;
  });
  const found = await figuresFrom(
    {
      entries: fc.sample(fc.shuffledSubarray(entries, { minLength: entries.length }), { numRuns: 1, seed: 1 })[0] ?? [],
    },
    { asOf: '2030-01-01' },
  );
  const cells = found.counts.filter(({ measure }) => measure === 'decision-in-time');
  const sum = (of: 'numerator' | 'denominator') => cells.reduce((total, cell) => total + cell[of], 0);
  expect([sum('numerator'), sum('denominator')]).toEqual([inTime, units]);
});

const alarming = (day: string, review?: string): TestEntry =>
  entry(4, day, { 's4.besluit.verontrustend': 'yes', ...(review ? { 's4.volgende': review } : {}) });

test.each<[string, TestEntry[], string]>([
  ['no review is planned', [alarming('2026-05-01')], '0/1'],
  ['the review is still to come', [alarming('2026-05-01', '2026-06-30')], '1/1'],
  ['the review has passed', [alarming('2026-05-01', '2026-06-29')], '0/1'],
  ['the review is not a whole date', [alarming('2026-05-01', '2027-01')], '0/1'],
  ['something followed on the day itself', [alarming('2026-05-01', '2026-05-10'), entry(5, '2026-05-10')], '1/1'],
  ['something followed too late', [alarming('2026-05-01', '2026-05-10'), entry(6, '2026-05-11')], '0/1'],
  ['only the same day', [alarming('2026-05-01', '2026-05-10'), entry(5, '2026-05-01')], '0/1'],
  ['another step followed', [alarming('2026-05-01', '2026-05-10'), entry(3, '2026-05-05')], '0/1'],
  ['step 5 planned it', [alarming('2026-05-01'), entry(5, '2026-05-01', { 's5.volgende': '2026-07-01' })], '1/1'],
  [
    'step 6 planned it on another day',
    [alarming('2026-05-01'), entry(6, '2026-05-02', { 's6.volgende': '2026-07-01' })],
    '0/1',
  ],
  [
    'its own plan goes first',
    [alarming('2026-05-01', '2026-05-05'), entry(5, '2026-05-01', { 's5.volgende': '2026-07-01' })],
    '0/1',
  ],
  [
    'another client is followed',
    [alarming('2026-05-01', '2026-05-10'), { ...entry(5, '2026-05-05'), client: 'Patient/2' }],
    '0/1',
  ],
])('follow-through: %s', async (_, entries, expected) => {
  expect(await figures('follow-through', ...entries)).toEqual([`2026-05 ${expected}`]);
});

test('advice use: contacts with a mandated facility beside the situations that are alarming or in doubt', async () => {
  const entries = [
    alarming('2026-05-01'),
    decides('2026-05-01', 'undecided'),
    decides('2026-05-02', 'undecided'),
    decides('2026-05-01', 'no'),
    { ...entry(4, '2026-05-01'), answers: { 's4.advies.bij': ['vk', 'vk', 'line-1712'] } },
    entry(5, '2026-05-01', { 's5.advies.bij': 'ocj' }),
    entry(6, '2026-05-01', { 's6.contact.op': '2026' }),
    entry(6, '2026-05-01'),
  ];
  expect(await figures('advice-use', ...entries)).toEqual(['2026-05 4/3']);
});
