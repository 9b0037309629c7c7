import type { DocumentReference, QuestionnaireResponse } from 'fhir/r4';
import { ok, type Result } from '../fhir/result';
import { IDENTIFIER_SYSTEM } from '../mapping/canonical';
import { entriesIn } from '../mapping/document';
import { namesResource } from './about-patient';
import type { Found } from './host';
import type { Reader } from './read-lists';

/**
 * What both searches gave, as one. A search that failed leaves a list that is not known to be all; when both failed, the responses'
 * failure is told.
 */
export function mergedWithDocuments(
  responses: Result<Found<QuestionnaireResponse>>,
  documents: Result<Found<DocumentReference>>,
  reader: Reader,
): Result<Found<QuestionnaireResponse>> {
  if (!documents.ok) return responses.ok ? ok({ ...responses.value, truncated: true }) : responses;
  const { found, onlyNotes } = entriesOfDocuments(documents.value, reader);
  const direct = responses.ok ? responses.value : { resources: [], unreadable: 0, truncated: true };
  return ok({
    resources: [...direct.resources, ...found.resources],
    unreadable: direct.unreadable + found.unreadable,
    truncated: direct.truncated || found.truncated,
    warned: (direct.warned ?? false) || (found.warned ?? false),
    onlyNotes,
  });
}

export interface EntriesOfDocuments {
  readonly found: Found<QuestionnaireResponse>;
  /** Contacts that exist as a readable note alone: their answers are not known here */
  readonly onlyNotes: number;
}

/**
 * The responses that documents of this client carry, as a search would have given them. One without a server time of its own has
 * that of its document, which the fold orders by.
 */
export function entriesOfDocuments(found: Found<DocumentReference>, reader: Reader): EntriesOfDocuments {
  const own = found.resources.filter(({ subject }) => namesResource(reader.base, subject, 'Patient', reader.patient));
  const current = own.filter(({ status }) => status === 'current').filter(isOurs);
  const read = current.map((document) => ({ document, entries: entriesIn(document) }));
  const resources = read.flatMap(({ document, entries }) =>
    (entries?.responses ?? []).map((response) => withTimeOf(document, response)),
  );
  const unreadable = read.reduce((total, { entries }) => total + (entries?.unreadable ?? 0), 0);
  const carried = new Set(read.flatMap(({ document, entries }) => (entries ? partsOf(document) : [])));
  const notes = read.filter(
    ({ document, entries }) => !entries && !partsOf(document).some((part) => carried.has(part)),
  );
  return {
    found: { ...found, resources, unreadable: found.unreadable + unreadable },
    onlyNotes: notes.length,
  };
}

const isOurs = ({ identifier }: DocumentReference): boolean =>
  identifier?.some(({ system }) => system === IDENTIFIER_SYSTEM) ?? false;

/** A note and its entries were written at the same moment about the same parts. */
const partsOf = ({ date, content }: DocumentReference): string[] =>
  content.map(({ attachment }) => `${date} ${attachment.title}`);

/** A response in a document has no place or version of its own in the record: it cannot be changed there. */
const withTimeOf = ({ meta, date }: DocumentReference, response: QuestionnaireResponse): QuestionnaireResponse => {
  const lastUpdated = response.meta?.lastUpdated ?? meta?.lastUpdated ?? date;
  const { id: _id, meta: { versionId: _version, ...kept } = {}, ...rest } = response;
  return { ...rest, meta: { ...kept, ...(lastUpdated ? { lastUpdated } : {}) } };
};
