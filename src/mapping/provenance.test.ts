import { expect, test } from 'vitest';
import { DEFAULT_LABELS } from '../../test/differential/fixtures';
import { toProvenance } from './provenance';

const options = {
  uuid: 'u-1',
  targets: ['QuestionnaireResponse/1'],
  author: 'Practitioner/1',
  recorded: '2026-11-24T10:00:00Z',
};

test('it carries the labels of what it is about and the tag that makes a retry safe', () => {
  const made = toProvenance({ ...options, labels: DEFAULT_LABELS[4] });
  expect(made.meta).toEqual({
    tag: [{ system: 'https://w3id.org/kindreflex/id', code: 'u-1' }],
    security: [expect.objectContaining({ code: 'R' }), expect.objectContaining({ code: 'SDV' })],
  });
  expect(made.target).toEqual([{ reference: 'QuestionnaireResponse/1' }]);
  expect(made.agent[0]?.who).toEqual({ reference: 'Practitioner/1' });
});

test('ordinary parent support is not labelled', () => {
  for (const step of [1, 3] as const) expect(DEFAULT_LABELS[step]).toEqual([]);
  expect(toProvenance({ ...options, labels: [] }).meta).not.toHaveProperty('security');
});
