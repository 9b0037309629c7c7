import { expect, test } from 'vitest';
import { answered, coding, decided, entry, group, reading } from '../../test/differential/fixtures';
import type { Answers } from '../fhir/answers';
import type { Entry, Step } from './entry';
import { foldPlan } from './fold';
import { openPoints } from './open-points';

const ON = '2026-11-24';
const codes = (step: Step, entries: readonly Entry[], on = ON) =>
  openPoints(foldPlan(entries, [], reading()), on).flatMap((point) => (point.step === step ? [point.code] : []));
const points = (step: Step, answers: Answers, ...before: Entry[]) =>
  codes(step, [...before, entry('e', step, ON, answers)]);

const held = { 's1.uitkomst': coding('held'), 's1.verwacht': coding('no'), 's1.andereKinderen': coding('no') };
const child = (birth: string | undefined, id: string): Answers => ({
  's1.kind.id': [id],
  's1.kind.voornaam': ['Noor'],
  ...(birth ? { 's1.kind.geboortedatum': [birth] } : {}),
  's1.kind.permanent': [coding('yes')],
});
const withChildren = (
  count: number,
  births: (string | undefined)[],
  more: Parameters<typeof answered>[0] = {},
): Answers => ({
  ...answered({ ...held, 's1.zorgtVoor': coding('yes'), 's1.aantal': count, ...more }),
  's1.kind': group(...births.map((birth, index) => child(birth, String(index)))),
});

test('a plan without entries has no open points: its steps say that nothing was asked', () => {
  expect(openPoints(foldPlan([], [], reading()), ON)).toEqual([]);
});

test('step 1: what was asked is complete, and what is missing is listed', () => {
  expect(points(1, answered({ ...held, 's1.zorgtVoor': coding('no') }))).toEqual([]);
  expect(points(1, answered({ 's1.uitkomst': coding('held') }))).toEqual(['caring-missing', 'expecting-missing']);
  expect(points(1, {})).toEqual(['outcome-missing']);
  expect(points(1, answered({ ...held, 's1.zorgtVoor': coding('yes') }))).toEqual(['count-missing']);
});

test('declined and postponed leave nothing open but what was said', () => {
  for (const outcome of ['declined', 'not-possible-yet'])
    expect(points(1, answered({ 's1.uitkomst': coding(outcome) }))).toEqual([]);
});

test('R1: more children than counted; fewer ask for a reason; none while caring does not fit', () => {
  expect(points(1, withChildren(1, ['2019', '2020']))).toEqual(['more-children-than-count']);
  expect(points(1, withChildren(3, ['2019', '2020']))).toEqual(['children-missing']);
  expect(points(1, withChildren(3, ['2019'], { 's1.aantalReden': coding('will-follow') }))).toEqual([]);
  expect(points(1, withChildren(2, ['2019', '2020']))).toEqual([]);
  expect(points(1, withChildren(0, []))).toEqual(['count-zero-while-caring']);
});

test('R2: an unborn child is not counted; past the due date the plan asks to add it', () => {
  const expecting = answered({
    ...held,
    's1.zorgtVoor': coding('no'),
    's1.verwacht': coding('yes'),
    's1.uitgerekend': '2027-03-12',
  });
  const entries = [entry('e', 1, ON, expecting)];
  expect(codes(1, entries)).toEqual([]);
  expect(codes(1, entries, '2027-03-12')).toEqual([]);
  expect(codes(1, entries, '2027-06-01')).toEqual(['due-date-passed']);
  const inMarch = [entry('e', 1, ON, { ...expecting, 's1.uitgerekend': ['2027-03'] })];
  expect(codes(1, inMarch, '2027-03-31')).toEqual([]);
  expect(codes(1, inMarch, '2027-04-01')).toEqual(['due-date-passed']);
});

test('R3: who is 18 is not counted, and is mentioned until the next conversation', () => {
  const entries = [entry('a', 1, '2026-11-01', withChildren(2, ['2008-11-20', '2019']))];
  expect(codes(1, entries, '2026-11-10')).toEqual([]);
  expect(codes(1, entries)).toEqual(['children-missing', 'child-turned-18']);
  const next = entry('b', 1, ON, answered({ ...held, 's1.aantal': 1 }));
  expect(codes(1, [...entries, next])).toEqual([]);
});

test('R4: after three times no, no other step has open points', () => {
  const none = entry('a', 1, ON, answered({ ...held, 's1.zorgtVoor': coding('no') }));
  expect(
    openPoints(foldPlan([none, entry('b', 2, ON), entry('c', 3, ON), entry('d', 4, ON)], [], reading()), ON),
  ).toEqual([]);
});

