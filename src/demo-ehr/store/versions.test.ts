import { expect, test } from 'vitest';
import { living, livingOfType, type Records, type Version } from './versions';

const version = (id: string, sequence: number, method: Version['method']): Version => ({
  resource: { resourceType: 'Patient', id },
  versionId: String(sequence),
  lastUpdated: '2026-11-24T10:00:00Z',
  sequence,
  method,
});

const records: Records = new Map([
  ['Patient/a', [version('a', 1, 'POST')]],
  ['Patient/b', [version('b', 2, 'POST'), version('b', 3, 'DELETE')]],
  ['PatientX/c', [version('c', 4, 'POST')]],
]);

test('a deleted resource is no longer alive', () => {
  expect(living(records, 'Patient/a')).toMatchObject({ id: 'a' });
  expect(living(records, 'Patient/b')).toBeUndefined();
  expect(living(records, 'Patient/none')).toBeUndefined();
});

test('only the asked type, only the living', () => {
  expect(livingOfType(records, 'Patient').map((each) => each.resource.id)).toEqual(['a']);
});
