import { describe, expect, test } from 'vitest';
import { FIELDS } from '../../../test/differential/questionnaires';
import { CONCERN, plantedAnswers } from '../../../test/hostile/plant';
import { type Entry, STEPS } from '../../plan/entry';
import { foldPlan } from '../../plan/fold';
import { composeReport } from './compose';
import type { Picks } from './excerpt';
import { PARTS, partOf, stepOfPart } from './parts';
import { allOf, bundleOf, EXAMPLES, planOfExample, WHOLE, WORDING } from './report-for-tests';
import { statementsIn } from './statements';
import { reportText } from './text';

const nothing: Picks = { parts: new Set(), children: new Set(), statements: new Set() };
const s6 = planOfExample('s6-alarming-and-willing');

/** One entry per step in which every answer has a word of its own, all about one child. */
const PLANTED = STEPS.map((step) => ({ step, ...plantedAnswers(step, 'RelatedPerson/c') }));
const planted = foldPlan(
  PLANTED.map(
    ({ step, answers }): Entry => ({
      id: `e-${step}`,
      step,
      contactDate: '2026-11-24',
      recordedAt: '2026-11-24T10:00:00Z',
      status: 'completed',
      answers,
    }),
  ),
  [{ id: 'c', given: 'Noor', birthDate: '2017-05-02', relation: 'CHILD', active: true, child: true }],
  WHOLE,
);
/** All that leaves the app of a report: text, and document. */
const leaving = (picks: Picks) => {
  const report = composeReport(planted, { ...picks, span: 'all' }, WORDING);
  return `${reportText(report)}\n${JSON.stringify(bundleOf(report))}`;
};
const itemOf = (word: string) => word.split('x').at(-1) ?? '';
const wordsOf = (isThis: (linkId: string) => boolean) =>
  PLANTED.flatMap(({ step, words }) =>
    words.filter((word) =>
      FIELDS[step].some(({ linkId }) => itemOf(word).startsWith(linkId.replace(/\W/g, '')) && isThis(linkId)),
    ),
  );

describe('only what was chosen leaves the app', () => {
  test.each(PARTS)('of part %s alone, nothing of any other', (part) => {
    const told = leaving({ ...nothing, parts: new Set([part]), children: new Set(['RelatedPerson/c']) });
    const others = PLANTED.filter(({ step }) => step !== stepOfPart(part)).flatMap(({ words }) => words);
    expect(others.filter((word) => told.includes(word))).toEqual([]);
    const own = PLANTED.find(({ step }) => step === stepOfPart(part))?.words ?? [];
    expect(own.filter((word) => told.includes(word)).length).toBeGreaterThan(2);
  });

  test('decisions and measures are parts of their own', () => {
    const [besluit, maatregel] = [wordsOf((id) => id === 's4.besluit'), wordsOf((id) => id === 's5.maatregel')];
    expect([besluit.length, maatregel.length].map((count) => count > 3)).toEqual([true, true]);
    const without = leaving({ ...allOf(planted), parts: new Set([4, 5]) });
    expect([...besluit, ...maatregel].filter((word) => without.includes(word))).toEqual([]);
  });

  test('with everything chosen, no statement of a third party, no words of a child, no anonymous advice', () => {
    const told = leaving(allOf(planted));
    const held = planted.entries.flatMap(statementsIn);
    expect(held.length).toBeGreaterThan(5);
    const out = wordsOf((linkId) => ['s4.instr', 's4.sleutel', 's4.advies', 's5.advies'].includes(linkId));
    const words = PLANTED.flatMap(({ words: all }) => all.filter((word) => itemOf(word).endsWith('woorden')));
    expect([...out, ...words].length).toBeGreaterThan(10);
    expect([...out, ...words].filter((word) => told.includes(word))).toEqual([]);
  });

  test('nothing of concern without its own choice', () => {
    const told = leaving({ ...allOf(planted), parts: new Set([1, 3]) });
    const concern = PLANTED.filter(({ step }) => CONCERN.some((one) => one === step)).flatMap(({ words }) => words);
    expect(concern.filter((word) => told.includes(word))).toEqual([]);
  });
});

