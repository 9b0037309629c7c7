import { expect, test } from 'vitest';
import { answered, coding, group } from '../../test/differential/fixtures';
import { FIELDS } from '../../test/differential/questionnaires';
import { check } from './check';

const second = (given: Parameters<typeof answered>[0]) =>
  check(FIELDS[2], answered({ 's2.contactDate': '2026-11-24', ...given }));

test('what is asked and answered in its own terms is valid', () => {
  expect(
    second({
      's2.nietPluis': coding('yes'),
      's2.overleg': true,
      's2.overlegMet': ['a neighbour', coding('role-nurse')],
    }),
  ).toEqual([]);
});

test('only the contact date is required', () => {
  expect(check(FIELDS[2], {})).toEqual([{ linkId: 's2.contactDate', kind: 'required' }]);
});

test.each([
  ['s2.acuut', coding('perhaps'), 'option'],
  ['s2.acuut', { code: 'yes' }, 'option'],
  ['s2.acuut', 'yes', 'type'],
  ['s2.acuut', { reference: 'RelatedPerson/1' }, 'type'],
  ['s2.overleg', 'yes', 'type'],
  ['s2.overlegOp', '2026-11-24', 'disabled'],
  ['s2.contactDate', '2026-02-30', 'type'],
  ['s2.openReden', '', 'type'],
  ['s2.openReden', 3, 'type'],
  ['s2.later', 'x', 'unknown-item'],
] as const)('%s answered with %j: %s', (linkId, value, kind) => {
  expect(second({ [linkId]: value })).toEqual([{ linkId, kind }]);
});

test('one answer too many, and a group where a value belongs', () => {
  expect(second({ 's2.acuut': [coding('yes'), coding('no')] })).toEqual([{ linkId: 's2.acuut', kind: 'too-many' }]);
  const answers = { 's2.contactDate': ['2026-11-24'], 's2.openReden': group({ x: ['y'] }) };
  expect(check(FIELDS[2], answers)).toEqual([{ linkId: 's2.openReden', kind: 'type' }]);
});

test('an integer is whole, and a group holds only its own items', () => {
  const first = { ...answered({ 's1.contactDate': '2026-11-24', 's1.uitkomst': coding('declined') }) };
  for (const number of [1.5, 3_000_000_000])
    expect(check(FIELDS[1], { ...first, 's1.aantal': [number] })).toEqual([{ linkId: 's1.aantal', kind: 'type' }]);
  expect(check(FIELDS[1], { ...first, 's1.kind': group({ 's1.aantal': [1] }) })).toEqual([
    { linkId: 's1.aantal', kind: 'unknown-item' },
  ]);
});
