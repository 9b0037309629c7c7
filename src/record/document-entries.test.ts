import type { DocumentReference, QuestionnaireResponse } from 'fhir/r4';
import { expect, test } from 'vitest';
import { badAnswer } from '../fhir/fhir-error';
import { fail, ok } from '../fhir/result';
import { IDENTIFIER_SYSTEM, questionnaireUrl } from '../mapping/canonical';
import { entriesAttachment, textAttachment, toDocument, withEntries } from '../mapping/document';
import { newestVersions } from '../plan/standing';
import { parseScopes } from '../session/scopes';
import { entriesOfDocuments, mergedWithDocuments } from './document-entries';
import type { Found } from './host';
import { readEntries } from './read-entries';

const reader = { base: 'https://ehr.example/fhir', patient: 'a', scopes: parseScopes('patient/*.rs') };
const found = <T>(resources: readonly T[], more: Partial<Found<T>> = {}): Found<T> => ({
  resources,
  unreadable: 0,
  truncated: false,
  ...more,
});
const response = (uuid: string, more: Partial<QuestionnaireResponse> = {}): QuestionnaireResponse => ({
  resourceType: 'QuestionnaireResponse',
  identifier: { system: IDENTIFIER_SYSTEM, value: uuid },
  questionnaire: questionnaireUrl(1),
  status: 'completed',
  subject: { reference: 'Patient/a' },
  item: [{ linkId: 's1.contactDate', answer: [{ valueDate: '2026-11-24' }] }],
  ...more,
});
const about = (uuid: string) => ({
  uuid,
  patient: 'Patient/a',
  date: '2026-11-25T10:00:00Z',
  labels: [],
  steps: [1] as const,
});
const carrier = (
  responses: readonly QuestionnaireResponse[],
  more: Partial<DocumentReference> = {},
): DocumentReference => ({ ...withEntries(toDocument(about('d'), entriesAttachment), responses), ...more });
const note: DocumentReference = toDocument(about('n'), textAttachment('nota'));

/** What the overview gets to see of documents, beside responses that were found themselves. */
function seen(documents: readonly DocumentReference[], direct: readonly QuestionnaireResponse[] = []) {
  const merged = mergedWithDocuments(ok(found(direct)), ok(found(documents)), reader);
  if (!merged.ok) throw new Error('Not merged');
  return readEntries(merged.value, reader);
}

test('the entries of a document count as if they had been found themselves', () => {
  const { entries, gaps } = seen([carrier([response('u'), response('v')])]);
  expect(entries.map(({ id, step, contactDate }) => [id, step, contactDate])).toEqual([
    ['u', 1, '2026-11-24'],
    ['v', 1, '2026-11-24'],
  ]);
  expect(gaps).toEqual([]);
});

test('an entry has the time of its document unless it has one, and no place or version to change it at', () => {
  const meta = { lastUpdated: '2026-11-25T11:00:00Z', versionId: '7' };
  const own = response('v', { id: 'x', meta: { versionId: '9', lastUpdated: '2026-11-01T00:00:00Z' } });
  const [taken, timed] = entriesOfDocuments(found([carrier([response('u'), own], { meta })]), reader).found.resources;
  expect(taken?.meta).toEqual({ lastUpdated: '2026-11-25T11:00:00Z' });
  expect(timed?.meta).toEqual({ lastUpdated: '2026-11-01T00:00:00Z' });
  expect(timed).not.toHaveProperty('id');
});

test('where the server gives no time, the date of the document orders', () => {
  const [taken] = entriesOfDocuments(found([carrier([response('u')])]), reader).found.resources;
  expect(taken?.meta?.lastUpdated).toBe('2026-11-25T10:00:00Z');
});

test('the same entry in a document and as a response counts once', () => {
  const { entries } = seen([carrier([response('u')])], [response('u', { id: 'r', meta: { versionId: '1' } })]);
  expect(newestVersions(entries)).toHaveLength(1);
});

test('what a document says about someone else is left out and counted', () => {
  const other = response('w', { subject: { reference: 'Patient/b' } });
  const { subject: _, ...nobody } = response('x');
  const { entries, gaps } = seen([carrier([response('u'), other, nobody])]);
  expect(entries.map(({ id }) => id)).toEqual(['u']);
  expect(gaps).toEqual([{ reason: 'other-patient', count: 2 }]);
});

test('a document about someone else gives nothing, whatever its responses say', () => {
  expect(seen([carrier([response('u')], { subject: { reference: 'Patient/b' } })]).entries).toEqual([]);
});

