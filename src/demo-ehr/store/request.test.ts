import { expect, test } from 'vitest';
import { requestTo } from './request';

test('a relative address becomes path and query', () => {
  const request = requestTo('GET', 'QuestionnaireResponse?questionnaire=a%7C1&_count=2');
  expect(request.path).toEqual(['QuestionnaireResponse']);
  expect(request.query.get('questionnaire')).toBe('a|1');
  expect('body' in request).toBe(false);
});

test('a malformed escape is kept as it came', () => {
  expect(requestTo('GET', 'Patient/%E0%A4%A').path).toEqual(['Patient', '%E0%A4%A']);
});