test('a child that was not chosen is nowhere: no row, no name, no measure, no link', () => {
  const lena = s6.children.find(({ given }) => given === 'Lena');
  const picks = { ...allOf(s6), children: new Set([lena?.key ?? '']) };
  const report = composeReport(s6, { ...picks, span: 'all' }, WORDING);
  const told = `${reportText(report)}${JSON.stringify(bundleOf(report))}`;
  expect(told).toContain('Lena');
  expect(told).not.toMatch(/Mats|2016-04-22|22\/04\/2016|1a31be68/);
  const neither = composeReport(s6, { ...picks, children: new Set(), span: 'all' }, WORDING);
  expect(reportText(neither)).not.toMatch(/Mats|Lena|Kinderen blijven deze week/);
  expect(reportText(neither)).toContain('client belde zelf');
});

test('a step of which nothing is to be seen is told as such, and never as empty', () => {
  const report = composeReport(s6, { ...nothing, parts: new Set([6]), span: 'all' }, WORDING);
  expect(report.sections).toEqual([
    { id: 'step-6', title: '<step 6>', steps: [6], blocks: [], notes: ['<nothingVisible>'] },
  ]);
  expect(reportText(report)).toContain('<nothingVisible>');
});

test('what was not read whole is said beside what was', () => {
  const partly = planOfExample('s6-alarming-and-willing', {
    entries: { ...WHOLE.entries, 4: 'partial' },
    relatedPersons: 'partial',
  });
  const notes = composeReport(partly, { ...allOf(partly), span: 'all' }, WORDING).sections.map(({ id, notes }) => [
    id,
    ...notes,
  ]);
  expect(notes).toContainEqual(['step-4', '<partial>']);
  expect(notes).toContainEqual(['children', '<partial>']);
  expect(notes).toContainEqual(['step-5']);
});

test('a step of which only unchosen statements are left does not seem to be empty', () => {
  const only: Entry = {
    id: 'e',
    step: 4,
    contactDate: '2026-11-24',
    recordedAt: '2026-11-24T10:00:00Z',
    status: 'completed',
    answers: { 's4.instr': [{ key: '0', items: { 's4.instr.naam': ['lijst'] } }] },
  };
  const plan = foldPlan([only], [], WHOLE);
  expect(composeReport(plan, { ...allOf(plan), parts: new Set([4]), span: 'all' }, WORDING).sections).toEqual([]);
});

test('the last contact of each part, and whole: no older answer beside a newer one', () => {
  const at = (day: string, answers: Entry['answers']): Entry => ({
    id: day,
    step: 3,
    contactDate: `2026-11-${day}`,
    recordedAt: `2026-11-${day}T10:00:00Z`,
    status: 'completed',
    answers,
  });
  const plan = foldPlan(
    [at('01', { 's3.hoe': ['toen'], 's3.volgende': ['2026-12-01'] }), at('20', { 's3.hoe': ['nu'] })],
    [],
    WHOLE,
  );
  const textOf = (span: 'all' | 'last') =>
    reportText(composeReport(plan, { ...nothing, parts: new Set([3]), span }, WORDING));
  expect(textOf('all')).toMatch(/toen.*nu/s);
  expect(textOf('last')).toContain('nu');
  expect(textOf('last')).not.toMatch(/toen|01\/12\/2026/);
});

test.each(EXAMPLES)('%s: every answer of its own part reads as it was recorded', (name) => {
  const plan = planOfExample(name);
  const text = reportText(composeReport(plan, { ...allOf(plan), span: 'all' }, WORDING));
  const plain = plan.entries.flatMap(({ answers }) =>
    Object.entries(answers).flatMap(([linkId, given]) =>
      given.filter((value) => typeof value === 'string' && partOf(linkId) && !/\d{4}-\d\d/.test(value)),
    ),
  );
  expect(plain.filter((words) => !text.includes(String(words)))).toEqual([]);
});

const entryOf = (id: string, step: Entry['step'], answers: Entry['answers'], more: Partial<Entry> = {}): Entry => ({
  id,
  step,
  contactDate: '2026-11-24',
  recordedAt: `2026-11-24T1${id.length}:00:00Z`,
  status: 'completed',
  answers,
  ...more,
});
const composed = (entries: readonly Entry[], picks: Partial<Parameters<typeof composeReport>[1]> = {}) => {
  const plan = foldPlan(entries, [], WHOLE);
  return composeReport(plan, { ...allOf(plan), span: 'all', ...picks }, WORDING);
};
const decided = (alarming: string, why: string, follows: readonly string[] = []): Entry['answers'] => ({
  's4.besluit': [
    {
      key: '0',
      items: {
        's4.besluit.verontrustend': [{ code: alarming }],
        's4.besluit.motief': [why],
        ...(follows.length > 0 ? { 's4.besluit.volgtOp': follows } : {}),
      },
    },
  ],
});

