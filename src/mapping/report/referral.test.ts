import { describe, expect, test } from 'vitest';
import { type Answers, isInstance } from '../../fhir/answers';
import type { Entry } from '../../plan/entry';
import { foldPlan } from '../../plan/fold';
import type { Line } from './lines';
import { composeReferral } from './referral';
import type { Report } from './report';
import { allOf, EXAMPLES, planOfExample, WHOLE, WORDING } from './report-for-tests';
import { statementsIn } from './statements';
import { reportText } from './text';

const flat = (lines: readonly Line[]): Line[] => lines.flatMap((line) => [line, ...flat(line.lines)]);
const linesOf = ({ sections }: Report, id?: string) =>
  sections
    .filter((section) => id === undefined || section.id === id)
    .flatMap(({ blocks }) => blocks.flatMap(({ lines }) => flat(lines)));
const missingIn = (report: Report, id: string) =>
  linesOf(report, id).flatMap(({ missing, label }) => (missing ? [label] : []));

/** Every value of an entry, as it may read. */
const recordedIn = (answers: Answers): string[] =>
  Object.values(answers).flatMap((given) =>
    given.flatMap((value) => {
      if (isInstance(value)) return recordedIn(value.items);
      if (typeof value === 'object') return [value.display ?? ''];
      return typeof value === 'boolean'
        ? [value ? 'ja' : 'nee']
        : [String(value), String(value).split('-').reverse().join('/')];
    }),
  );

describe.each(EXAMPLES)('%s', (name) => {
  const plan = planOfExample(name);
  const statements = new Set(plan.entries.flatMap(statementsIn).map(({ key }) => key));
  const report = composeReferral(plan, { ...allOf(plan), statements }, WORDING);

  test('nothing stands in it that was not recorded, or known of the client and who writes', () => {
    const known = [
      ...plan.entries.flatMap(({ answers }) => recordedIn(answers)),
      ...plan.children.flatMap(({ birthDate = '' }) => birthDate.split('-').reverse().join('/')),
      ...['Els Verhaegen', 'Katrijn Aerts', '17/05/1990', '<missing or left>'],
      // The relation and the residence of a child that only the record has
      ...['eigen kind', 'stiefkind', 'kleinkind'],
    ];
    const said = linesOf(report).flatMap(({ values }) => values);
    expect(said.filter((value) => !known.includes(value))).toEqual([]);
  });

  test('no advice that was asked before stands in it, even when it was chosen', () => {
    const advice = plan.entries.flatMap(({ answers }) =>
      ['s4.advies', 's5.advies'].flatMap((linkId) => recordedIn({ [linkId]: answers[linkId] ?? [] })),
    );
    const text = reportText(report);
    expect(advice.filter((words) => words.length > 20 && text.includes(words))).toEqual([]);
  });
});

test('s7 has what a facility needs, but for what nobody noted', () => {
  const plan = planOfExample('s7-alarming-not-willing');
  const report = composeReferral(plan, allOf(plan), WORDING);
  const text = reportText(report);
  for (const words of [
    'Oost-Vlaanderen',
    'Tuur',
    'Kind blijft nachten alleen thuis.',
    'Werkt in nachtploeg.',
    'tweemaal geweigerd',
  ])
    expect(text).toContain(words);
  expect(missingIn(report, 'facility')).toEqual([]);
  expect(missingIn(report, 'told')).toEqual([]);
  expect(missingIn(report, 'sender')).toEqual(['<role>', '<service>', '<phone>']);
  expect(missingIn(report, 'why')).toEqual(['Korte motivering']);
  expect(missingIn(report, 'children')).toEqual(['<address>']);
  expect(missingIn(report, 'parents')).toEqual(['<otherParent>']);
});

test('of a client about whom nothing was noted everything is marked as missing, and nothing is filled in', () => {
  const report = composeReferral(
    foldPlan([], [], WHOLE),
    { parts: new Set(), children: new Set(), statements: new Set() },
    WORDING,
  );
  const filled = linesOf(report).filter(({ missing, lines }) => !missing && lines.length === 0);
  expect(filled.map(({ values }) => values)).toEqual([['Els Verhaegen'], ['Katrijn Aerts'], ['17/05/1990']]);
  expect(missingIn(report, 'urgency').length).toBeGreaterThan(0);
});

