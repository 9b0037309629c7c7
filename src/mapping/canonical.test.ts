import { expect, test } from 'vitest';
import { QUESTIONNAIRES } from '../../test/differential/questionnaires';
import { STEPS } from '../plan/entry';
import { QUESTIONNAIRE_VERSION, questionnaireUrl, stepOf } from './canonical';

test('the canonicals and the version are those of the Questionnaires that are shipped', () => {
  for (const step of STEPS)
    expect(QUESTIONNAIRES[step]).toMatchObject({ url: questionnaireUrl(step), version: QUESTIONNAIRE_VERSION });
});

test('a canonical is recognised with and without a version, and no other', () => {
  expect(stepOf(questionnaireUrl(4))).toEqual({ step: 4 });
  expect(stepOf(`${questionnaireUrl(4)}|9.0.0`)).toEqual({ step: 4, version: '9.0.0' });
  for (const other of [
    undefined,
    '',
    `${questionnaireUrl(4)}/1`,
    'https://example.org/Questionnaire/kindreflex-4-concern',
  ])
    expect(stepOf(other)).toBeUndefined();
});
