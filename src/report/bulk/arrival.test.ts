import { expect, test } from 'vitest';
import { deletionsIn, errorsIn, verdictOn } from './arrival';

const none = new Set<string>();
const ours = 'https://w3id.org/kindreflex/Questionnaire/kindreflex-9-later|3.0.0';

test.each([
  [`{"resourceType":"QuestionnaireResponse","questionnaire":"${ours}"}`, 'keep'],
  [`{ "questionnaire" : "${ours}", "resourceType" : "QuestionnaireResponse" }`, 'keep'],
  ['{"resourceType":"QuestionnaireResponse","questionnaire":"https://example.org/q"}', 'other-questionnaire'],
  [`{"resourceType":"QuestionnaireResponse","item":[{"text":"${ours}"}]}`, 'other-questionnaire'],
  ['{"resourceType":"Encounter"}', 'keep'],
  ['{"resourceType":"Questionnaire', 'keep'],
  ['null', 'keep'],
])('%s: %s', (line, verdict) => {
  expect(verdictOn(line, 'QuestionnaireResponse', none)).toBe(verdict);
});

test('what was deleted goes, whatever its type', () => {
  const deleted = new Set(['Patient/a', 'QuestionnaireResponse/b']);
  expect(verdictOn('{"resourceType":"Patient","id":"a"}', 'Patient', deleted)).toBe('deleted-on-server');
  expect(verdictOn('{"resourceType":"Patient","id":"b"}', 'Patient', deleted)).toBe('keep');
  const line = JSON.stringify({ resourceType: 'QuestionnaireResponse', questionnaire: ours, id: 'b' });
  expect(verdictOn(line, 'QuestionnaireResponse', deleted)).toBe('deleted-on-server');
});

test('lists of deletions and errors that are no such thing say nothing, or unknown', () => {
  expect(deletionsIn('{"entry":[null,{"request":{"method":"PUT","url":"Patient/a"}}]}')).toEqual([]);
  expect(deletionsIn('not json')).toEqual([]);
  expect(errorsIn('not json')).toEqual(['unknown']);
  expect(errorsIn('{"issue":[null,{"severity":"fatal","code":7}]}')).toEqual(['unknown']);
});
