import { expect, test } from 'vitest';
import { applyJsonPatch } from './json-patch';

const child = { active: true, name: [{ given: ['Zoë'] }], 'a/b': 1 };

test.each([
  [[{ op: 'replace', path: '/active', value: false }], { ...child, active: false }],
  [[{ op: 'add', path: '/name/0/given/-', value: 'Lou' }], { ...child, name: [{ given: ['Zoë', 'Lou'] }] }],
  [[{ op: 'add', path: '/name/0', value: { text: 'x' } }], { ...child, name: [{ text: 'x' }, { given: ['Zoë'] }] }],
  [[{ op: 'replace', path: '/name/0/given/0', value: 'Zoe' }], { ...child, name: [{ given: ['Zoe'] }] }],
  [[{ op: 'remove', path: '/a~1b' }], { active: true, name: [{ given: ['Zoë'] }] }],
  [[{ op: 'move', from: '/a~1b', path: '/c' }], { active: true, name: [{ given: ['Zoë'] }], c: 1 }],
  [[{ op: 'copy', from: '/active', path: '/c' }], { ...child, c: true }],
  [[{ op: 'test', path: '/name', value: [{ given: ['Zoë'] }] }], child],
  [[], child],
])('%j', (patch, expected) => {
  expect(applyJsonPatch(child, patch)).toEqual(expected);
});

test.each([
  [{ op: 'replace' }],
  [[{ op: 'replace', path: '/birthDate', value: '2017' }]],
  [[{ op: 'remove', path: '/name/3' }]],
  [[{ op: 'add', path: '/name/5', value: {} }]],
  [[{ op: 'test', path: '/active', value: false }]],
  [[{ op: 'move', from: '/name', path: '/name/0' }]],
  [[{ op: 'shout', path: '/active' }]],
  [[{ op: 'add', path: 'active', value: 1 }]],
  [[{ op: 'add', path: '/__proto__', value: {} }]],
  ['text'],
])('%j does not apply', (patch) => {
  expect(applyJsonPatch(child, patch)).toBeUndefined();
});

test('the document itself is never changed, also when a later step fails', () => {
  const before = structuredClone(child);
  applyJsonPatch(child, [
    { op: 'remove', path: '/active' },
    { op: 'remove', path: '/nothing' },
  ]);
  expect(child).toEqual(before);
});
