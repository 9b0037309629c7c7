import { expect, test } from 'vitest';
import { capabilitiesSchema } from '../fhir/capabilities';
import { parseScopes } from '../session/scopes';
import { can, canBundle, type Refused } from './can';
import { meansOf } from './means';

const statement = (resource?: unknown, interaction?: unknown) =>
  capabilitiesSchema.parse({ resourceType: 'CapabilityStatement', rest: [{ mode: 'server', resource, interaction }] });
const lists = (...codes: string[]) =>
  statement([{ type: 'RelatedPerson', interaction: codes.map((code) => ({ code })) }]);
const all = parseScopes('patient/*.cruds');
const facts = (
  capabilities: ReturnType<typeof statement> | undefined,
  scopes = all,
  refused: readonly Refused[] = [],
) => ({ capabilities, scopes, refused });

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
  expect(can('RelatedPerson', operation, facts(host, parseScopes(scope))).answer).toBe(answer);
});

test('an interaction that is not listed, or a type that is not, is not to be had', () => {
  expect(can('RelatedPerson', 'create', facts(lists('read')))).toEqual({ answer: 'no', because: 'not-listed' });
  expect(can('Provenance', 'create', facts(lists('create')))).toEqual({ answer: 'no', because: 'not-listed' });
});

test('a statement that is missing or silent leaves it open, and scopes still close it', () => {
  expect(can('RelatedPerson', 'create', facts(undefined)).answer).toBe('unknown');
  expect(can('RelatedPerson', 'create', facts(statement([{ type: 'RelatedPerson' }]))).answer).toBe('unknown');
  expect(can('RelatedPerson', 'create', facts(statement())).answer).toBe('unknown');
  expect(can('RelatedPerson', 'create', facts(undefined, parseScopes('patient/RelatedPerson.r')))).toEqual({
    answer: 'no',
    because: 'not-granted',
  });
});

test('a transaction is listed, not listed, or not spoken of', () => {
  expect(canBundle('transaction', facts(statement([], [{ code: 'transaction' }]))).answer).toBe('yes');
  expect(canBundle('transaction', facts(statement([], [{ code: 'batch' }]))).answer).toBe('no');
  expect(canBundle('transaction', facts(statement([]))).answer).toBe('unknown');
  expect(canBundle('transaction', facts(undefined)).answer).toBe('unknown');
});

test('what this session was refused is not tried again, whatever the statement says, and nothing else is closed by it', () => {
  const host = lists('create', 'update', 'patch');
  const refused = [{ type: 'RelatedPerson', operation: 'create' }] as const;
  expect(can('RelatedPerson', 'create', facts(host, all, refused))).toEqual({
    answer: 'no',
    because: 'refused-before',
  });
  expect(can('RelatedPerson', 'update', facts(host, all, refused)).answer).toBe('yes');
  const bundle = statement([], [{ code: 'transaction' }]);
  const learnt = [{ type: 'Bundle', operation: 'transaction' }] as const;
  expect(canBundle('transaction', facts(bundle, all, learnt)).because).toBe('refused-before');
});

test.each([
  [['update', 'patch'], 'update'],
  [['patch'], 'patch'],
  [['create'], 'none'],
] as const)('a host that lists %j changes by %s', (codes, change) => {
  expect(meansOf('RelatedPerson', facts(lists(...codes))).change).toBe(change);
});

test('a refused update leaves the patch', () => {
  const refused = [{ type: 'RelatedPerson', operation: 'update' }] as const;
  expect(meansOf('RelatedPerson', facts(lists('update', 'patch'), all, refused)).change).toBe('patch');
});

test('conditional create and refused stale versions hold only where the host says so itself', () => {
  const host = (more: object) => statement([{ type: 'RelatedPerson', interaction: [{ code: 'create' }], ...more }]);
  const means = (more: object) => meansOf('RelatedPerson', facts(host(more)));
  expect(means({})).toMatchObject({ conditionalCreate: false, refusesStale: false });
  expect(means({ conditionalCreate: true, versioning: 'versioned-update' })).toMatchObject({
    conditionalCreate: true,
    refusesStale: true,
  });
  expect(means({ versioning: 'versioned' }).refusesStale).toBe(false);
});
