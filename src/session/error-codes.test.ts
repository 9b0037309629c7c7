import { expect, test } from 'vitest';
import { badAnswer, noAnswer, redirected, refusal } from '../fhir/fhir-error';
import { errorCodes } from './error-codes';

test('every code of the wire is in the administrator’s table', () => {
  const statuses = [400, 401, 403, 404, 405, 409, 410, 412, 422, 429, 500, 501];
  const codes = [
    ...statuses.map((status) => refusal(status, undefined)),
    ...(['offline', 'timeout', 'cancelled'] as const).map(noAnswer),
    ...(['garbage', 'foreign-origin'] as const).map((kind) => badAnswer(kind)),
    redirected,
  ].map(({ code }) => code);
  expect(Object.keys(errorCodes).filter((code) => code.startsWith('F'))).toEqual([...codes].sort());
});
