import { expect, test } from 'vitest';
import { answered, coding, group } from '../../test/differential/fixtures';
import { permissionMissing } from './permission';

const involved = (more: Parameters<typeof answered>[0]) => ({
  's3.kind': group(answered({ 's3.kind.hoe': 'drew', ...more })),
});
const heard = (relation: string, more: Parameters<typeof answered>[0]) => ({
  's4.sleutel': group({ 's4.sleutel.relatie': [coding(relation)], 's4.sleutel.kind': group(answered(more)) }),
});

test('a child of 12 or more, or of unknown age, must have been asked', () => {
  for (const is12 of [{}, { 's3.kind.vanaf12': true }]) expect(permissionMissing(3, involved(is12))).toBe(true);
  expect(permissionMissing(3, involved({ 's3.kind.vanaf12': false }))).toBe(false);
  expect(permissionMissing(4, heard('child', {}))).toBe(true);
  expect(permissionMissing(4, heard('child', { 's4.sleutel.vanaf12': false }))).toBe(false);
});

test('every answer is an answer, also a refusal', () => {
  for (const code of ['given', 'refused', 'not-asked']) {
    expect(permissionMissing(3, involved({ 's3.kind.toestemming': coding(code) }))).toBe(false);
    expect(permissionMissing(4, heard('child', { 's4.sleutel.toestemming': coding(code) }))).toBe(false);
  }
});

test('an adult key figure needs none, and nobody heard needs none', () => {
  expect(permissionMissing(4, heard('grandparent', {}))).toBe(false);
  expect(permissionMissing(3, {})).toBe(false);
  expect(permissionMissing(4, {})).toBe(false);
});

test('one child without an answer among others is enough', () => {
  const asked = answered({ 's3.kind.toestemming': coding('given') });
  expect(permissionMissing(3, { 's3.kind': group(asked, answered({ 's3.kind.hoe': 'x' }), asked) })).toBe(true);
});
