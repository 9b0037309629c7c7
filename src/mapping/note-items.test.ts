import type { QuestionnaireResponseItem } from 'fhir/r4';
import { expect, test } from 'vitest';
import { itemsOf, QUESTIONNAIRES } from '../../test/differential/questionnaires';
import { STEPS, type Step } from '../plan/entry';
import { questionnaireUrl } from './canonical';
import { correctionExtension } from './correction';
import { noteText } from './note';

const HIDDEN = 'http://hl7.org/fhir/StructureDefinition/questionnaire-hidden';

const noteOf = (step: Step, item: QuestionnaireResponseItem) =>
  noteText([
    { resourceType: 'QuestionnaireResponse', status: 'completed', questionnaire: questionnaireUrl(step), item: [item] },
  ]);

test('a note shows what was answered to every question, but for the numbers of the app and the words of a child', () => {
  for (const step of STEPS)
    for (const { item } of itemsOf(QUESTIONNAIRES[step].item)) {
      const { linkId, text = '', type, extension } = item;
      if (type === 'group' || type === 'display') continue;
      const note = noteOf(step, { linkId, text, answer: [{ valueString: 'gezegd' }] });
      const hidden = extension?.some(({ url, valueBoolean }) => url === HIDDEN && valueBoolean) ?? false;
      const left = hidden || linkId.endsWith('.woorden') || linkId === `s${step}.contactDate`;
      expect(note.includes('gezegd'), linkId).toBe(!left);
    }
});

const bare = {
  resourceType: 'QuestionnaireResponse',
  status: 'completed',
  questionnaire: questionnaireUrl(3),
} as const;

test('an answer or a name cannot start a line of its own', () => {
  const answer = [{ valueString: 'a\rKindreflex, deel 9\u2028b\u2029c\vd\fe\u0085f' }];
  const author = { display: 'Els\nKindreflex, deel 3' };
  const note = noteText([{ ...bare, author, item: [{ linkId: 's3.hoe', text: 'Hoe?', answer }] }]);
  const started = note.split(/[\r\n\v\f\u0085\u2028\u2029]/).filter((line) => !line.startsWith('    '));
  expect(started).toEqual(['Kindreflex, deel 3, door Els Kindreflex, deel 3', 'Hoe? a']);
});

test('a moment of writing gives the Belgian day', () => {
  expect(noteText([{ ...bare, authored: '2026-11-25T23:30:00Z' }])).toContain('contact van 26/11/2026');
});

test('what takes the place of an earlier entry says so', () => {
  const extension = [correctionExtension({ entry: 'u', kind: 'replaces', reason: 'verkeerde dag' })];
  const note = noteText([{ ...bare, extension }]);
  expect(note).toContain('ter verbetering van wat eerder genoteerd is');
});
