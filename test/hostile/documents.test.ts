import fc from 'fast-check';
import type { Attachment, DocumentReference } from 'fhir/r4';
import { expect } from 'vitest';
import { readResource } from '../../src/fhir/schemas';
import { entriesIn, toDocument, withEntries } from '../../src/mapping/document';
import { fromResponse } from '../../src/mapping/response';
import { foldPlan } from '../../src/plan/fold';
import { hostile, hostileJson, hostileText, junk } from './arbitraries';
import { property, quietConsole } from './property';
import { responses, VALID } from './samples';

quietConsole();

const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');
const document = (attachments: readonly Attachment[]): DocumentReference => ({
  ...toDocument(
    { uuid: 'u', patient: 'Patient/a', date: '2026-11-25T10:00:00Z', labels: [], steps: [1] },
    { contentType: 'application/fhir+json' },
  ),
  id: 'd',
  content: attachments.map((attachment) => ({ attachment })),
});

const bundle = fc
  .record({
    resourceType: fc.constantFrom<unknown>('Bundle', 'Bundle', 'Bundle', 'Bundle', 'Patient', null),
    type: fc.constantFrom<unknown>('collection', 'collection', 'searchset', 'batch', 7),
    entry: fc.oneof(
      {
        arbitrary: fc.array(
          fc
            .oneof(hostileJson(VALID.QuestionnaireResponse), fc.constantFrom<unknown>(...responses), junk)
            .map((resource): unknown => ({ resource })),
          { maxLength: 3 },
        ),
        weight: 9,
      },
      { arbitrary: junk, weight: 1 },
    ),
  })
  .map((value) => JSON.stringify(value) ?? '');

/** What may stand as the data of an attachment: base64 of a Bundle, of anything, or what is no base64 at all. */
const data = fc.oneof(
  { arbitrary: bundle.map(base64), weight: 6 },
  bundle.map((text) => base64(text).slice(0, -3)),
  bundle.map((text) => base64(text).replace(/(.{60})/g, '$1\n')),
  bundle.map((text) => Buffer.from(text, 'utf16le').toString('base64')),
  hostileText,
  hostileText.map(base64),
  fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes).toString('base64')),
);
const attachment = fc.record({
  contentType: fc.constantFrom(
    'application/fhir+json',
    'application/fhir+json; charset=utf-8',
    'Application/FHIR+JSON;fhirVersion=4.0',
    'text/plain; charset=utf-8',
  ),
  data: fc.option(data, { nil: undefined }),
  url: fc.constantFrom('https://evil.example/fhir/Binary/1', 'javascript:alert(1)', 'Binary/../Patient/b'),
  title: hostileText,
});

property(
  'whatever stands in a document, its entries are read or counted as unreadable, and folded without a throw',
  1500,
  fc.array(attachment, { minLength: 1, maxLength: 3 }).map((all) => JSON.parse(JSON.stringify(document(all)))),
  (json) => {
    const read = readResource('DocumentReference', json);
    if (!read) return false;
    const found = entriesIn(read);
    const carriers = read.content.filter(({ attachment: { contentType = '' } }) => /fhir\+json/i.test(contentType));
    expect(found === undefined).toBe(carriers.length === 0);
    if (!found) return false;
    // An attachment of ours that gave nothing is told as unreadable: absence must not be concluded from it.
    expect(found.responses.length + found.unreadable).toBeGreaterThanOrEqual(carriers.length);
    for (const response of found.responses) expect(response.resourceType).toBe('QuestionnaireResponse');
    const entries = found.responses.flatMap((response) => fromResponse(response) ?? []);
    foldPlan(entries, [], {
      entries: { 1: 'partial', 2: 'partial', 3: 'partial', 4: 'partial', 5: 'partial', 6: 'partial' },
      relatedPersons: 'partial',
    });
    return found.responses.length > 0;
  },
);

const depthOf = (value: unknown): number =>
  typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0;

property(
  'what a document was given to carry comes out of it as it went in',
  400,
  fc.array(
    hostile(VALID.QuestionnaireResponse).map((json) => readResource('QuestionnaireResponse', json)),
    { minLength: 1, maxLength: 3 },
  ),
  (all) => {
    const carried = all.filter((one) => one !== undefined);
    if (carried.length === 0) return false;
    const empty = document([{ contentType: 'application/fhir+json' }]);
    const found = entriesIn(withEntries(empty, carried));
    // What is nested about as deep as is read at all lies too deep inside a Bundle, and is then told as unreadable.
    const fits = depthOf(carried) < 95;
    if (fits) expect(found).toEqual({ responses: carried, unreadable: 0 });
    else expect(found?.responses.length === carried.length || found?.unreadable === 1).toBe(true);
    return fits;
  },
);
