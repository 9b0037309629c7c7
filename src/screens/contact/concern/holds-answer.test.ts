import { expect, test } from 'vitest';
import { answered, coding, group } from '../../../../test/differential/fixtures';
import { holdsAnswer } from './holds-answer';

test('a group of which every answer was taken back holds none', () => {
  const decided = (items: Parameters<typeof group>[0]) => ({ 's4.besluit': group(items) });
  expect(holdsAnswer(decided(answered({ 's4.besluit.verontrustend': coding('yes') })), ['s4.besluit'])).toBe(true);
  expect(holdsAnswer(decided({ 's4.besluit.verontrustend': [] }), ['s4.besluit'])).toBe(false);
  expect(holdsAnswer(decided({}), ['s4.besluit'])).toBe(false);
});

test('a no is an answer; one to another question is not', () => {
  expect(holdsAnswer(answered({ 's5.nieuwSignaal': false }), ['s5.nieuwSignaal'])).toBe(true);
  expect(holdsAnswer(answered({ 's5.nieuwSignaal': false }), ['s5.voortgang'])).toBe(false);
});
