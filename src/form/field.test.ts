import type { Questionnaire, QuestionnaireItem } from 'fhir/r4';
import { expect, test } from 'vitest';
import { FIELDS, QUESTIONNAIRES } from '../../test/differential/questionnaires';
import { STEPS } from '../plan/entry';
import { type Field, fieldsOf } from './field';
import { translated } from './translated';

const one = (item: Partial<QuestionnaireItem>): Field | undefined => {
  const questionnaire: Questionnaire = {
    resourceType: 'Questionnaire',
    status: 'draft',
    item: [{ linkId: 'a', type: 'choice', ...item }],
  };
  return fieldsOf(questionnaire, 'fr')[0];
};
const translation = (language: string, content: string) => ({
  url: 'http://hl7.org/fhir/StructureDefinition/translation',
  extension: [
    { url: 'lang', valueCode: language },
    { url: 'content', valueString: content },
  ],
});

test('a text is shown in the language asked for, else as it stands', () => {
  const shadow = { extension: [translation('fr', 'oui'), translation('en', 'yes')] };
  expect(translated('ja', shadow, 'en')).toBe('yes');
  expect(translated('ja', shadow, 'nl')).toBe('ja');
  expect(translated('ja', undefined, 'fr')).toBe('ja');
  expect(translated(undefined, undefined, 'fr')).toBeUndefined();
});

test('an option keeps its own coding and shows its label', () => {
  const valueCoding = { system: 's', code: 'yes', display: 'ja', _display: { extension: [translation('fr', 'oui')] } };
  expect(one({ answerOption: [{ valueCoding }] })?.options).toEqual([
    { coding: { system: 's', code: 'yes', display: 'ja' }, label: 'oui' },
  ]);
});

test('an item without a text is shown by its linkId, and hidden only when it says so', () => {
  expect(one({})).toMatchObject({ label: 'a', hidden: false, required: false, repeats: false, every: false });
  const url = 'http://hl7.org/fhir/StructureDefinition/questionnaire-hidden';
  expect(one({ extension: [{ url, valueBoolean: true }] })?.hidden).toBe(true);
  expect(one({ extension: [{ url, valueBoolean: false }] })?.hidden).toBe(false);
});

test('a condition that the app cannot judge is refused, naming the item', () => {
  const bad = { question: 'b', operator: '!=' as const, answerBoolean: true };
  expect(() => one({ enableWhen: [bad] })).toThrow(
    'Questionnaire item a: enableWhen on b with operator != is not supported',
  );
});

test('the six Questionnaires read in three languages, each text its own', () => {
  for (const step of STEPS) {
    const [nl, fr, en] = ['nl', 'fr', 'en'].map((language) => JSON.stringify(fieldsOf(QUESTIONNAIRES[step], language)));
    expect(new Set([nl, fr, en]).size).toBe(3);
    expect(FIELDS[step].length).toBeGreaterThan(5);
  }
});
