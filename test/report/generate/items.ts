import { readdirSync, readFileSync } from 'node:fs';
import type { Coding, Questionnaire, QuestionnaireItem } from 'fhir/r4';

const FOLDER = 'fhir-resources/Questionnaire';

const questions = new Map<string, QuestionnaireItem>();
for (const file of readdirSync(FOLDER)) {
  const collect = (items: readonly QuestionnaireItem[] = []) => {
    for (const item of items) {
      questions.set(item.linkId, item);
      collect(item.item);
    }
  };
  collect((JSON.parse(readFileSync(`${FOLDER}/${file}`, 'utf8')) as Questionnaire).item);
}

const heads = new Map<string, string>();
/** The start of a response item, with the text of its question, up to its answers or items. */
function head(linkId: string): string {
  let made = heads.get(linkId);
  if (made === undefined) {
    const question = questions.get(linkId);
    if (!question) throw new Error(`No Questionnaire asks ${linkId}.`);
    made = `{"linkId":"${linkId}","text":${JSON.stringify(question.text)},`;
    heads.set(linkId, made);
  }
  return made;
}

const codings = new Map<string, string>();
function coding(linkId: string, code: string): string {
  const key = `${linkId} ${code}`;
  let made = codings.get(key);
  if (made === undefined) {
    const option = questions
      .get(linkId)
      ?.answerOption?.find(({ valueCoding }) => valueCoding?.code === code)?.valueCoding;
    // A code of another system comes as that system wrote it.
    const { system, display }: Partial<Coding> = option ?? { system: 'https://ehr.example.org/codes', display: code };
    made = JSON.stringify({ valueCoding: { system, code, display } });
    codings.set(key, made);
  }
  return made;
}

const answers = (linkId: string, list: string): string => `${head(linkId)}"answer":[${list}]}`;

/** Response items as text, each with its question; the strings given must need no escapes in JSON. */
export const choice = (linkId: string, ...codes: readonly string[]): string =>
  answers(linkId, codes.map((code) => coding(linkId, code)).join());
export const date = (linkId: string, value: string): string => answers(linkId, `{"valueDate":"${value}"}`);
export const text = (linkId: string, value: string): string => answers(linkId, `{"valueString":"${value}"}`);
export const yesNo = (linkId: string, value: boolean): string => answers(linkId, `{"valueBoolean":${value}}`);
export const whole = (linkId: string, value: number): string => answers(linkId, `{"valueInteger":${value}}`);
export const reference = (linkId: string, value: string): string =>
  answers(linkId, `{"valueReference":{"reference":"${value}","type":"RelatedPerson"}}`);
export const group = (linkId: string, items: readonly string[]): string => `${head(linkId)}"item":[${items.join()}]}`;
