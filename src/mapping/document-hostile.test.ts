import fc from 'fast-check';
import type { DocumentReference, QuestionnaireResponse } from 'fhir/r4';
import { expect, test } from 'vitest';
import { readResource } from '../fhir/schemas';
import { encodeBase64 } from './base64';
import { IDENTIFIER_SYSTEM, questionnaireUrl } from './canonical';
import { entriesAttachment, entriesIn, toDocument, withEntries } from './document';
import { noteText } from './note';

const shell = toDocument(
  { uuid: 'd', patient: 'Patient/a', date: '2026-11-25T10:00:00Z', labels: [], steps: [3] },
  entriesAttachment,
);
const saying = (text: string): QuestionnaireResponse => ({
  resourceType: 'QuestionnaireResponse',
  identifier: { system: IDENTIFIER_SYSTEM, value: 'u' },
  questionnaire: questionnaireUrl(3),
  status: 'completed',
  subject: { reference: 'Patient/a' },
  item: [{ linkId: 's3.hoe', answer: [{ valueString: text }] }],
});
const holding = (content: unknown): DocumentReference => ({
  ...shell,
  content: [{ attachment: { contentType: 'application/fhir+json', data: encodeBase64(JSON.stringify(content)) } }],
});

test('any text comes out of a document as it went in, also half a character', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.constantFrom('', '\ud83d', '\u202e', '\u200b'),
      (a, b) => {
        expect(entriesIn(withEntries(shell, [saying(a + b)]))).toEqual({ responses: [saying(a + b)], unreadable: 0 });
      },
    ),
  );
});

test.each(['👩‍👧', '\u202eא\u202c', 'x'])('10,000 of %j survive', (unit) => {
  const text = unit.repeat(10_000);
  expect(entriesIn(withEntries(shell, [saying(text)]))?.responses).toEqual([saying(text)]);
});

test('whatever a Bundle holds: nothing is thrown, each of its entries is read or counted, and what is read can be a note', () => {
  const part = fc.oneof(
    fc.jsonValue(),
    fc.jsonValue().map((value) => ({ ...saying('x'), item: value })),
    fc.jsonValue().map((value) => ({ ...saying('x'), author: value, authored: value })),
    fc.jsonValue().map((value) => ({ ...saying('x'), item: [{ linkId: 's3.hoe', text: value, answer: [value] }] })),
  );
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), (resources) => {
      const entry = resources.map((resource) => ({ resource }));
      const read = entriesIn(holding({ resourceType: 'Bundle', type: 'collection', entry }));
      expect((read?.responses.length ?? 0) + (read?.unreadable ?? 0)).toBe(resources.length);
      expect(typeof noteText(read?.responses ?? [])).toBe('string');
    }),
    { numRuns: 1000 },
  );
});

test('whatever stands in the attachments: nothing is thrown', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (data, title) => {
      const attachment = { contentType: 'application/fhir+json', data, title };
      const document = readResource('DocumentReference', { ...shell, content: [{ attachment }, { attachment: {} }] });
      if (document) expect(entriesIn(document)?.unreadable).toBe(1);
    }),
    { numRuns: 1000 },
  );
});
