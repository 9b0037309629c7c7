import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { fhirPackage } from './fhir-package';
import { type CanonicalResource, readResources } from './resources';
import { tgz } from './tar';

const folder = mkdtempSync(join(tmpdir(), 'package-'));
afterAll(() => rmSync(folder, { recursive: true }));

const canonical = (resourceType: string, id: string, version = '1.2.3'): CanonicalResource => ({
  resourceType,
  id,
  url: `https://example.org/${resourceType}/${id}`,
  version,
});
const resources = [
  { ...canonical('CodeSystem', 'answers'), content: 'complete', concept: [{ code: 'é' }] },
  canonical('ViewDefinition', 'children'),
];
const examples = [{ resourceType: 'Bundle', id: 's1', type: 'collection' }];

function unpack(archive: Buffer) {
  const place = mkdtempSync(join(folder, 'unpacked-'));
  const file = join(place, 'package.tgz');
  writeFileSync(file, archive);
  mkdirSync(join(place, 'content'));
  execFileSync('tar', ['-xzf', file, '-C', join(place, 'content')]);
  const listed = execFileSync('tar', ['-tzf', file], { encoding: 'utf8' }).trim().split('\n');
  return { listed, path: (name: string) => join(place, 'content', name) };
}

test('tar unpacks the package, and what is not R4 is not inside', () => {
  const { listed, path } = unpack(tgz(fhirPackage({ resources, examples }, 'Apache-2.0').files));
  expect(listed).toEqual([
    'package/package.json',
    'package/.index.json',
    'package/CodeSystem-answers.json',
    'package/example/.index.json',
    'package/example/Bundle-s1.json',
  ]);
  const read = (name: string) => JSON.parse(readFileSync(path(name), 'utf8'));
  expect(read('package/package.json')).toMatchObject({
    name: 'kindreflex.fhir',
    version: '1.2.3',
    fhirVersions: ['4.0.1'],
    license: 'Apache-2.0',
    dependencies: { 'hl7.fhir.r4.core': '4.0.1', 'hl7.fhir.uv.sdc': '4.0.0' },
  });
  expect(read('package/.index.json')).toEqual({
    'index-version': 2,
    files: [
      {
        filename: 'CodeSystem-answers.json',
        resourceType: 'CodeSystem',
        id: 'answers',
        url: 'https://example.org/CodeSystem/answers',
        version: '1.2.3',
        content: 'complete',
      },
    ],
  });
  expect(read('package/example/.index.json').files).toEqual([
    { filename: 'Bundle-s1.json', resourceType: 'Bundle', id: 's1', type: 'collection' },
  ]);
  expect(read('package/CodeSystem-answers.json')).toEqual(resources[0]);
  expect(statSync(path('package/package.json')).mtimeMs).toBe(0);
});

test('the resources of this repository give the same bytes twice, and no test-only definition', () => {
  const once = () => fhirPackage(readResources(join(import.meta.dirname, '..', '..', 'fhir-resources')), 'Apache-2.0');
  const archive = tgz(once().files);
  expect(tgz(once().files).equals(archive)).toBe(true);
  const { listed, path } = unpack(archive);
  expect(listed).toHaveLength(once().files.length);
  const all = listed.map((name) => readFileSync(path(name), 'utf8')).join('');
  expect(all).not.toMatch(/stand-in/i);
  expect(all).not.toContain('"ViewDefinition"');
});

test('resources of several versions are refused, naming one of each', () => {
  const release = { resources: [canonical('ValueSet', 'a'), canonical('ValueSet', 'b', '2.0.0')], examples: [] };
  expect(() => fhirPackage(release, 'Apache-2.0')).toThrow(/1\.2\.3 \(.*ValueSet\/a\), 2\.0\.0 \(.*ValueSet\/b\)/);
});

test('a path that does not fit in the archive is refused', () => {
  expect(() => tgz([{ path: 'x'.repeat(101), bytes: Buffer.from('') }])).toThrow(/too long/);
});

test('the gzip header tells neither time nor system', () => {
  expect([...tgz([]).subarray(4, 10)]).toEqual([0, 0, 0, 0, 2, 255]);
});
