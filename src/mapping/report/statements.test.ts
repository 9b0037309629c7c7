import { expect, test } from 'vitest';
import type { Answers } from '../../fhir/answers';
import type { Entry } from '../../plan/entry';
import { statementsIn, withoutStatements } from './statements';

const coded = (code: string) => [{ code }];
const group = (...turns: readonly Answers[]) => turns.map((items, index) => ({ key: String(index), items }));
const entryOf = (step: Entry['step'], answers: Answers): Entry => ({
  id: 'e-1',
  step,
  contactDate: '2026-11-24',
  recordedAt: '2026-11-24T10:00:00Z',
  status: 'completed',
  answers,
});
const none: ReadonlySet<string> = new Set();
const heldBy = (entry: Entry, chosen = none) => JSON.stringify(withoutStatements(entry, chosen));
const found = (entry: Entry) =>
  statementsIn(entry).map(({ kind, answers }) => [kind, JSON.stringify(answers)] as const);

test.each([
  ['own-observation', true],
  ['said-by-client', true],
  ['said-by-other', false],
  ['seen-in-record', false],
  [undefined, false],
])('a reason whose source is %s stands in a report by itself: %s', (source, stays) => {
  const entry = entryOf(2, {
    's2.nietPluis': coded('yes'),
    's2.redenen': group({ ...(source ? { 's2.redenen.bron': coded(source) } : {}), 's2.redenen.tekst': ['merel'] }),
  });
  expect(heldBy(entry).includes('merel')).toBe(stays);
  expect(found(entry).length).toBe(stays ? 0 : 1);
  expect(heldBy(entry)).toContain('s2.nietPluis');
});

test('of several statements the chosen one goes in, and no other', () => {
  const said = (text: string) => ({ 's2.redenen.bron': coded('said-by-other'), 's2.redenen.tekst': [text] });
  const entry = entryOf(2, { 's2.redenen': group(said('merel'), said('lijster'), said('vink')) });
  const [, second] = statementsIn(entry);
  const held = heldBy(entry, new Set([second?.key ?? '']));
  expect(['merel', 'lijster', 'vink'].filter((word) => held.includes(word))).toEqual(['lijster']);
});

const heard = entryOf(4, {
  's4.sleutel': group(
    { 's4.sleutel.relatie': coded('grandparent'), 's4.sleutel.inhoud': ['merel'] },
    {
      's4.sleutel.relatie': coded('child'),
      's4.sleutel.inhoud': ['vink'],
      's4.sleutel.kind': group({ 's4.sleutel.toestemming': coded('given'), 's4.sleutel.woorden': ['lijster'] }),
    },
  ),
  's4.instr': group({ 's4.instr.naam': ['lijst'], 's4.instr.resultaat': ['koolmees'] }),
  's4.benoemd': group({ 's4.benoemd.reactie': ['client zegt'] }),
});

test('what a key figure told and what an instrument found stay out; what the client answered is the client’s own', () => {
  expect(heldBy(heard)).toBe(JSON.stringify({ 's4.benoemd': heard.answers['s4.benoemd'] }));
  expect(statementsIn(heard).map(({ kind }) => kind)).toEqual([
    'third-party',
    'third-party',
    'child-words',
    'third-party',
  ]);
});

test('who chooses a child’s own words gets those and who spoke, and who chooses the rest does not get the words', () => {
  const [, rest, words] = statementsIn(heard);
  const withWords = heldBy(heard, new Set([words?.key ?? '']));
  expect(withWords).toContain('lijster');
  expect(withWords).toContain('s4.sleutel.toestemming');
  expect(withWords).not.toMatch(/merel|vink|koolmees/);
  const withRest = heldBy(heard, new Set([rest?.key ?? '']));
  expect(withRest).toContain('vink');
  expect(withRest).not.toMatch(/lijster|merel/);
  expect(JSON.stringify(rest?.answers)).not.toContain('lijster');
});

test('a child that is involved in step 3 stays, its own words do not', () => {
  const entry = entryOf(3, {
    's3.kind': group({ 's3.kind.hoe': ['tekening gemaakt'], 's3.kind.woorden': ['lijster'] }),
  });
  expect(heldBy(entry)).toContain('tekening gemaakt');
  expect(heldBy(entry)).not.toContain('lijster');
});

test.each([4, 5] as const)(
  'step %i: anonymous advice stays out whole, also where nobody said whether it was',
  (step) => {
    const advice = (text: string, anonymous?: boolean) => ({
      [`s${step}.advies.bij`]: coded('vk'),
      ...(anonymous === undefined ? {} : { [`s${step}.advies.anoniem`]: [anonymous] }),
      [`s${step}.advies.tekst`]: [text],
    });
    const entry = entryOf(step, {
      [`s${step}.advies`]: group(advice('merel', true), advice('vink'), advice('lijster', false)),
    });
    expect(statementsIn(entry).map(({ kind }) => kind)).toEqual([
      'anonymous-advice',
      'anonymous-advice',
      'third-party',
    ]);
    expect(heldBy(entry)).not.toMatch(/merel|vink|lijster/);
    expect(withoutStatements(entry, none)[`s${step}.advies`]).toHaveLength(1);
  },
);

test('a statement that was worded anew since it was chosen is not the one that was chosen', () => {
  const said = (text: string) =>
    entryOf(2, { 's2.redenen': group({ 's2.redenen.bron': coded('said-by-other'), 's2.redenen.tekst': [text] }) });
  const chosen = new Set(statementsIn(said('merel')).map(({ key }) => key));
  expect(heldBy(said('merel'), chosen)).toContain('merel');
  expect(heldBy(said('vink'), chosen)).not.toContain('vink');
});
