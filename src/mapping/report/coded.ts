import type { Coding, Reference } from 'fhir/r4';
import { type Answers, code, type Instance, isInstance, type Value } from '../../fhir/answers';
import type { Child } from '../../plan/children';
import { childAt, isChildItem, linkOf, linkOfRow } from './excerpt';
import type { Question } from './lines';
import { mapAnswers } from './map-answers';

/** What nobody reads in a report: numbers and helpers of the app. */
const NOT_READ = /^s4\.besluit\.volgtOp$|\.vanaf12$/;

/** What the Dutch Questionnaires ask under an item; undefined for an item of none of them. */
export type QuestionOf = (linkId: string) => Question | undefined;

/** Where a child stands in the document; undefined for one that does not. */
export type PlaceOf = (child: Child) => string | undefined;

export interface CodedIn {
  readonly children: readonly Child[];
  readonly placeOf: PlaceOf;
  readonly questionOf: QuestionOf;
}

/**
 * Chosen answers as a response within a document. It says nothing that does not stand in the report to read: children are those of the
 * document, a code means what its question says, and no number of the record is left.
 */
export function codedAnswers(answers: Answers, within: CodedIn): Answers {
  return mapAnswers(answers, (linkId, answer) => {
    if (NOT_READ.test(linkId)) return undefined;
    if (isInstance(answer)) {
      const items = linkId === 's1.kind' ? rowOf(answer, within) : codedAnswers(answer.items, within);
      return { ...answer, items };
    }
    if (!isChildItem(linkId)) return isCoding(answer) ? codingOf(linkId, answer, within) : answer;
    const link = answer as Reference;
    return referenceTo(childAt(linkOf(link), within.children), link.display, within.placeOf);
  });
}

const AS_READ = [
  ['s1.kind.permanent', 'permanent'],
  ['s1.kind.verblijf', 'residence'],
] as const;

/** A row of the list of children: a link, and where it lives as far as that still holds. Who it is its RelatedPerson says. */
function rowOf(row: Instance, { children, placeOf, questionOf }: CodedIn): Answers {
  const child = childAt(linkOfRow(row), children);
  const link = child && placeOf(child) ? referenceTo(child, undefined, placeOf) : undefined;
  const lives = AS_READ.flatMap(([linkId, known]): [string, Coding[]][] => {
    const given = code(row.items, linkId);
    return given && given === child?.[known] ? [[linkId, [codingOf(linkId, { code: given }, { questionOf })]]] : [];
  });
  return link && lives.length > 0 ? { 's1.kind.refpersoon': [link], ...Object.fromEntries(lives) } : {};
}

const isCoding = (value: Value): value is Coding => typeof value === 'object' && 'code' in value;

/** The code as its question has it; of another one what it says itself. */
function codingOf(linkId: string, coding: Coding, { questionOf }: Pick<CodedIn, 'questionOf'>): Coding {
  const { system, code: given, display } = coding;
  const option = questionOf(linkId)?.options.find((one) => one.coding.code === given);
  if (option) return option.coding;
  return { ...(system ? { system } : {}), ...(given ? { code: given } : {}), ...(display ? { display } : {}) };
}

function referenceTo(child: Child | undefined, display: string | undefined, placeOf: PlaceOf): Reference | undefined {
  const place = child && placeOf(child);
  const name = display ?? [child?.given, child?.family].filter(Boolean).join(' ');
  if (!place && !name) return undefined;
  return { ...(place ? { reference: place } : {}), type: 'RelatedPerson', ...(name ? { display: name } : {}) };
}
