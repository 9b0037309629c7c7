import type { Coding } from 'fhir/r4';
import { type Answers, isInstance, type Value } from '../../fhir/answers';

/** A question as a report needs it: one of form/field fits. */
export interface Question {
  readonly linkId: string;
  readonly type: string;
  readonly label: string;
  readonly hidden: boolean;
  readonly options: readonly { readonly coding: Coding; readonly label: string }[];
  readonly fields: readonly Question[];
}

/** How a value is said in the language of the report. */
export interface Words {
  readonly yes: string;
  readonly no: string;
  readonly date: (date: string) => string;
}

/** A question with what was answered, or with the questions within it; `missing`: it is asked for and does not stand here; `values` may say so in words of its own. */
export interface Line {
  readonly label: string;
  readonly values: readonly string[];
  readonly lines: readonly Line[];
  readonly missing?: true;
}

/** Answers as lines to read, in the order of the questions and without those that only the app uses; `except`: not these either. */
export function linesOf(
  questions: readonly Question[],
  answers: Answers,
  words: Words,
  except: (linkId: string) => boolean = () => false,
): Line[] {
  return questions.flatMap((question): Line[] => {
    const { linkId, label, hidden, type, fields } = question;
    const given = answers[linkId] ?? [];
    if (hidden || type === 'display' || given.length === 0 || except(linkId)) return [];
    const values = given.flatMap((answer) => (isInstance(answer) ? [] : [valueText(question, answer, words)]));
    const turns = given.filter(isInstance).map(({ items }) => linesOf(fields, items, words, except));
    const groups = turns.filter((lines) => lines.length > 0);
    return [
      ...(values.length > 0 ? [{ label, values, lines: [] }] : []),
      ...groups.map((lines, index) => ({
        label: groups.length > 1 ? `${label} ${index + 1}` : label,
        values: [],
        lines,
      })),
    ];
  });
}

function valueText({ type, options }: Question, value: Value, { yes, no, date }: Words): string {
  if (typeof value === 'boolean') return value ? yes : no;
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return type === 'date' ? date(value) : value;
  if ('code' in value) return labelOf(options, value.code) ?? value.display ?? value.code ?? '';
  return ('display' in value && value.display) || '';
}

const labelOf = (options: Question['options'], code: string | undefined): string | undefined =>
  options.find(({ coding }) => coding.code === code)?.label;

/** A question by its linkId, however deep it stands. */
export function questionAt(questions: readonly Question[], linkId: string): Question | undefined {
  for (const question of questions) {
    const found = question.linkId === linkId ? question : questionAt(question.fields, linkId);
    if (found) return found;
  }
  return undefined;
}

/** The words of a code among the options of a question. */
export const optionText = (questions: readonly Question[], linkId: string, code: string): string =>
  labelOf(questionAt(questions, linkId)?.options ?? [], code) ?? code;