test('no children told, while the record of the host lists one: that does not fit, and is said', () => {
  const none = entry('a', 1, ON, answered({ ...held, 's1.zorgtVoor': coding('no') }));
  const listed = { id: '7', given: 'Noor', birthDate: '2019-05-17', active: true, child: true };
  const found = openPoints(foldPlan([none], [listed], reading()), ON).map(({ code }) => code);
  expect(found).toContain('children-known-though-none-told');
  expect(openPoints(foldPlan([none], [{ ...listed, birthDate: '1990-05-17' }], reading()), ON)).toEqual([]);
});

test('R5: a child that lives elsewhere counts as well', () => {
  const away = { ...child('2013-06-11', '0'), 's1.kind.permanent': [coding('no')] };
  const answers = { ...withChildren(2, []), 's1.kind': group(away, child('2019', '1')) };
  expect(points(1, answers)).toEqual([]);
});

test('R6: twins are two children', () => {
  const twin = (id: string, given: string) => ({ ...child('2019-03-14', id), 's1.kind.voornaam': [given] });
  expect(points(1, { ...withChildren(2, []), 's1.kind': group(twin('1', 'Lars'), twin('2', 'Lara')) })).toEqual([]);
});

test('per child: name, birth date (or that it cannot be found out) and where it stays', () => {
  const bare = { ...withChildren(1, []), 's1.kind': group({ 's1.kind.id': ['1'] }) };
  expect(points(1, bare)).toEqual(['child-name-missing', 'child-birth-date-missing', 'child-residence-missing']);
  const unknown = { ...child(undefined, '1'), 's1.kind.geboortedatumOnbekend': [true] };
  expect(points(1, { ...withChildren(1, []), 's1.kind': group(unknown) })).toEqual([]);
});

test('scenario S4: childcare during a stay, and what is arranged when there is none', () => {
  const stay = (inner: Parameters<typeof answered>[0]) => ({
    ...withChildren(1, ['2020'], { 's1.residentieel': true }),
    's1.verblijf': group(answered(inner)),
  });
  expect(points(1, withChildren(1, ['2020'], { 's1.residentieel': true }))).toEqual(['childcare-missing']);
  expect(points(1, stay({ 's1.opvang': coding('not-arranged') }))).toEqual(['childcare-action-missing']);
  expect(points(1, stay({ 's1.opvang': coding('not-arranged'), 's1.opvangActie': 'social service calls' }))).toEqual(
    [],
  );
  expect(points(1, stay({ 's1.opvang': coding('arranged') }))).toEqual([]);
});

test('step 2: always consult; a gut feeling has reasons; not yet judged stays open', () => {
  expect(points(2, {})).toEqual(['gut-feeling-missing', 'not-consulted']);
  expect(points(2, answered({ 's2.nietPluis': coding('not-yet-judged'), 's2.overleg': true }))).toEqual([
    'gut-feeling-missing',
  ]);
  const feeling = answered({ 's2.nietPluis': coding('yes'), 's2.overleg': true });
  expect(points(2, feeling)).toEqual(['reasons-missing']);
  expect(points(2, { ...feeling, 's2.redenen': group({ 's2.redenen.bron': [coding('own-observation')] }) })).toEqual([
    'reasons-missing',
  ]);
  expect(points(2, { ...feeling, 's2.redenen': group({ 's2.redenen.tekst': ['tired'] }) })).toEqual([]);
});

test('step 3: a pick is enough; a child of 12 was asked', () => {
  expect(points(3, {})).toEqual(['support-missing']);
  expect(points(3, answered({ 's3.vormen': coding('asked-again') }))).toEqual([]);
  expect(points(3, { ...answered({ 's3.hoe': 'x' }), 's3.kind': group({ 's3.kind.hoe': ['x'] }) })).toEqual([
    'permission-missing',
  ]);
});

