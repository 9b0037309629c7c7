import { expect, test } from 'vitest';
import { capabilitiesSchema } from '../fhir/schemas';
import { parseScopes } from '../session/scopes';
import { can, canTransact } from './can';

const statement = (resource?: unknown, interaction?: unknown) =>
  capabilitiesSchema.parse({ resourceType: 'CapabilityStatement', rest: [{ mode: 'server', resource, interaction }] });
const lists = (...codes: string[]) =>
  statement([{ type: 'RelatedPerson', interaction: codes.map((code) => ({ code })) }]);
const all = parseScopes('patient/*.cruds');

test.each([
  ['patient/RelatedPerson.c', 'create', 'yes'],
  ['patient/RelatedPerson.write', 'create', 'yes'],
  ['patient/*.*', 'update', 'yes'],
  ['user/RelatedPerson.cruds', 'patch', 'yes'],
  ['patient/RelatedPerson.rs', 'create', 'no'],
  ['patient/RelatedPerson.read', 'update', 'no'],
  ['patient/Patient.cruds', 'read', 'no'],
  ['system/RelatedPerson.cruds', 'read', 'no'],
  ['patient/RelatedPerson.c?relationship=CHILD', 'create', 'unknown'],
] as const)('scope %s on a host that lists everything: %s is %s', (scope, operation, answer) => {
  const host = lists('read', 'search-type', 'create', 'update', 'patch');
  expect(can('RelatedPerson', operation, host, parseScopes(scope)).answer).toBe(answer);
});

test('an interaction that is not listed, or a type that is not, is not to be had', () => {
  expect(can('RelatedPerson', 'create', lists('read'), all)).toEqual({ answer: 'no', because: 'not-listed' });
  expect(can('Provenance', 'create', lists('create'), all)).toEqual({ answer: 'no', because: 'not-listed' });
});

test('a statement that is missing or silent leaves it open, and scopes still close it', () => {
  expect(can('RelatedPerson', 'create', undefined, all).answer).toBe('unknown');
  expect(can('RelatedPerson', 'create', statement([{ type: 'RelatedPerson' }]), all).answer).toBe('unknown');
  expect(can('RelatedPerson', 'create', statement(), all).answer).toBe('unknown');
  expect(can('RelatedPerson', 'create', undefined, parseScopes('patient/RelatedPerson.r'))).toEqual({
    answer: 'no',
    because: 'not-granted',
  });
});

test('a transaction is listed, not listed, or not spoken of', () => {
  expect(canTransact(statement([], [{ code: 'transaction' }])).answer).toBe('yes');
  expect(canTransact(statement([], [{ code: 'batch' }])).answer).toBe('no');
  expect(canTransact(statement([])).answer).toBe('unknown');
  expect(canTransact(undefined).answer).toBe('unknown');
});
