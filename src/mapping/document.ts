import type { Attachment, Bundle, Coding, DocumentReference, QuestionnaireResponse, Reference } from 'fhir/r4';
import { parseJson } from '../fhir/json';
import { bundleSchema, readResource } from '../fhir/schemas';
import type { Step } from '../plan/entry';
import { decodeBase64, encodeBase64 } from './base64';
import { IDENTIFIER_SYSTEM } from './canonical';

const FHIR_JSON = 'application/fhir+json';

export interface DocumentContext {
  readonly uuid: string;
  /** `Patient/1` */
  readonly patient: string;
  readonly encounter?: string;
  readonly author?: Reference;
  /** ISO 8601 */
  readonly date: string;
  /** The sensitivity labels of what it holds */
  readonly labels: readonly Coding[];
  readonly steps: readonly Step[];
  /** The identifiers of the entries that it carries or words: a later reader knows by them what else there is to read */
  readonly entries?: readonly string[];
}

/**
 * A DocumentReference around one attachment (https://hl7.org/fhir/R4/documentreference.html). Its title says no more than which
 * parts it holds; it carries the labels of what it holds, both as `securityLabel` and as `meta.security`.
 */
export function toDocument(context: DocumentContext, attachment: Attachment): DocumentReference {
  const { uuid, patient, encounter, author, date, labels, steps, entries = [] } = context;
  const related = entries.map((value) => ({ identifier: { system: IDENTIFIER_SYSTEM, value } }));
  const around = {
    ...(encounter ? { encounter: [{ reference: encounter }] } : {}),
    ...(related.length > 0 ? { related } : {}),
  };
  return {
    resourceType: 'DocumentReference',
    ...(labels.length > 0 ? { meta: { security: [...labels] } } : {}),
    identifier: [{ system: IDENTIFIER_SYSTEM, value: uuid }],
    status: 'current',
    docStatus: 'final',
    type: { text: 'Kindreflex' },
    category: [{ text: 'Kindreflex' }],
    subject: { reference: patient },
    date,
    ...(author ? { author: [author] } : {}),
    ...(labels.length > 0 ? { securityLabel: labels.map((label) => ({ coding: [label] })) } : {}),
    content: [{ attachment: { language: 'nl', title: `Kindreflex, deel ${steps.join(', ')}`, ...attachment } }],
    ...(Object.keys(around).length > 0 ? { context: around } : {}),
  };
}

export const textAttachment = (text: string): Attachment => ({
  contentType: 'text/plain; charset=utf-8',
  data: encodeBase64(text),
});

/** What a document for responses holds before they are put in. */
export const entriesAttachment: Attachment = { contentType: FHIR_JSON };

/** The document with the responses in it: one Bundle of type collection, because an EHR may keep but one attachment per document. */
export function withEntries(
  document: DocumentReference,
  responses: readonly QuestionnaireResponse[],
): DocumentReference {
  const bundle: Bundle = {
    resourceType: 'Bundle',
    type: 'collection',
    entry: responses.map((resource) => ({
      ...(resource.identifier?.value ? { fullUrl: `urn:uuid:${resource.identifier.value}` } : {}),
      resource,
    })),
  };
  const data = encodeBase64(JSON.stringify(bundle));
  return {
    ...document,
    content: document.content.map(({ attachment, ...rest }) => ({
      ...rest,
      attachment: isEntries(attachment) ? { ...attachment, data } : attachment,
    })),
  };
}

export interface EntriesInDocument {
  readonly responses: readonly QuestionnaireResponse[];
  /** What should have been a response and could not be read */
  readonly unreadable: number;
}

const isEntries = ({ contentType }: Attachment): boolean =>
  contentType?.split(';')[0]?.trim().toLowerCase() === FHIR_JSON;

/** The responses that a document carries; undefined when it carries none, as a readable note does. */
export function entriesIn(document: DocumentReference): EntriesInDocument | undefined {
  const attachments = document.content.map(({ attachment }) => attachment).filter(isEntries);
  if (attachments.length === 0) return undefined;
  const parts = attachments.map(({ data }) => responsesIn(typeof data === 'string' ? decodeBase64(data) : undefined));
  return {
    responses: parts.flatMap(({ responses }) => responses),
    unreadable: parts.reduce((total, { unreadable }) => total + unreadable, 0),
  };
}

function responsesIn(text: string | undefined): EntriesInDocument {
  const bundle = bundleSchema.safeParse(text === undefined ? undefined : parseJson(text));
  if (!bundle.success) return { responses: [], unreadable: 1 };
  // One without entries was not made so: what it held is not known.
  if (!bundle.data.entry?.length) return { responses: [], unreadable: 1 };
  const read = bundle.data.entry.map(({ resource }) => readResource('QuestionnaireResponse', resource));
  const responses = read.filter((response) => response !== undefined);
  return { responses, unreadable: read.length - responses.length };
}
