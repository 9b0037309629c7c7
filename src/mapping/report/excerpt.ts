import type { Reference } from 'fhir/r4';
import { type Answers, type Instance, isInstance } from '../../fhir/answers';
import { type Child, childOf } from '../../plan/children';
import type { Entry } from '../../plan/entry';
import { isLinkId, LINK_TYPES } from '../../plan/link-ids';
import { mapAnswers } from './map-answers';
import { type Part, partOf } from './parts';
import { withoutStatements } from './statements';

/** What a person chose to hand over. */
export interface Picks {
  readonly parts: ReadonlySet<Part>;
  /** Keys of children (plan/children) */
  readonly children: ReadonlySet<string>;
  /** Keys of statements (statements.ts) */
  readonly statements: ReadonlySet<string>;
}

const isHead = (linkId: string): boolean => /^s\d\.(contactDate|setting)$/.test(linkId);

/**
 * What was chosen of one entry; undefined when that is nothing. What is about children alone who were not chosen is left out, and no
 * link names one of them.
 */
export function excerptOf(entry: Entry, picks: Picks, children: readonly Child[]): Answers | undefined {
  const chosen = Object.entries(withoutStatements(entry, picks.statements)).filter(([linkId]) => {
    const part = partOf(linkId);
    return isHead(linkId) || (part !== undefined && picks.parts.has(part));
  });
  const answers = ofChildren(Object.fromEntries(chosen), isChosenOf(picks, children));
  return Object.keys(answers).every(isHead) ? undefined : answers;
}

type IsChosen = (link: { readonly id?: string | undefined; readonly uuid?: string | undefined }) => boolean;

/** A child that cannot be recognised goes along only where all are chosen. */
const isChosenOf =
  (picks: Picks, children: readonly Child[]): IsChosen =>
  (link) => {
    const found = childAt(link, children);
    return found ? picks.children.has(found.key) : children.every(({ key }) => picks.children.has(key));
  };

/** The child that a reference, or an instance of s1.kind, is about. */
export const childAt = ({ id, uuid }: Parameters<IsChosen>[0], children: readonly Child[]): Child | undefined =>
  children.find(
    (child) => (id !== undefined && child.relatedPerson === id) || (uuid !== undefined && child.uuid === uuid),
  );

export const linkOf = ({ reference, identifier }: Reference) => ({
  id: /(?:^|\/)RelatedPerson\/([^/]+)/.exec(reference ?? '')?.[1],
  uuid: /^urn:uuid:(.+)$/.exec(reference ?? '')?.[1] ?? identifier?.value,
});

export const linkOfRow = (row: Instance) => {
  const { relatedPerson: id, uuid } = childOf(row, '');
  return { id, uuid };
};

/** Whether the answers of an item are references to a child. */
export const isChildItem = (linkId: string): boolean => isLinkId(linkId) && LINK_TYPES[linkId] === 'reference';

const ROW = 's1.kind';

function ofChildren(answers: Answers, isChosen: IsChosen): Answers {
  return mapAnswers(answers, (linkId, answer) => {
    if (!isInstance(answer)) return isChildItem(linkId) && !isChosen(linkOf(answer as Reference)) ? undefined : answer;
    if (linkId === ROW) return isChosen(linkOfRow(answer)) ? answer : undefined;
    const named = referencesIn(answer.items);
    if (named.length > 0 && !named.some((value) => isChosen(linkOf(value)))) return undefined;
    return { ...answer, items: ofChildren(answer.items, isChosen) };
  });
}

const referencesIn = (answers: Answers): Reference[] =>
  Object.entries(answers).flatMap(([linkId, given]) =>
    given.flatMap((answer) => {
      if (isInstance(answer)) return referencesIn(answer.items);
      return isChildItem(linkId) ? [answer as Reference] : [];
    }),
  );
