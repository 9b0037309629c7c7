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
  const direct = responses.ok ? responses.value : { resources: [], unreadable: 0, truncated: true };
  const { found, onlyNotes } = entriesOfDocuments(documents.value, reader, direct.resources);
  return ok({
    resources: [...direct.resources, ...found.resources],
    unreadable: direct.unreadable + found.unreadable,
    truncated: direct.truncated || found.truncated,
    warned: (direct.warned ?? false) || (found.warned ?? false),
    ...(found.foreign ? { foreign: found.foreign } : {}),
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
 * that of its document, which the fold orders by. `known`: the responses that were found themselves.
 */
export function entriesOfDocuments(
  found: Found<DocumentReference>,
  reader: Reader,
  known: readonly QuestionnaireResponse[] = [],
): EntriesOfDocuments {
  const ours = found.resources.filter(isOurs).filter(isInForce);
  const current = ours.filter(({ subject }) => namesResource(reader.base, subject, 'Patient', reader.patient));
  const read = current.map((document) => ({ document, entries: entriesIn(document) }));
  const carriedHere = read.flatMap(({ document, entries }) =>
    (entries?.responses ?? []).map((response) => withTimeOf(document, response)),
  );
  // Without an identifier of its own nothing tells it from another one.
  const resources = carriedHere.filter((response) => ownId(response) !== undefined);
  const unreadable =
    carriedHere.length - resources.length + read.reduce((total, { entries }) => total + (entries?.unreadable ?? 0), 0);
  const readable = new Set([...resources, ...known].map(ownId));
  const carried = new Set(read.flatMap(({ document, entries }) => (entries ? partsOf(document) : [])));
  const notes = read.filter(({ document, entries }) => !entries && !isRead(document, readable, carried));
  return {
    found: { ...found, resources, unreadable: found.unreadable + unreadable, foreign: ours.length - current.length },
    onlyNotes: notes.length,
  };
}

const isOurs = ({ identifier }: DocumentReference): boolean =>
  identifier?.some(({ system }) => system === IDENTIFIER_SYSTEM) ?? false;

/** Neither the document nor its content was a mistake or was replaced. */
const isInForce = ({ status, docStatus }: DocumentReference): boolean =>
  status === 'current' && docStatus !== 'entered-in-error';

const ownId = ({ identifier }: QuestionnaireResponse): string | undefined =>
  identifier?.system === IDENTIFIER_SYSTEM ? identifier.value : undefined;

/** Whether every entry that a note words was read. Where the host dropped which, moment and parts tell; without those, nothing does. */
function isRead(
  document: DocumentReference,
  readable: ReadonlySet<string | undefined>,
  carried: ReadonlySet<string>,
): boolean {
  const named = (document.context?.related ?? []).flatMap(({ identifier }) => identifier?.value ?? []);
  return named.length > 0
    ? named.every((value) => readable.has(value))
    : partsOf(document).some((part) => carried.has(part));
}

const partsOf = ({ date, content }: DocumentReference): string[] =>
  content.flatMap(({ attachment: { title } }) => (date && title ? [`${date} ${title}`] : []));

/** A response in a document has no place or version of its own in the record: it cannot be changed there. */
const withTimeOf = ({ meta, date }: DocumentReference, response: QuestionnaireResponse): QuestionnaireResponse => {
  const lastUpdated = response.meta?.lastUpdated ?? meta?.lastUpdated ?? date;
  const { id: _id, meta: { versionId: _version, ...kept } = {}, ...rest } = response;
  return { ...rest, meta: { ...kept, ...(lastUpdated ? { lastUpdated } : {}) } };
};
