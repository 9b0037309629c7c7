import fc from 'fast-check';
import { expect, test } from 'vitest';
import { entrySet } from '../../test/differential/arbitraries';
import { answered, coding, decided, entry, group, reading } from '../../test/differential/fixtures';
import { report } from '../../test/differential/seed';
import type { RelatedPerson } from './children';
import { foldPlan } from './fold';

const whole = reading();
const current = (...entries: Parameters<typeof foldPlan>[0]) => foldPlan(entries, [], whole).current;

const persons: fc.Arbitrary<RelatedPerson[]> = fc.array(
  fc.record(
    {
      id: fc.constantFrom('a', 'b', 'c-1'),
      version: fc.constantFrom('1', '2', '10'),
      uuid: fc.constantFrom('u-1', 'u-2'),
      given: fc.constantFrom('Zoë', 'Lars'),
      birthDate: fc.constantFrom('2019', '2019-03-14'),
      active: fc.boolean(),
      child: fc.boolean(),
    },
    { requiredKeys: ['id', 'active', 'child'] },
  ),
  { maxLength: 4 },
);

test('any order of arrival, and duplicates, give the same state', () => {
  let runs = 0;
  const shuffled = entrySet.chain((all) =>
    fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 })),
  );
  const read = persons.chain((all) =>
    fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 })),
  );
  fc.assert(
    fc.property(shuffled, read, ([entries, arrived], [known, found]) => {
      runs++;
      const state = foldPlan(entries, known, whole);
      expect(foldPlan(arrived, found, whole)).toEqual(state);
    }),
    { numRuns: 500 },
  );
  report(`fold: ${runs} sets of entries, in any order and twice over, one state`);
});

test('newest: the newest entry that answers it wins, and one that leaves it out takes nothing away', () => {
  const old = entry('a', 1, '2026-01-01', answered({ 's1.zorgtVoor': coding('yes'), 's1.aantal': 2 }));
  const next = entry('b', 1, '2026-02-01', answered({ 's1.aantal': 3 }));
  expect(current(next, old)[1]).toMatchObject({ 's1.zorgtVoor': [coding('yes')], 's1.aantal': [3] });
});

test('with: it comes from the entry that supplied what it hangs on, or not at all', () => {
  const old = entry('a', 1, '2026-01-01', answered({ 's1.verwacht': coding('yes'), 's1.uitgerekend': '2026-03-12' }));
  const next = entry('b', 1, '2026-06-01', answered({ 's1.verwacht': coding('no') }));
  expect(current(old)[1]).toHaveProperty(['s1.uitgerekend']);
  expect(current(old, next)[1]).not.toHaveProperty(['s1.uitgerekend']);
  const declined = entry(
    'c',
    1,
    '2026-01-01',
    answered({ 's1.uitkomst': coding('declined'), 's1.opnieuwOp': '2026-05-01' }),
  );
  expect(
    current(declined, entry('d', 1, '2026-02-01', answered({ 's1.uitkomst': coding('held') })))[1],
  ).not.toHaveProperty(['s1.opnieuwOp']);
});

test('kept: what hangs on an answer outlives a later entry that repeats it, not one that answers otherwise', () => {
  const dated = answered({ 's1.verwacht': coding('yes'), 's1.uitgerekend': '2027-03-12' });
  const old = entry('a', 1, '2026-11-24', dated);
  const again = entry('b', 1, '2026-12-24', answered({ 's1.verwacht': coding('yes') }));
  expect(current(old, again)[1]).toMatchObject({ 's1.uitgerekend': ['2027-03-12'] });
  const born = entry('c', 1, '2027-04-01', answered({ 's1.verwacht': coding('no') }));
  const next = entry('d', 1, '2028-01-01', answered({ 's1.verwacht': coding('yes') }));
  expect(current(old, again, born, next)[1]).not.toHaveProperty(['s1.uitgerekend']);
});

