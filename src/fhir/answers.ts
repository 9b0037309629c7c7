import type { Coding, Reference } from 'fhir/r4';

/** One answer value as FHIR R4 carries it: a date is a string (YYYY, YYYY-MM or YYYY-MM-DD). */
export type Value = boolean | number | string | Coding | Reference;

/** One occurrence of a group. The key is stable while a person edits, so that a field keeps its focus and its label. */
export interface Instance {
  readonly key: string;
  readonly items: Answers;
}

/** The answers of one response: per linkId its values, or for a group its instances. Unanswered items are absent. */
export interface Answers {
  readonly [linkId: string]: readonly (Value | Instance)[];
}

export const isInstance = (answer: Value | Instance): answer is Instance =>
  typeof answer === 'object' && 'items' in answer;

export const instances = (answers: Answers, linkId: string): readonly Instance[] =>
  (answers[linkId] ?? []).filter(isInstance);

export const values = (answers: Answers, linkId: string): readonly Value[] =>
  (answers[linkId] ?? []).filter((answer): answer is Value => !isInstance(answer));

/** The codes answered to a choice, in order; free text of an open choice has none. */
export const codes = (answers: Answers, linkId: string): readonly string[] =>
  values(answers, linkId).flatMap((value) =>
    typeof value === 'object' && 'code' in value && value.code ? [value.code] : [],
  );

export const code = (answers: Answers, linkId: string): string | undefined => codes(answers, linkId)[0];

export const string = (answers: Answers, linkId: string): string | undefined =>
  values(answers, linkId).find((value) => typeof value === 'string');

export const number = (answers: Answers, linkId: string): number | undefined =>
  values(answers, linkId).find((value) => typeof value === 'number');

export const boolean = (answers: Answers, linkId: string): boolean | undefined =>
  values(answers, linkId).find((value) => typeof value === 'boolean');

export const reference = (answers: Answers, linkId: string): Reference | undefined =>
  values(answers, linkId).find(
    (value): value is Reference => typeof value === 'object' && ('reference' in value || 'identifier' in value),
  );

/** The items of a group that occurs once, or none. */
export const groupItems = (answers: Answers, linkId: string): Answers => instances(answers, linkId)[0]?.items ?? {};
