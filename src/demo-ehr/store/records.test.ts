import { expect, test } from 'vitest';
import { Records } from './records';
import type { Version } from './versions';

let sequence = 0;
const version = (id: string, more: object = {}, method: Version['method'] = 'POST'): Version => {
  sequence += 1;
  const resource = { resourceType: 'RelatedPerson', id, ...more };
  return { resource, versionId: '1', lastUpdated: '2026-11-24T10:00:00Z', sequence, method };
};
const known = (value: string) => ({ identifier: [{ system: 's', value }] });
const withCode = (records: Records, code: string) => [...records.withCode('RelatedPerson', 'identifier', code)];

test('references by type, in the order of the first writes', () => {
  const records = new Records();
  for (const each of [version('b'), version('a'), version('b', known('1'), 'PUT')]) records.add(each);
  expect([...records.ofType('RelatedPerson')]).toEqual(['RelatedPerson/b', 'RelatedPerson/a']);
  expect([...records.ofType('Related')]).toEqual([]);
  expect([...records].map(([reference, versions]) => [reference, versions.length])).toEqual([
    ['RelatedPerson/b', 2],
    ['RelatedPerson/a', 1],
  ]);
});

test('a code leads to those that have it now', () => {
  const records = new Records([['RelatedPerson/a', [version('a', known('1'))]]]);
  records.add(version('b', { ...known('1'), meta: { tag: [{ code: 't' }] } }));
  expect(withCode(records, '1')).toEqual(['RelatedPerson/a', 'RelatedPerson/b']);
  records.add(version('a', known('2'), 'PUT'));
  expect(withCode(records, '1')).toEqual(['RelatedPerson/b']);
  expect(withCode(records, '2')).toEqual(['RelatedPerson/a']);
  expect([...records.withCode('RelatedPerson', '_tag', 't')]).toEqual(['RelatedPerson/b']);
  records.add(version('b', {}, 'DELETE'));
  expect(withCode(records, '1')).toEqual([]);
});

test('what is taken back never was; what was kept stays', () => {
  const records = new Records();
  records.add(version('a', known('1')));
  records.keep();
  records.add(version('a', known('2'), 'PUT'));
  records.add(version('a', known('3'), 'PUT'));
  records.add(version('b', known('3')));
  records.takeBack();
  expect([...records].map(([reference, versions]) => [reference, versions.length])).toEqual([['RelatedPerson/a', 1]]);
  expect([...records.ofType('RelatedPerson')]).toEqual(['RelatedPerson/a']);
  expect([withCode(records, '1'), withCode(records, '2'), withCode(records, '3')]).toEqual([
    ['RelatedPerson/a'],
    [],
    [],
  ]);
  records.takeBack();
  expect(records.get('RelatedPerson/a')).toHaveLength(1);
});
