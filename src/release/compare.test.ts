import { expect, test } from 'vitest';
import { compare, inOrder, plan } from './compare';

const ours = {
  resourceType: 'Questionnaire',
  id: 'a',
  url: 'https://example.org/Questionnaire/a',
  version: '1.0.0',
  item: [
    { linkId: '1', text: 'One', required: false },
    { linkId: '2', _text: { extension: [] } },
  ],
};
const stored = { ...ours, id: '17', meta: { versionId: '1', profile: ['x'] } };

test('id, meta and the order of keys do not count', () => {
  expect(compare(ours, Object.fromEntries(Object.entries(stored).reverse()) as typeof stored)).toEqual([]);
});

test('a text that the server made does not count; a text that is ours does', () => {
  const text = { status: 'generated', div: '<div>x</div>' };
  expect(compare(ours, { ...stored, text })).toEqual([]);
  expect(compare({ ...ours, text: { ...text, status: 'additional' } }, { ...stored, text })).toEqual(['text.status']);
  expect(compare({ ...ours, text }, stored)).toEqual(['text']);
});

test('every difference is named by its path', () => {
  const item = [{ linkId: '1', text: 'Een', required: 0 }, { linkId: '2' }, { linkId: '3' }];
  expect(compare(ours, { ...stored, item, title: 'A' })).toEqual([
    'item[0].text',
    'item[0].required',
    'item[1]._text',
    'item[2]',
    'title',
  ]);
});

test('a place held for an extension does not count; the extension does', () => {
  const name = { _given: [{ extension: [{ url: 'x' }] }] };
  const withPlace = { ...ours, name: { given: [null], ...name } };
  expect(compare(withPlace, { ...stored, name })).toEqual([]);
  expect(compare({ ...ours, name }, { ...stored, name: { given: [null], ...name } })).toEqual([]);
  expect(compare(withPlace, { ...stored, name: { given: [null] } })).toEqual(['name._given']);
  expect(compare(withPlace, { ...stored, name: { given: ['A'], ...name } })).toEqual(['name.given[0]']);
});

test('an array is not an object with the same keys', () => {
  expect(compare({ ...ours, item: ['x'] }, { ...stored, item: { 0: 'x' } })).toEqual(['item']);
});

test('what does not have this type, url and version is not the same resource', () => {
  const others = [
    { ...stored, version: '0.9.0' },
    { ...stored, url: `${ours.url}b` },
    { ...stored, resourceType: 'Basic' },
  ];
  expect(plan(ours, others)).toEqual({ step: 'create' });
  expect(plan(ours, [...others, stored])).toEqual({ step: 'leave' });
});

test('one different copy among several is enough to refuse', () => {
  expect(plan(ours, [stored, { ...stored, item: [] }])).toEqual({ step: 'refuse', paths: ['item[0]', 'item[1]'] });
});

test('definitions come before what refers to them, and unknown types last', () => {
  const types = [
    'Measure',
    'PlanDefinition',
    'Questionnaire',
    'ValueSet',
    'CodeSystem',
    'Library',
    'StructureDefinition',
  ];
  const resources = types.map((resourceType) => ({
    ...ours,
    resourceType,
    url: `https://example.org/${resourceType}`,
  }));
  expect(inOrder(resources).map(({ resourceType }) => resourceType)).toEqual([
    'CodeSystem',
    'ValueSet',
    'StructureDefinition',
    'Questionnaire',
    'PlanDefinition',
    'Library',
    'Measure',
  ]);
});
