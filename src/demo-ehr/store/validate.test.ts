import { expect, test } from 'vitest';
import { readResource } from './validate';

const entry = { resourceType: 'QuestionnaireResponse', status: 'completed', authored: '2026-11-24T10:00:00+01:00' };

test('a sound resource passes as it came', () => {
  expect(readResource(entry, 'QuestionnaireResponse')).toBe(entry);
});

test('a null beside an underscore list is allowed', () => {
  const child = {
    resourceType: 'RelatedPerson',
    patient: { reference: 'Patient/a' },
    name: [{ given: [null, 'Lou'], _given: [{ extension: [{ url: 'x', valueCode: 'unknown' }] }, null] }],
  };
  expect(readResource(child, 'RelatedPerson')).toBe(child);
});

test.each([
  ['no resource', 'text', 'Patient', 400, undefined],
  ['other type', entry, 'Patient', 400, 'resourceType'],
  ['unknown type', { resourceType: 'Medication' }, 'Medication', 404, undefined],
  [
    'missing status',
    { resourceType: 'QuestionnaireResponse' },
    'QuestionnaireResponse',
    422,
    'QuestionnaireResponse.status',
  ],
  ['unknown code', { ...entry, status: 'banana' }, 'QuestionnaireResponse', 422, 'QuestionnaireResponse.status'],
  ['unknown element', { ...entry, colour: 'red' }, 'QuestionnaireResponse', 422, 'QuestionnaireResponse.colour'],
  ['no date', { resourceType: 'Patient', birthDate: 'yesterday' }, 'Patient', 422, 'Patient.birthDate'],
  ['no calendar day', { resourceType: 'Patient', birthDate: '2026-02-30' }, 'Patient', 422, 'Patient.birthDate'],
  [
    'time without zone',
    { ...entry, authored: '2026-11-24T10:00:00' },
    'QuestionnaireResponse',
    422,
    'QuestionnaireResponse.authored',
  ],
  ['empty text', { ...entry, questionnaire: '' }, 'QuestionnaireResponse', 422, 'QuestionnaireResponse.questionnaire'],
  ['empty list', { ...entry, item: [] }, 'QuestionnaireResponse', 422, 'QuestionnaireResponse.item'],
  [
    'data without content type',
    { resourceType: 'DocumentReference', status: 'current', content: [{ attachment: { data: 'eA==' } }] },
    'DocumentReference',
    422,
    'DocumentReference.content.attachment.contentType',
  ],
  [
    'document without attachment',
    { resourceType: 'DocumentReference', status: 'current', content: [{ format: { code: 'x' } }] },
    'DocumentReference',
    422,
    'DocumentReference.content.attachment',
  ],
  ['child without parent', { resourceType: 'RelatedPerson' }, 'RelatedPerson', 422, 'RelatedPerson.patient'],
  [
    'agent without who',
    {
      resourceType: 'Provenance',
      target: [{ reference: 'Patient/a' }],
      recorded: '2026-11-24T10:00:00Z',
      agent: [{ type: { text: 'x' } }],
    },
    'Provenance',
    422,
    'Provenance.agent.who',
  ],
])('%s is refused', (_name, body, type, status, expression) => {
  const refusal = readResource(body, type);
  expect(refusal).toMatchObject({ status, body: { resourceType: 'OperationOutcome' } });
  if (expression !== undefined) expect(refusal).toMatchObject({ body: { issue: [{ expression: [expression] }] } });
});
