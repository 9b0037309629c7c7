import { expect, test } from 'vitest';
import { toRelatedPerson } from '../mapping/write-child';
import { bundleOf, notAbout } from './bundle';
import type { IntendedWrite } from './intended';
import { child } from './snapshot-for-tests';

const base = 'https://ehr.example/fhir';
const launched = { patient: 'a', encounter: 'e' };
const create: IntendedWrite = {
  kind: 'create-child',
  uuid: 'u',
  fullUrl: 'urn:uuid:u',
  resource: toRelatedPerson({ uuid: 'u' }, 'Patient/a'),
};
const merge: IntendedWrite = {
  kind: 'merge-child',
  id: '7',
  version: '3',
  fullUrl: 'RelatedPerson/7',
  before: child('7', 'Lena'),
  resource: { ...child('7', 'Lena'), id: '7' },
  filled: ['birthDate'],
};
const entry = (subject: string, encounter?: string): IntendedWrite => ({
  kind: 'create-entry',
  step: 2,
  uuid: 'q',
  fullUrl: 'urn:uuid:q',
  resource: {
    resourceType: 'QuestionnaireResponse',
    status: 'completed',
    subject: { reference: subject },
    ...(encounter ? { encounter: { reference: encounter } } : {}),
  },
});
const provenance = (...targets: string[]): IntendedWrite => ({
  kind: 'create-provenance',
  uuid: 'p',
  fullUrl: 'urn:uuid:p',
  steps: [],
  resource: {
    resourceType: 'Provenance',
    recorded: '2026-11-25T10:00:00Z',
    agent: [{ who: { reference: 'Practitioner/n' } }],
    target: targets.map((reference) => ({ reference })),
  },
});

test('whatever is created has a condition, whatever is merged has the version it started from', () => {
  const requests = bundleOf([merge, create, entry('Patient/a'), provenance()]).map(({ fullUrl, request }) => ({
    fullUrl,
    ...request,
  }));
  const own = 'https://w3id.org/kindreflex/id|';
  expect(requests).toEqual([
    { fullUrl: undefined, method: 'PUT', url: 'RelatedPerson/7', ifMatch: 'W/"3"' },
    { fullUrl: 'urn:uuid:u', method: 'POST', url: 'RelatedPerson', ifNoneExist: `identifier=${own}u` },
    { fullUrl: 'urn:uuid:q', method: 'POST', url: 'QuestionnaireResponse', ifNoneExist: `identifier=${own}q` },
    { fullUrl: 'urn:uuid:p', method: 'POST', url: 'Provenance', ifNoneExist: `_tag=${own}p` },
  ]);
});

test('writes about the launched client and encounter may go, also where the host writes absolute references', () => {
  const absolute = { ...merge, resource: { ...merge.resource, patient: { reference: `${base}/Patient/a` } } };
  const writes = [absolute, create, entry('Patient/a', 'Encounter/e'), provenance('urn:uuid:u', 'RelatedPerson/7')];
  expect(notAbout(writes, launched, base)).toBeUndefined();
  expect(notAbout([entry('Patient/a')], { patient: 'a' }, base)).toBeUndefined();
});

const foreign = { reference: 'Patient/b' };
test.each<[string, IntendedWrite[], string]>([
  ['an entry of another client', [entry('Patient/b', 'Encounter/e')], 'other-patient'],
  ['an entry on another server', [entry('https://other.example/Patient/a', 'Encounter/e')], 'other-patient'],
  ['an entry of another encounter', [entry('Patient/a', 'Encounter/f')], 'other-encounter'],
  ['an entry without the encounter', [entry('Patient/a')], 'other-encounter'],
  [
    'a new child of another client',
    [{ ...create, resource: { ...create.resource, patient: foreign } }],
    'other-patient',
  ],
  [
    'a merge into a child of another client',
    [{ ...merge, before: { ...merge.before, patient: foreign } }],
    'other-patient',
  ],
  ['a merge that moves a child', [{ ...merge, resource: { ...merge.resource, patient: foreign } }], 'other-patient'],
  ['a Provenance of something else', [create, provenance('urn:uuid:u', 'Patient/b')], 'other-patient'],
])('%s is stopped', (_, writes, reason) => {
  expect(notAbout(writes, launched, base)).toBe(reason);
});

test('an entry with an encounter is stopped where the launch named none', () => {
  expect(notAbout([entry('Patient/a', 'Encounter/e')], { patient: 'a' }, base)).toBe('other-encounter');
});
