import { expect, test } from 'vitest';
import { answerWith, isRefusal, refusalOfEntry, refuse, versionIn } from './answer';

test('a refusal carries an OperationOutcome with its expression', () => {
  const refusal = refuse(422, 'required', 'Missing', 'Patient.name');
  expect(isRefusal(refusal)).toBe(true);
  expect(refusal.body).toEqual({
    resourceType: 'OperationOutcome',
    issue: [{ severity: 'error', code: 'required', diagnostics: 'Missing', expression: ['Patient.name'] }],
  });
});

test('a failing entry is named', () => {
  expect(refusalOfEntry(refuse(412, 'conflict', 'Stale'), 3).body).toMatchObject({
    issue: [{ expression: ['Bundle.entry[3]'] }],
  });
  expect(refusalOfEntry(refuse(422, 'value', 'Bad', 'Patient.birthDate'), 0).body).toMatchObject({
    issue: [{ expression: ['Bundle.entry[0].resource.Patient.birthDate'] }],
  });
});

test('a new resource comes with its location', () => {
  const made = { resourceType: 'Patient', id: 'a', meta: { versionId: '1', lastUpdated: '2026-11-24T10:00:00Z' } };
  expect(answerWith(201, made, 'http://localhost/fhir').headers).toEqual({
    ETag: 'W/"1"',
    Location: 'http://localhost/fhir/Patient/a/_history/1',
    'Last-Modified': 'Tue, 24 Nov 2026 10:00:00 GMT',
  });
  expect(answerWith(200, made, 'http://localhost/fhir').headers.Location).toBeUndefined();
});

test.each(['W/"3"', '"3"', '3'])('%s is version 3', (etag) => {
  expect(versionIn(etag)).toBe('3');
});