test('a child’s own words stand in it when they were chosen, else not; which of the two is not told', () => {
  const plan = planOfExample('s7-alarming-not-willing');
  const words = plan.entries.flatMap(statementsIn).find(({ kind }) => kind === 'child-words');
  const plain = composeReferral(plan, allOf(plan), WORDING);
  expect(reportText(plain)).not.toContain('als het donker wordt');
  const [line] = linesOf(plain, 'childView');
  expect([line?.missing, line?.values]).toEqual([true, ['<missing or left>']]);
  const chosen = composeReferral(plan, { ...allOf(plan), statements: new Set([words?.key ?? '']) }, WORDING);
  expect(linesOf(chosen, 'childView').flatMap(({ values }) => values)).toContain(
    'Wil graag dat er iemand is als het donker wordt.',
  );
  expect(
    linesOf(chosen, 'facts')
      .flatMap(({ values }) => values)
      .join(),
  ).not.toContain('als het donker wordt');
});

test('where a step was not read whole, the draft says so', () => {
  const plan = planOfExample('s7-alarming-not-willing', { ...WHOLE, entries: { ...WHOLE.entries, 6: 'partial' } });
  const notes = composeReferral(plan, allOf(plan), WORDING).sections.map(({ id, notes }) => [id, notes.length]);
  expect(notes).toContainEqual(['told', 1]);
  expect(notes).toContainEqual(['why', 0]);
});

test('a decision without its reason shows what it lacks', () => {
  const entry: Entry = {
    id: 'e',
    step: 4,
    contactDate: '2026-11-24',
    recordedAt: '2026-11-24T10:00:00Z',
    status: 'completed',
    answers: { 's4.besluit': [{ key: '0', items: { 's4.besluit.verontrustend': [{ code: 'yes', display: 'ja' }] } }] },
  };
  const plan = foldPlan([entry], [], WHOLE);
  expect(missingIn(composeReferral(plan, allOf(plan), WORDING), 'why')).toEqual([
    'Is de cliënt bereid de situatie te veranderen?',
    'Wie besliste mee? (functies)',
    'Korte motivering',
  ]);
});

test('two decisions that were taken apart from each other both stand in it', () => {
  const taken = (id: string, alarming: string, by: string): Entry => ({
    id,
    step: 4,
    contactDate: '2026-11-24',
    recordedAt: `2026-11-24T1${id}:00:00Z`,
    status: 'completed',
    author: by,
    answers: {
      's4.besluit': [{ key: '0', items: { 's4.besluit.verontrustend': [{ code: alarming, display: alarming }] } }],
    },
  });
  const plan = foldPlan([taken('0', 'no', 'Els'), taken('1', 'yes', 'Pieter')], [], WHOLE);
  const why = composeReferral(plan, allOf(plan), WORDING).sections.find(({ id }) => id === 'why');
  expect(why?.blocks.map(({ title }) => title)).toEqual(['<contact 2026-11-24 Els>', '<contact 2026-11-24 Pieter>']);
});

const notesIn = (report: Report, id: string) => report.sections.find((section) => section.id === id)?.notes;
const stepEntry = (id: string, step: Entry['step'], day: string, more: Partial<Entry>): Entry => ({
  id,
  step,
  contactDate: day,
  recordedAt: `${day}T10:00:00Z`,
  status: 'completed',
  answers: {},
  ...more,
});

test('that two decisions contradict is said', () => {
  const judged = (id: string, alarming: string) =>
    stepEntry(id, 4, '2026-11-24', {
      answers: { 's4.besluit': [{ key: '0', items: { 's4.besluit.verontrustend': [{ code: alarming }] } }] },
    });
  const one = foldPlan([judged('a', 'yes')], [], WHOLE);
  const two = foldPlan([judged('a', 'yes'), judged('b', 'no')], [], WHOLE);
  expect(notesIn(composeReferral(one, allOf(one), WORDING), 'why')).toEqual([]);
  expect(notesIn(composeReferral(two, allOf(two), WORDING), 'why')).toEqual(['<contradicting>']);
});

