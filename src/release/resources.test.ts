import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkResources, readResources } from './resources';

const file = (name: string, resource: object) => ({ file: name, text: JSON.stringify(resource) });
const valueSet = { resourceType: 'ValueSet', id: 'a', url: 'https://example.org/ValueSet/a', version: '1.0.0' };
const problems = (...files: { file: string; text: string }[]) => checkResources(files).problems;

test('a canonical resource and an example are told apart', () => {
  const bundle = { resourceType: 'Bundle', id: 's1', type: 'collection' };
  const all = [file('ValueSet/a.json', valueSet), file('examples/s1.json', bundle)];
  expect(checkResources(all)).toEqual({ resources: [valueSet], examples: [bundle], problems: [] });
});

test.each([
  [{ file: 'ValueSet/a.json', text: '{"resourceType": ' }, /^ValueSet\/a\.json: this is not JSON: /],
  [{ file: 'ValueSet/a.json', text: '[]' }, /^ValueSet\/a\.json: a resource is a JSON object/],
  [file('CodeSystem/a.json', valueSet), /resourceType is "ValueSet", but the folder is "CodeSystem"/],
  [file('ValueSet/b.json', valueSet), /id is "a", but the file is named "b"/],
  [file('ValueSet/a.json', { ...valueSet, version: undefined }), /^ValueSet\/a\.json: version is missing\.$/],
  [file('ValueSet/a.json', { ...valueSet, url: '' }), /^ValueSet\/a\.json: url is missing\.$/],
  [file('examples/s2.json', { resourceType: 'Bundle', id: 's1' }), /id is "s1", but the file is named "s2"/],
])('a broken file is refused with a sentence: %#', (broken, sentence) => {
  expect(problems(broken)).toEqual([expect.stringMatching(sentence)]);
});

test('two resources with one canonical url are refused, naming both files', () => {
  const twice = problems(file('ValueSet/a.json', valueSet), file('ValueSet/b.json', { ...valueSet, id: 'b' }));
  expect(twice).toEqual(['ValueSet/b.json: url "https://example.org/ValueSet/a" is also the url of ValueSet/a.json.']);
});

test('every problem is told at once when a folder is read', () => {
  const folder = mkdtempSync(join(tmpdir(), 'resources-'));
  mkdirSync(join(folder, 'ValueSet'));
  writeFileSync(join(folder, 'ValueSet', 'a.json'), '{');
  writeFileSync(join(folder, 'ValueSet', 'b.json'), JSON.stringify({ ...valueSet, id: 'b', version: 1 }));
  writeFileSync(join(folder, 'README.md'), 'not a resource');
  expect(() => readResources(folder)).toThrow(
    /ValueSet\/a\.json: this is not JSON.*\nValueSet\/b\.json: version is missing/,
  );
  rmSync(folder, { recursive: true });
});

test('the resources of this repository can be released', () => {
  const { resources } = readResources(join(import.meta.dirname, '..', '..', 'fhir-resources'));
  expect(resources.length).toBeGreaterThan(0);
});
