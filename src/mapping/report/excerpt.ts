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
  const answers = named(ofChildren(Object.fromEntries(chosen), isChosenOf(picks, children)), children);
  return Object.keys(answers).every(isHead) ? undefined : withoutSetting(answers);
}

/** Questions that are asked in some settings alone: who reads their answers knows where it was, and a response without it would be wrong. */
const OF_A_SETTING = /^s1\.nu$|^s2\.(criteria|nuVeilig)$|^s4\.kleur$/;

/** In what kind of service a contact was says much of a client: it goes along only where an answer hangs on it. */
const withoutSetting = (answers: Answers): Answers =>
  Object.keys(answers).some((linkId) => OF_A_SETTING.test(linkId))
    ? answers
    : Object.fromEntries(Object.entries(answers).filter(([linkId]) => !linkId.endsWith('.setting')));

/** Whether anything in answers is left once what is about children who were not chosen is out. */
export const isOfChosen = (answers: Answers, picks: Pick<Picks, 'children'>, children: readonly Child[]): boolean =>
  Object.keys(ofChildren(answers, isChosenOf(picks, children))).length > 0;

type IsChosen = (link: { readonly id?: string | undefined; readonly uuid?: string | undefined }) => boolean;

/** A child that cannot be recognised goes along only where all are chosen. */
const isChosenOf =
  (picks: Pick<Picks, 'children'>, children: readonly Child[]): IsChosen =>
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
/** Groups that are each about one child */
const OF_A_CHILD = ['s3.kind', 's5.hulpKind'];

function ofChildren(answers: Answers, isChosen: IsChosen): Answers {
  return mapAnswers(answers, (linkId, answer) => {
    if (!isInstance(answer)) return isChildItem(linkId) && !isChosen(linkOf(answer as Reference)) ? undefined : answer;
    if (linkId === ROW) return isChosen(linkOfRow(answer)) ? answer : undefined;
    // Nobody is named: it may be about any of them.
    if (OF_A_CHILD.includes(linkId) && referencesIn(answer.items).length === 0 && !isChosen({})) return undefined;
    const links = referencesIn(answer.items);
    if (links.length > 0 && !links.some((value) => isChosen(linkOf(value)))) return undefined;
    return { ...answer, items: ofChildren(answer.items, isChosen) };
  });
}

/** A child is named by its link; where the link does not, as it is known. */
const named = (answers: Answers, children: readonly Child[]): Answers =>
  mapAnswers(answers, (linkId, answer) => {
    if (isInstance(answer)) return { ...answer, items: named(answer.items, children) };
    if (!isChildItem(linkId) || linkId.startsWith(ROW)) return answer;
    const link = answer as Reference;
    const { given, family } = (!link.display && childAt(linkOf(link), children)) || {};
    return given || family ? { ...link, display: [given, family].filter(Boolean).join(' ') } : answer;
  });

const referencesIn = (answers: Answers): Reference[] =>
  Object.entries(answers).flatMap(([linkId, given]) =>
    given.flatMap((answer) => {
      if (isInstance(answer)) return referencesIn(answer.items);
      return isChildItem(linkId) ? [answer as Reference] : [];
    }),
  );
