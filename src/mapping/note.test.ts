import type { QuestionnaireResponse } from 'fhir/r4';
import { expect, test } from 'vitest';
import { questionnaireUrl } from './canonical';
import { noteText } from './note';

const first: QuestionnaireResponse = {
  resourceType: 'QuestionnaireResponse',
  questionnaire: `${questionnaireUrl(1)}|0.1.0`,
  status: 'completed',
  author: { reference: 'Practitioner/n', display: 'Els Verhaegen' },
  authored: '2026-11-25T23:30:00Z',
  item: [
    { linkId: 's1.contactDate', text: 'Datum van het contact', answer: [{ valueDate: '2026-11-24' }] },
    { linkId: 's1.zorgtVoor', text: 'Zorgt de cliënt voor kinderen?', answer: [{ valueCoding: { display: 'Ja' } }] },
    {
      linkId: 's1.kind',
      text: 'Kind',
      item: [
        { linkId: 's1.kind.id', text: 'Id in het dossier', answer: [{ valueString: 'p-77' }] },
        { linkId: 's1.kind.voornaam', text: 'Voornaam', answer: [{ valueString: 'Noor' }] },
        { linkId: 's1.kind.geboortedatum', text: 'Geboortedatum', answer: [{ valueDate: '2019-05' }] },
      ],
    },
  ],
};
const third: QuestionnaireResponse = {
  resourceType: 'QuestionnaireResponse',
  questionnaire: questionnaireUrl(3),
  status: 'completed',
  item: [
    { linkId: 's3.hoe', text: 'Hoe ondersteund?', answer: [{ valueString: 'eerste regel\ntweede regel' }] },
    {
      linkId: 's3.kind',
      text: 'Betrokken kind',
      item: [
        { linkId: 's3.kind.vanaf12', text: '12 of ouder', answer: [{ valueBoolean: true }] },
        { linkId: 's3.kind.wie', text: 'Wie', answer: [{ valueReference: { reference: 'x', display: 'Noor' } }] },
        { linkId: 's3.kind.woorden', text: 'In eigen woorden', answer: [{ valueString: 'ik ben bang' }] },
      ],
    },
  ],
};

test('entries read as questions and answers, with who and when, and without the numbers of the app', () => {
  expect(noteText([first, third])).toBe(
    [
      'Kindreflex, deel 1, contact van 24/11/2026, door Els Verhaegen',
      'Zorgt de cliënt voor kinderen? Ja',
      'Kind',
      '  Voornaam: Noor',
      '  Geboortedatum: 05/2019',
      '',
      'Kindreflex, deel 3',
      'Hoe ondersteund? eerste regel',
      '    tweede regel',
      'Betrokken kind',
      '  Wie: Noor',
    ].join('\n'),
  );
});

test('what a child said stands in no note', () => {
  expect(noteText([third])).not.toContain('bang');
});