test.each(['superseded', 'entered-in-error'] as const)('a document that is %s is not read', (status) => {
  expect(seen([carrier([response('u')], { status })])).toMatchObject({ entries: [], gaps: [] });
});

test('a document that is not ours is no note of ours', () => {
  const { identifier: _, ...theirs } = note;
  expect(seen([theirs]).gaps).toEqual([]);
});

test('a note alone is told as a contact whose answers are not here; beside its entries it is not', () => {
  expect(seen([note]).gaps).toEqual([{ reason: 'only-notes', count: 1 }]);
  expect(seen([note, carrier([response('u')])]).gaps).toEqual([]);
});

test('what cannot be read, or was moved out of the document, is counted', () => {
  const broken = carrier([response('u')]);
  const attachment = { contentType: 'application/fhir+json', data: 'x' };
  const moved = { contentType: 'application/fhir+json', url: 'Binary/1' };
  expect(seen([{ ...broken, content: [{ attachment }] }]).gaps).toEqual([{ reason: 'unreadable', count: 1 }]);
  expect(seen([{ ...broken, content: [{ attachment: moved }] }]).gaps).toEqual([{ reason: 'unreadable', count: 1 }]);
});

test('what either search missed is known to be missing', () => {
  const error = badAnswer('garbage');
  const whole = ok(found<QuestionnaireResponse>([]));
  expect(mergedWithDocuments(whole, fail(error), reader)).toMatchObject({ ok: true, value: { truncated: true } });
  const documents = ok(found([carrier([response('u')])]));
  expect(mergedWithDocuments(fail(error), documents, reader)).toMatchObject({ ok: true, value: { truncated: true } });
  expect(mergedWithDocuments(fail(error), fail(badAnswer('foreign-origin')), reader)).toEqual(fail(error));
  const pages = ok(found<DocumentReference>([], { truncated: true, warned: true, unreadable: 2 }));
  expect(mergedWithDocuments(whole, pages, reader)).toMatchObject({
    value: { truncated: true, warned: true, unreadable: 2 },
  });
});

const noteAbout = (entries: readonly string[], more: Partial<DocumentReference> = {}): DocumentReference => ({
  ...toDocument({ ...about('n'), entries }, textAttachment('nota')),
  ...more,
});

test('a note beside entries that were found themselves hides nothing', () => {
  expect(seen([noteAbout(['u', 'v'])], [response('u'), response('v')]).gaps).toEqual([]);
});

test('a note whose entries are not all to be seen is told', () => {
  expect(seen([noteAbout(['u', 'hidden'])], [response('u')]).gaps).toEqual([{ reason: 'only-notes', count: 1 }]);
});

test('a host that sets its own dates or titles makes no contact of notes alone', () => {
  expect(seen([carrier([response('u')]), noteAbout(['u'], { date: '2026-11-25T10:00:01Z' })]).gaps).toEqual([]);
});

test('where date, title and entries are all gone, a note is not taken for read', () => {
  const bare = ({ date: _, context: __, content, ...document }: DocumentReference): DocumentReference => ({
    ...document,
    content: content.map(({ attachment: { title: ___, ...attachment } }) => ({ attachment })),
  });
  const { gaps } = seen([bare(carrier([response('u')])), bare(noteAbout(['v']))]);
  expect(gaps).toEqual([{ reason: 'only-notes', count: 1 }]);
});

test('a document of ours about someone else, or about nobody, is counted', () => {
  const { subject: _, ...nobody } = carrier([response('u')]);
  const other = carrier([response('u')], { subject: { reference: 'Patient/b' } });
  expect(seen([nobody, other])).toMatchObject({ entries: [], gaps: [{ reason: 'other-patient', count: 2 }] });
});

test('a document whose content was a mistake is not read', () => {
  expect(seen([carrier([response('u')], { docStatus: 'entered-in-error' })])).toMatchObject({ entries: [], gaps: [] });
});

test('entries that nothing tells apart, and a document without any, are counted as unreadable', () => {
  const { identifier: _, ...unnamed } = response('u');
  expect(seen([carrier([unnamed, unnamed])]).gaps).toEqual([{ reason: 'unreadable', count: 2 }]);
  expect(seen([carrier([])]).gaps).toEqual([{ reason: 'unreadable', count: 1 }]);
});

test('the case of a media type does not matter', () => {
  const document = carrier([response('u')]);
  const content = document.content.map(({ attachment }) => ({
    attachment: { ...attachment, contentType: 'application/FHIR+json; charset=UTF-8' },
  }));
  expect(seen([{ ...document, content }]).entries).toHaveLength(1);
});
