import type { DocumentReference, QuestionnaireResponse } from 'fhir/r4';
import { expect, test } from 'vitest';
import { readResource } from '../fhir/schemas';
import { encodeBase64 } from './base64';
import { IDENTIFIER_SYSTEM, questionnaireUrl } from './canonical';
import { entriesAttachment, entriesIn, textAttachment, toDocument, withEntries } from './document';

const R = { system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: 'R' };
const context = {
  uuid: '5d6c6f5a-0000-4000-8000-000000000001',
  patient: 'Patient/a',
  encounter: 'Encounter/e',
  author: { reference: 'Practitioner/n', display: 'Els' },
  date: '2026-11-25T10:00:00Z',
  labels: [R],
  steps: [2, 4] as const,
};
const response = (text: string): QuestionnaireResponse => ({
  resourceType: 'QuestionnaireResponse',
  identifier: { system: IDENTIFIER_SYSTEM, value: '5d6c6f5a-0000-4000-8000-000000000002' },
  questionnaire: `${questionnaireUrl(2)}|0.1.0`,
  status: 'completed',
  subject: { reference: 'Patient/a' },
  item: [{ linkId: 's2.redenen', item: [{ linkId: 's2.redenen.tekst', answer: [{ valueString: text }] }] }],
});

test('a document names its parts and nothing more, and carries the labels twice', () => {
  const document = toDocument(context, textAttachment('geheim'));
  expect(document).toMatchObject({
    identifier: [{ value: context.uuid }],
    meta: { security: [R] },
    securityLabel: [{ coding: [R] }],
    subject: { reference: 'Patient/a' },
    content: [{ attachment: { title: 'Kindreflex, deel 2, 4', contentType: 'text/plain; charset=utf-8' } }],
    context: { encounter: [{ reference: 'Encounter/e' }] },
  });
  expect(JSON.stringify(document)).not.toContain('geheim');
  expect(readResource('DocumentReference', document)).toEqual(document);
});

test.each(['gewoon', 'é'.repeat(10_000), '👩‍👧 \u202eomgekeerd\u202c \u200b<script>alert(1)</script> "\\\n'])(
  'responses come out of a document as they went in',
  (text) => {
    const document = withEntries(toDocument(context, entriesAttachment), [response(text), response('b')]);
    expect(entriesIn(document)).toEqual({ responses: [response(text), response('b')], unreadable: 0 });
  },
);

test('a note carries no entries', () => {
  expect(entriesIn(toDocument(context, textAttachment('nota')))).toBeUndefined();
});

const holding = (data: string | undefined): DocumentReference => ({
  ...toDocument(context, entriesAttachment),
  content: [{ attachment: { contentType: 'application/fhir+json', ...(data === undefined ? {} : { data }) } }],
});

test.each([
  ['nothing', undefined],
  ['no base64', '%%%'],
  ['no UTF-8', btoa('\xff\xfe')],
  ['no JSON', encodeBase64('{')],
  ['another resource', encodeBase64('{"resourceType":"Patient"}')],
])('a document that holds %s is counted as unreadable and breaks nothing', (_, data) => {
  expect(entriesIn(holding(data))).toEqual({ responses: [], unreadable: 1 });
});

test('one broken response does not lose the others', () => {
  const entry = [
    { resource: { resourceType: 'QuestionnaireResponse', status: 'unheard-of' } },
    { resource: response('a') },
  ];
  const bundle = { resourceType: 'Bundle', type: 'collection', entry };
  expect(entriesIn(holding(encodeBase64(JSON.stringify(bundle))))).toEqual({
    responses: [response('a')],
    unreadable: 1,
  });
});