describe('two decisions that were taken apart from each other', () => {
  const entries = [entryOf('a', 4, decided('yes', 'merel')), entryOf('bb', 4, decided('no', 'vink'))];

  test.each(['all', 'last'] as const)('contacts %s: both stand in it, and that they contradict is said', (span) => {
    const [section] = composed(entries, { parts: new Set(['decisions']), span }).sections;
    expect(section?.blocks).toHaveLength(2);
    expect(section?.notes).toEqual(['<contradicting>']);
  });

  test('it is not said where no decision was chosen', () => {
    const gathered = entryOf('ccc', 4, { 's4.gegevens': ['lijster'] });
    const [section] = composed([...entries, gathered], { parts: new Set([4]) }).sections;
    expect(section?.notes).toEqual([]);
  });
});

test('the last decision is the one that counts, whatever day it stands under', () => {
  const first = entryOf('a', 4, decided('no', 'merel'));
  const later = entryOf('bb', 4, decided('yes', 'vink', ['a']), { contactDate: '2026-11-20' });
  const text = reportText(composed([first, later], { parts: new Set(['decisions']), span: 'last' }));
  expect(text).toContain('vink');
  expect(text).not.toContain('merel');
});

test('a step with nothing but answers of a newer version says so, and does not seem to be empty', () => {
  const unknown = [{ group: [], item: { linkId: 's5.later', answer: [{ valueString: 'x' }] } }];
  const report = composed([entryOf('a', 5, {}, { unknown })], { parts: new Set([5]) });
  expect(report.sections.map(({ id, notes }) => [id, ...notes])).toEqual([['step-5', '<newer>']]);
});

test('a contact that only lists the children leaves no empty heading: who they are stands above', () => {
  const row = { key: '0', items: { 's1.kind.voornaam': ['Noor'], 's1.kind.permanent': [{ code: 'yes' }] } };
  const report = composed([entryOf('a', 1, { 's1.contactDate': ['2026-11-24'], 's1.kind': [row] })]);
  expect(report.sections.map(({ id }) => id)).toEqual(['children', 'step-2', 'step-3', 'step-4', 'step-5', 'step-6']);
});

test('where the children could not be read, the report does not pass over them', () => {
  const plan = foldPlan([entryOf('a', 3, { 's3.hoe': ['x'] })], [], { ...WHOLE, relatedPersons: 'partial' });
  const picks = { ...nothing, parts: new Set([3] as const), span: 'all' as const };
  expect(composeReport(plan, picks, WORDING).sections.map(({ id, notes }) => [id, ...notes])).toEqual([
    ['children', '<nothingVisible>'],
    ['step-3'],
  ]);
  expect(composeReport(plan, { ...picks, parts: new Set() }, WORDING).sections).toEqual([]);
});

test.each([
  ['s3.kind', 3, { 's3.kind.hoe': ['merel'] }],
  ['s5.hulpKind', 5, { 's5.hulpKind.wat': ['merel'] }],
] as const)(
  '%s about a child that is not named goes along only where all children are chosen',
  (linkId, step, items) => {
    const entry = entryOf('a', step, { [linkId]: [{ key: '0', items }] });
    const noor = { id: 'c', given: 'Noor', active: true, child: true };
    const plan = foldPlan([entry], [noor], WHOLE);
    const told = (children: ReadonlySet<string>) =>
      reportText(composeReport(plan, { ...allOf(plan), children, span: 'all' }, WORDING));
    expect(told(allOf(plan).children)).toContain('merel');
    expect(told(new Set())).not.toContain('merel');
  },
);

test('as plain text, a name or an author cannot start a line of its own', () => {
  const entry = entryOf('a', 3, { 's3.hoe': ['x\nSTAP 9'] }, { author: 'Els\rSTAP 9' });
  const noor = { id: 'c', given: 'Noor\u2028STAP 9', active: true, child: true };
  const plan = foldPlan([entry], [noor], WHOLE);
  const text = reportText(
    composeReport(plan, { ...allOf(plan), span: 'all' }, { ...WORDING, about: 'Over A\nSTAP 9' }),
  );
  expect(text).toContain('STAP 9');
  expect(text.split(/[\r\n\v\f\u0085\u2028\u2029]/).filter((line) => line.startsWith('STAP'))).toEqual([]);
});
