import type { Answers, Value } from '../../src/fhir/answers';
import type { Field } from '../../src/form/field';
import type { Step } from '../../src/plan/entry';
import { FIELDS } from '../differential/questionnaires';

/** The steps whose answers may stand in labelled resources only. */
export const CONCERN = [2, 4, 5, 6] as const satisfies readonly Step[];

/** What was planted: by step, each in its own words. */
export type Planted = ReadonlyMap<Step, readonly string[]>;

/** Set by the app, whatever is typed. */
const NOT_TYPED = /\.(contactDate|setting|vanaf12)$/;

/**
 * Answers to every question of a step, each of which carries a word of its own wherever a value has room for one: in a text, in
 * the wording of a choice, in the name of a child. A date is a day of its own in a year that occurs nowhere else.
 */
export function plantedAnswers(step: Step, child: string): { readonly answers: Answers; readonly words: string[] } {
  const words: string[] = [];
  const word = (linkId: string): string => {
    const made = `Woord${step}x${words.length}x${linkId.replace(/\W/g, '')}`;
    words.push(made);
    return made;
  };
  const day = (): string => {
    const [month, date] = [1 + (words.length % 12), 1 + (words.length % 28)].map((part) =>
      String(part).padStart(2, '0'),
    );
    const made = `204${step}-${month}-${date}`;
    words.push(made, `${date}/${month}/204${step}`);
    return made;
  };
  const values = (field: Field): readonly Value[] => {
    const { linkId, type, options } = field;
    const chosen = () =>
      options.slice(0, field.repeats ? 2 : 1).map(({ coding }) => ({ ...coding, display: word(linkId) }));
    switch (type) {
      case 'string':
      case 'text':
        return [word(linkId)];
      case 'open-choice':
        return field.repeats ? [...chosen(), word(linkId)] : [word(linkId)];
      case 'choice':
        return chosen();
      case 'date':
        return [day()];
      case 'reference':
        return [{ reference: child, display: word(linkId) }];
      case 'boolean':
        return [true];
      default:
        return [];
    }
  };
  const answersTo = (fields: readonly Field[]): Answers =>
    Object.fromEntries(
      fields.flatMap((field): [string, Answers[string]][] => {
        if (NOT_TYPED.test(field.linkId)) return [];
        if (field.type === 'group') return [[field.linkId, [{ key: 'g', items: answersTo(field.fields) }]]];
        const given = values(field);
        return given.length > 0 ? [[field.linkId, given]] : [];
      }),
    );
  return { answers: answersTo(FIELDS[step]), words };
}

/** The planted words that stand in a text, as they are or as an address writes them. */
export function foundIn(planted: Planted, text: string): string[] {
  const readable = decoded(text);
  return [...planted.values()].flat().filter((word) => text.includes(word) || readable.includes(word));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
