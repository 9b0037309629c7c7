import { expect, test } from 'vitest';
import { Records } from './records';
import { living, type Version } from './versions';

const version = (id: string, sequence: number, method: Version['method']): Version => ({
  resource: { resourceType: 'Patient', id },
  versionId: String(sequence),
  lastUpdated: '2026-11-24T10:00:00Z',
  sequence,
  method,
});

const records = new Records([
  ['Patient/a', [version('a', 1, 'POST')]],
  ['Patient/b', [version('b', 2, 'POST'), version('b', 3, 'DELETE')]],
]);

test('a deleted resource is no longer alive', () => {
  expect(living(records, 'Patient/a')).toMatchObject({ id: 'a' });
  expect(living(records, 'Patient/b')).toBeUndefined();
  expect(living(records, 'Patient/none')).toBeUndefined();
});