test('where the children could not all be read, that they are missing is not said alone', () => {
  const plan = foldPlan([], [], { ...WHOLE, relatedPersons: 'partial' });
  expect(notesIn(composeReferral(plan, allOf(plan), WORDING), 'children')).toEqual(['<partial>']);
});

test('where there are answers of a newer version, a part that they may belong to says so', () => {
  const unknown = [{ group: [], item: { linkId: 's6.later', answer: [{ valueString: 'x' }] } }];
  const plan = foldPlan([stepEntry('a', 6, '2026-11-24', { unknown })], [], WHOLE);
  const report = composeReferral(plan, allOf(plan), WORDING);
  expect(notesIn(report, 'told')).toEqual(['<newer>']);
  expect(notesIn(report, 'why')).toEqual([]);
});

test('how urgent it was and what was tried stand under the day on which it was noted', () => {
  const coded = (code: string) => [{ code, display: code }];
  const plan = foldPlan(
    [
      stepEntry('a', 2, '2026-09-01', {
        author: 'Els',
        answers: { 's2.acuut': coded('no'), 's2.nuVeilig': coded('yes') },
      }),
      stepEntry('b', 2, '2026-11-01', { author: 'Jan', answers: { 's2.nuVeilig': coded('no') } }),
      stepEntry('c', 5, '2026-10-01', { answers: { 's5.gezin': ['samen gegeten'] } }),
    ],
    [],
    WHOLE,
  );
  const report = composeReferral(plan, allOf(plan), WORDING);
  const titled = (id: string) =>
    report.sections
      .find((section) => section.id === id)
      ?.blocks.map(({ title, lines }) => [title, ...lines.map(({ label }) => label)]);
  expect(titled('urgency')).toEqual([
    ['<contact 2026-09-01 Els>', 'Is er nu acuut gevaar?'],
    ['<contact 2026-11-01 Jan>', 'Zijn de kinderen veilig waar ze nu zijn?'],
  ]);
  expect(titled('tried')).toEqual([
    [undefined, 'Wat is vrijwillig geprobeerd, en waarom volstond het niet?'],
    ['<contact 2026-10-01 >', 'Werk met gezin en omgeving'],
  ]);
});

test('that no child is named may be a choice, and is told as one that may be', () => {
  const plan = planOfExample('s7-alarming-not-willing');
  const report = composeReferral(plan, { ...allOf(plan), children: new Set() }, WORDING);
  expect(linesOf(report, 'children').map(({ values }) => values)).toEqual([
    ['<missing or left>'],
    ['<missing or left>'],
  ]);
  expect(reportText(report)).not.toContain('Tuur');
});

test('willingness is missing only where the situation is alarming: else nobody asks for it', () => {
  const judged = stepEntry('a', 4, '2026-11-24', {
    answers: { 's4.besluit': [{ key: '0', items: { 's4.besluit.verontrustend': [{ code: 'undecided' }] } }] },
  });
  const plan = foldPlan([judged], [], WHOLE);
  expect(missingIn(composeReferral(plan, allOf(plan), WORDING), 'why')).toEqual([
    'Wie besliste mee? (functies)',
    'Korte motivering',
  ]);
});

test.each([
  ['no', 'Waarom niet?'],
  ['yes', 'Ingelicht op'],
])('whether the client was told: %s, and then "%s" is missing', (told, label) => {
  const plan = foldPlan(
    [stepEntry('a', 6, '2026-11-24', { answers: { 's6.ingelicht': [{ code: told, display: told }] } })],
    [],
    WHOLE,
  );
  expect(missingIn(composeReferral(plan, allOf(plan), WORDING), 'told')).toEqual([label]);
});

test('all that was tried stands in it, not only what was noted last', () => {
  const noted = (id: string, day: string, text: string) =>
    stepEntry(id, 5, day, { answers: { 's5.voortgang': [text], 's5.nieuwSignaal': [false] } });
  const plan = foldPlan([noted('a', '2026-09-01', 'merel'), noted('b', '2026-10-01', 'vink')], [], WHOLE);
  const said = linesOf(composeReferral(plan, allOf(plan), WORDING), 'tried').flatMap(({ values }) => values);
  expect(said).toEqual(['merel', 'vink']);
});
