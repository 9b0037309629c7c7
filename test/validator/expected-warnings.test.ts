import { expect, test } from 'vitest';
import { compareWarnings, type ExpectedWarning } from './expected-warnings';
import type { JudgedFile } from './validate-folder';

const judged: JudgedFile[] = [
  {
    file: 'fhir-resources/Questionnaire/a.json',
    messages: [
      { severity: 'warning', path: 'Questionnaire.item[0]', message: 'First (twice).' },
      { severity: 'warning', path: 'Questionnaire.item[1]', message: 'First (twice).' },
      { severity: 'information', path: 'Questionnaire', message: 'Only information.' },
    ],
  },
];
const entry: ExpectedWarning = {
  file: 'fhir-resources/Questionnaire/.*',
  path: 'Questionnaire\\.item\\[\\d\\]',
  message: 'First \\(twice\\)\\.',
  reason: 'a test',
};

test('a listed warning passes, wherever it occurs', () => {
  expect(compareWarnings(judged, [entry], 'sdc-4.0.0')).toEqual({ unexpected: [], gone: [] });
});

test('a warning that is not listed is reported with its file', () => {
  const { unexpected } = compareWarnings(judged, [{ ...entry, path: 'Questionnaire.item.0.' }], 'sdc-4.0.0');
  expect(unexpected).toMatchObject([{ file: 'fhir-resources/Questionnaire/a.json', path: 'Questionnaire.item[1]' }]);
});

test('a pattern must match the whole message', () => {
  expect(compareWarnings(judged, [{ ...entry, message: 'First' }], 'sdc-4.0.0').unexpected).toHaveLength(2);
});

test('a listed warning that no longer occurs is reported', () => {
  const old = { ...entry, message: 'Gone' };
  expect(compareWarnings(judged, [entry, old], 'sdc-4.0.0').gone).toEqual([old]);
});

test('an entry for the other set of definitions is neither used nor missed', () => {
  const other = { ...entry, definitions: 'sdc-stand-ins' as const };
  expect(compareWarnings(judged, [other], 'sdc-4.0.0')).toMatchObject({ unexpected: [{}, {}], gone: [] });
});