test('kept: childcare that the nurse noted stands when the physician adds to the same stay, and is asked anew in another', () => {
  const stay = (id: string, day: string, encounter: string | undefined, more = {}) =>
    entry(id, 1, day, { 's1.residentieel': [true], ...more }, encounter ? { encounter } : {});
  const care = { 's1.verblijf': group({ 's1.opvang': [coding('not-arranged')] }) };
  const nurse = stay('a', '2026-11-24', 'Encounter/1', care);
  expect(current(nurse, stay('b', '2026-11-25', 'Encounter/1'))[1]).toHaveProperty(['s1.verblijf']);
  expect(current(nurse, stay('b', '2026-12-25', 'Encounter/2'))[1]).not.toHaveProperty(['s1.verblijf']);
  expect(current(stay('a', '2026-11-24', undefined, care), stay('b', '2026-11-25', undefined))[1]).not.toHaveProperty([
    's1.verblijf',
  ]);
});

test('append: all answers, oldest first; a value that is there is not repeated, an instance keeps a key of its own', () => {
  const reason = (text: string) => ({ 's2.redenen.tekst': [text] });
  const old = entry('a', 2, '2026-01-01', { 's2.redenen': group(reason('x'), reason('y')) });
  const next = entry('b', 2, '2026-02-01', { 's2.redenen': group(reason('x')) });
  expect(current(next, old)[2]?.['s2.redenen']).toEqual([
    { key: 'a/0', items: reason('x') },
    { key: 'a/1', items: reason('y') },
    { key: 'b/0', items: reason('x') },
  ]);
  const forms = entry('c', 3, '2026-01-01', answered({ 's3.vormen': [coding('child-involved')] }));
  const more = entry(
    'd',
    3,
    '2026-02-01',
    answered({ 's3.vormen': [coding('asked-again'), coding('child-involved')] }),
  );
  expect(current(more, forms)[3]?.['s3.vormen']).toEqual([coding('child-involved'), coding('asked-again')]);
  const risk = entry('e', 4, '2026-01-01', answered({ 's4.risico': ['debt', 'alone'] }));
  const same = entry('f', 4, '2026-02-01', answered({ 's4.risico': ['alone', 'ill'] }));
  expect(current(risk, same)[4]?.['s4.risico']).toEqual(['debt', 'alone', 'ill']);
});

test('decision: the one at the end of the chain, on the stricter path when there are two', () => {
  const a = entry('a', 4, '2026-01-01', decided('no'));
  const b = entry('b', 4, '2026-02-01', decided('yes', 'no', 'a'));
  const c = entry('c', 4, '2026-03-01', decided('yes', 'yes', 'a'));
  expect(current(c, b, a)[4]?.['s4.besluit']).toEqual(b.answers['s4.besluit']);
  expect(current(a, c)[4]?.['s4.besluit']).toEqual(c.answers['s4.besluit']);
});

test('decision: which version of a correction was read first makes no difference', () => {
  const a = entry('a', 4, '2026-01-01', decided('no'));
  const next = entry('b', 4, '2026-02-01', decided('yes', 'yes', 'a'));
  const replaces = (target: string, recordedAt: string) =>
    entry('a2', 4, '2026-01-01', decided('undecided'), { corrects: { entry: target, kind: 'replaces' }, recordedAt });
  const [older, newer] = [replaces('x', '2026-01-02T12:00:00.000Z'), replaces('a', '2026-01-03T12:00:00.000Z')];
  for (const versions of [
    [older, newer],
    [newer, older],
  ])
    expect(foldPlan([a, ...versions, next], [], whole).decision).toMatchObject({
      kind: 'one',
      decision: { entry: 'b' },
    });
});

test('an unknown item of another version is no answer, and a step without entries has none', () => {
  const state = current(entry('a', 1, '2026-01-01', answered({ 's1.later': 'x' })));
  expect(state[1]).not.toHaveProperty(['s1.later']);
  expect(Object.keys(state)).toEqual(['1']);
});
