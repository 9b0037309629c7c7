import type { QuestionnaireResponseItem } from 'fhir/r4';
import { expect, test } from 'vitest';
import { itemsOf, QUESTIONNAIRES } from '../../test/differential/questionnaires';
import { STEPS, type Step } from '../plan/entry';
import { questionnaireUrl } from './canonical';
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
