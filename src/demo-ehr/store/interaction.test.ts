import { expect, test } from 'vitest';
import { interactionOf } from './interaction';
import { requestTo } from './request';

test.each([
  ['GET', 'metadata', { kind: 'capabilities' }],
  ['GET', 'Patient/a', { kind: 'read', type: 'Patient', id: 'a' }],
  ['GET', 'Patient/a/_history', { kind: 'history-instance', type: 'Patient', id: 'a' }],
  ['GET', 'Patient/a/_history/2', { kind: 'vread', type: 'Patient', id: 'a', versionId: '2' }],
  ['GET', 'Patient/_history', { kind: 'history-type', type: 'Patient' }],
  ['POST', 'Patient', { kind: 'create', type: 'Patient' }],
  ['PUT', 'Patient/a', { kind: 'update', type: 'Patient', id: 'a' }],
  ['PATCH', 'Patient/a', { kind: 'patch', type: 'Patient', id: 'a' }],
  ['DELETE', 'Patient/a', { kind: 'delete', type: 'Patient', id: 'a' }],
  ['POST', '', { kind: 'bundle' }],
])('%s %s', (method, url, interaction) => {
  expect(interactionOf(requestTo(method, url))).toEqual(interaction);
});

test('POST _search reads its form as well as the query', () => {
  const asked = interactionOf(requestTo('POST', 'RelatedPerson/_search?_count=5', 'patient=a'));
  expect(asked).toMatchObject({ kind: 'search', type: 'RelatedPerson' });
  if (!('parameters' in asked)) throw new Error('a search was expected');
  expect([...asked.parameters]).toEqual([
    ['_count', '5'],
    ['patient', 'a'],
  ]);
});

test.each([
  ['PUT', 'Patient?identifier=a', 405],
  ['GET', '', 405],
  ['GET', 'Patient/a/$everything', 404],
  ['GET', 'Patient/a b', 404],
  ['GET', '$export', 404],
])('%s %s is refused with %i', (method, url, status) => {
  expect(interactionOf(requestTo(method, url))).toMatchObject({ status, body: { resourceType: 'OperationOutcome' } });
});
