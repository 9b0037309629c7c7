import type { QuestionnaireResponse, Reference } from 'fhir/r4';
import { entriesAttachment, textAttachment, toDocument } from '../mapping/document';
import { noteText } from '../mapping/note';
import type { Step } from '../plan/entry';
import type { CreateDocument, CreateEntry } from './intended';

/** What goes into documents: the entries themselves where the host takes no responses, and readable notes beside them */
export interface DocumentWish {
  readonly instead: boolean;
  readonly notes: boolean;
  /** The site confirms that its portal withholds documents with these labels */
  readonly portalWithholds: boolean;
}

/** What a contact puts into documents */
type Content = Exclude<CreateDocument['content'], 'report'>;

/** P: steps 1 and 3; C: steps 2, 4, 5 and 6. The two never share a document. */
const CLASSES: readonly (readonly Step[])[] = [
  [1, 3],
  [2, 4, 5, 6],
];
const [ORDINARY] = CLASSES;

export interface DocumentContext {
  readonly patient: string;
  readonly encounter?: string | undefined;
  readonly author?: Reference | undefined;
  readonly authored: string;
  /** A UUID that stays the same over retries; `step`: the first step that the document holds */
  readonly uuidOf: (content: Content, step: Step) => string;
}

/**
 * The documents for entries that are to be written. Those of one class with one set of labels stand together, so that a host that
 * hides what is labelled hides all of it and nothing else.
 */
export function documentWrites(
  entries: readonly CreateEntry[],
  wish: DocumentWish,
  context: DocumentContext,
): { readonly carriers: CreateDocument[]; readonly notes: CreateDocument[] } {
  const groups = CLASSES.flatMap((steps) => byLabels(entries.filter(({ step }) => steps.includes(step))));
  const mayBeShown = (group: readonly CreateEntry[]) =>
    wish.portalWithholds || group.every(({ step }) => ORDINARY?.includes(step));
  const noted = wish.notes || wish.instead ? groups.filter(mayBeShown) : [];
  return {
    carriers: wish.instead ? groups.map((group) => documentOf('entries', group, context)) : [],
    notes: noted.map((group) => documentOf('note', group, context)),
  };
}

const labelsOf = ({ resource }: CreateEntry) => resource.meta?.security ?? [];

function byLabels(entries: readonly CreateEntry[]): CreateEntry[][] {
  const groups = new Map<string, CreateEntry[]>();
  for (const entry of entries) {
    const key = labelsOf(entry)
      .map(({ system, code }) => `${system}|${code}`)
      .sort()
      .join(' ');
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  return [...groups.values()];
}

function documentOf(
  content: Content,
  group: readonly CreateEntry[],
  { patient, encounter, author, authored, uuidOf }: DocumentContext,
): CreateDocument {
  const steps = group.map(({ step }) => step);
  const uuid = uuidOf(content, steps[0] ?? 1);
  const responses: QuestionnaireResponse[] = group.map(({ resource }) => resource);
  const about = {
    uuid,
    patient,
    ...(encounter ? { encounter } : {}),
    ...(author ? { author } : {}),
    date: authored,
    labels: group[0] ? labelsOf(group[0]) : [],
    steps,
    entries: responses.flatMap(({ identifier }) => identifier?.value ?? []),
  };
  return {
    kind: 'create-document',
    content,
    steps,
    uuid,
    fullUrl: `urn:uuid:${uuid}`,
    resource: toDocument(about, content === 'note' ? textAttachment(noteText(responses)) : entriesAttachment),
    entries: content === 'note' ? [] : responses,
  };
}