test('step 4: decision, willingness, not alone, and the order of talking', () => {
  const opened = entry('a', 2, ON, answered({ 's2.nietPluis': coding('yes') }));
  const team = (...decision: Parameters<typeof decided>): Answers => {
    const [first] = decided(...decision)['s4.besluit'] ?? [];
    const items = {
      ...(typeof first === 'object' && 'items' in first ? first.items : {}),
      's4.besluit.wie': ['nurse', 'physician'],
    };
    return { 's4.besluit': group(items) };
  };
  expect(points(4, {}, opened)).toEqual(['decision-missing']);
  expect(points(4, team('undecided'), opened)).toEqual(['decision-missing']);
  expect(points(4, team('yes'), opened)).toEqual(['willingness-missing']);
  expect(points(4, team('yes', 'no'), opened)).toEqual([]);
  expect(points(4, decided('no'), opened)).toEqual(['deciders-missing']);
  const alone = (more: Answers) => ({
    's4.besluit': group({ 's4.besluit.verontrustend': [coding('no')], 's4.besluit.wie': ['nurse'], ...more }),
  });
  expect(points(4, alone({}), opened)).toEqual(['alone-without-reason']);
  expect(points(4, alone({ 's4.besluit.alleenReden': ['night'] }), opened)).toEqual([]);
  const named = (more: Parameters<typeof answered>[0]) => ({
    ...team('no'),
    ...answered(more),
    's4.benoemd': group({ 's4.benoemd.op': ['2026-11-20'] }),
  });
  expect(points(4, named({}), opened)).toEqual(['order-without-reason']);
  expect(points(4, named({ 's4.vooroverleg': '2026-11-21' }), opened)).toEqual(['order-without-reason']);
  expect(points(4, named({ 's4.vooroverleg': '2026-11-20' }), opened)).toEqual([]);
  expect(points(4, named({ 's4.volgordeReden': 'danger' }), opened)).toEqual([]);
  const other = entry('b', 4, '2026-11-23', team('yes', 'yes'));
  expect(points(4, team('no'), opened, other)).toEqual(['decisions-contradict']);
});

test('advice alone is a whole entry of step 4: only the decision is open, and where nothing opened the step nothing is', () => {
  const advice = { 's4.advies': group({ 's4.advies.bij': [coding('vk')], 's4.advies.anoniem': [true] }) };
  const feeling = entry('a', 2, ON, answered({ 's2.nietPluis': coding('yes') }));
  expect(points(4, advice, feeling)).toEqual(['decision-missing']);
  const calm = entry('a', 2, ON, answered({ 's2.nietPluis': coding('no') }));
  expect(points(4, advice, calm)).toEqual([]);
});

test('willingness without an answer whether it is alarming is no decision', () => {
  const opened = entry('a', 2, ON, answered({ 's2.nietPluis': coding('yes') }));
  const willing = { 's4.besluit': group({ 's4.besluit.bereid': [coding('no')] }) };
  expect(points(4, willing, opened)).toEqual(['decision-missing']);
});

test('step 5: progress and a next date', () => {
  const alarming = entry('a', 4, ON, decided('yes', 'yes'));
  expect(points(5, {}, alarming)).toEqual(['progress-missing', 'review-date-missing']);
  expect(points(5, answered({ 's5.voortgang': 'x', 's5.volgende': '2026-12-01' }), alarming)).toEqual([]);
});

test('step 6: what was tried, the client informed first, whom, when, and what follows', () => {
  const alarming = entry('a', 4, ON, decided('yes', 'no'));
  expect(points(6, {}, alarming)).toEqual([
    'voluntary-help-missing',
    'informed-missing',
    'facility-missing',
    'contact-missing',
    'action-missing',
  ]);
  const whole = {
    ...answered({
      's6.vrijwillig': 'x',
      's6.ingelicht': coding('yes'),
      's6.ingelichtOp': '2026-11-20',
      's6.voorziening': coding('vk'),
    }),
    's6.contact': group({ 's6.contact.op': ['2026-11-21'] }),
    's6.afspraak': group({ 's6.afspraak.wat': ['call back'] }),
  };
  expect(points(6, whole, alarming)).toEqual([]);
  expect(points(6, { ...whole, 's6.ingelichtOp': ['2026-11-22'] }, alarming)).toEqual(['order-without-reason']);
  expect(points(6, { ...whole, 's6.ingelicht': [coding('no')] }, alarming)).toEqual(['not-informed-without-reason']);
  expect(points(6, { ...whole, 's6.ingelicht': [coding('unknown')] }, alarming)).toEqual(['informed-missing']);
});

test('nothing is missing from what was not read', () => {
  const entries = [entry('a', 1, ON, withChildren(3, [undefined])), entry('b', 2, ON)];
  expect(openPoints(foldPlan(entries, [], reading(1, 2)), ON)).toEqual([]);
  const state = foldPlan(entries, [], { ...reading(), relatedPersons: 'partial' });
  expect(openPoints(state, ON).filter(({ step }) => step === 1)).toEqual([]);
});
