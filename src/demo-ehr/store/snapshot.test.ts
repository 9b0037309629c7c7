import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { createStore } from './fhir-store';
import { requestTo } from './request';

const folder = mkdtempSync(join(tmpdir(), 'kindreflex-'));
const snapshot = join(folder, 'store.json');
afterEach(() => rmSync(snapshot, { force: true }));

const options = { base: 'http://localhost/fhir', snapshot };

test('what was written is there after a restart, all versions included', async () => {
  const first = createStore(options);
  await first.handle(requestTo('PUT', 'Patient/a', { resourceType: 'Patient', id: 'a' }));
  await first.handle(requestTo('PUT', 'Patient/a', { resourceType: 'Patient', id: 'a', active: true }));
  const second = createStore(options);
  expect((await second.handle(requestTo('GET', 'Patient/a/_history'))).body).toMatchObject({ total: 2 });
  expect((await second.handle(requestTo('PUT', 'Patient/a', { resourceType: 'Patient', id: 'a' }))).headers.ETag).toBe(
    'W/"3"',
  );
  expect(readdirSync(folder)).toEqual(['store.json']);
});

test('a refused write leaves the file as it was', async () => {
  const store = createStore(options);
  await store.handle(requestTo('PUT', 'Patient/a', { resourceType: 'Patient', id: 'a', birthDate: 'x' }));
  expect(readdirSync(folder)).toEqual([]);
});

test('a file of something else is not overwritten', () => {
  writeFileSync(snapshot, '{"hello":1}');
  expect(() => createStore(options)).toThrow('not written by this demo EHR');
});
