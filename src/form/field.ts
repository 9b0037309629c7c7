import type { Coding, Element, Questionnaire, QuestionnaireItem } from 'fhir/r4';
import { translated } from './translated';

export interface Option {
  readonly coding: Coding;
  readonly label: string;
}

/** One condition of enableWhen, R4: an answer that exists or not, that equals a code or boolean, or an integer that is greater. */
export type Condition =
  | { readonly question: string; readonly operator: 'exists'; readonly exists: boolean }
  | { readonly question: string; readonly operator: '='; readonly equals: string | boolean }
  | { readonly question: string; readonly operator: '>'; readonly than: number };

/** One item of a Questionnaire in one language, as the screen and the checks need it. */
export interface Field {
  readonly linkId: string;
  readonly type: QuestionnaireItem['type'];
  readonly label: string;
  readonly required: boolean;
  readonly repeats: boolean;
  readonly hidden: boolean;
  readonly options: readonly Option[];
  readonly conditions: readonly Condition[];
  readonly every: boolean;
  readonly fields: readonly Field[];
}

const HIDDEN = 'http://hl7.org/fhir/StructureDefinition/questionnaire-hidden';

/** The fields of a Questionnaire in a language (nl, fr, en). Throws on a condition the app cannot judge, naming the item. */
export function fieldsOf(questionnaire: Questionnaire, language: string): Field[] {
  return (questionnaire.item ?? []).map((item) => fieldOf(item, language));
}

type Shadowed = QuestionnaireItem & { readonly _text?: Element };

function fieldOf(item: QuestionnaireItem, language: string): Field {
  const options = (item.answerOption ?? []).flatMap(({ valueCoding }) => {
    if (!valueCoding) return [];
    const { system, code, display, _display } = valueCoding;
    const coding = {
      ...(system ? { system } : {}),
      ...(code ? { code } : {}),
      ...(display ? { display } : {}),
    };
    return [{ coding, label: translated(display, _display, language) ?? code ?? '' }];
  });
  return {
    linkId: item.linkId,
    type: item.type,
    label: translated(item.text, (item as Shadowed)._text, language) ?? item.linkId,
    required: item.required ?? false,
    repeats: item.repeats ?? false,
    hidden: item.extension?.some(({ url, valueBoolean }) => url === HIDDEN && valueBoolean === true) ?? false,
    options,
    conditions: (item.enableWhen ?? []).map((when) => conditionOf(when, item.linkId)),
    every: item.enableBehavior === 'all',
    fields: (item.item ?? []).map((child) => fieldOf(child, language)),
  };
}

function conditionOf(when: NonNullable<QuestionnaireItem['enableWhen']>[number], linkId: string): Condition {
  const { question, operator, answerBoolean, answerCoding, answerInteger } = when;
  if (operator === 'exists' && answerBoolean !== undefined) return { question, operator, exists: answerBoolean };
  if (operator === '=' && answerCoding?.code) return { question, operator, equals: answerCoding.code };
  if (operator === '=' && answerBoolean !== undefined) return { question, operator, equals: answerBoolean };
  if (operator === '>' && answerInteger !== undefined) return { question, operator, than: answerInteger };
  throw new Error(`Questionnaire item ${linkId}: enableWhen on ${question} with operator ${operator} is not supported`);
}
