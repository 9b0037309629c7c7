import { expect, test } from 'vitest';
import type { Field } from '../../form/field';
import { correctedAnswers } from './corrected-answers';

const field = (linkId: string, more: Partial<Field> = {}): Field => ({
  linkId,
  type: 'choice',
  label: linkId,
  required: false,
  repeats: false,
  hidden: false,
  options: [],
  conditions: [],
  every: false,
  fields: [],
  ...more,
});
const onlyWhenCaring = [{ question: 's1.zorgtVoor', operator: '=' as const, equals: 'yes' }];
const fields = [
  field('s1.zorgtVoor'),
  field('s1.aantal', { type: 'integer', conditions: onlyWhenCaring }),
  field('s1.opvangActie', { type: 'text', conditions: onlyWhenCaring }),
];
const [yes, no] = [[{ code: 'yes' }], [{ code: 'no' }]];

test('what hangs on a changed answer goes with it', () => {
  const before = { 's1.zorgtVoor': yes, 's1.aantal': [2] };
  expect(correctedAnswers(fields, before, { ...before, 's1.zorgtVoor': no })).toEqual({ 's1.zorgtVoor': no });
});

test('an answer that the form of today would not take stays, as long as nobody touched it', () => {
  const before = { 's1.zorgtVoor': no, 's1.aantal': [2], 's1.verwacht': yes };
  expect(correctedAnswers(fields, before, before)).toEqual(before);
  expect(correctedAnswers(fields, before, { ...before, 's1.opvangActie': ['x'] })).toEqual(before);
});

test('an answer that was added, changed or taken away is so', () => {
  const before = { 's1.zorgtVoor': yes, 's1.aantal': [2] };
  expect(correctedAnswers(fields, before, { 's1.zorgtVoor': yes, 's1.opvangActie': ['x'] })).toEqual({
    's1.zorgtVoor': yes,
    's1.opvangActie': ['x'],
  });
});
