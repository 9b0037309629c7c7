import { createRequire } from 'node:module';
import fc from 'fast-check';
import type { Bundle, QuestionnaireResponse, RelatedPerson } from 'fhir/r4';
import { expect, test } from 'vitest';
import { type Answers, type Instance, instances, string } from '../../src/fhir/answers';
import { toResponse } from '../../src/mapping/to-response';
import { toRelatedPerson } from '../../src/mapping/write-child';
import { childOf } from '../../src/plan/children';
import { partialDate, text, validAnswers } from './arbitraries';
import { labelOf, QUESTIONNAIRES } from './questionnaires';
import { report, sample } from './seed';

type Extract = (
  response: QuestionnaireResponse,
  questionnaire: object,
) => Promise<{ extractSuccess: boolean; extractResult: { extractedBundle: Bundle } }>;

// The engine's ESM build does not load in Node; its CommonJS build does.
const { inAppExtract }: { inAppExtract: Extract } = createRequire(import.meta.url)('@aehrc/sdc-template-extract');

const role = (code: string, display: string) => ({
  system: 'http://terminology.hl7.org/CodeSystem/v3-RoleCode',
  code,
  display,
});
const identity = fc
  .record(
    { voornaam: text, naam: text, geboortedatum: partialDate, band: fc.constantFrom('CHILD', 'GRNDCHILD', 'SIB') },
    { requiredKeys: [] },
  )
  .filter((answers) => Object.keys(answers).length > 0)
  .map(({ band, ...answers }): Answers => {
    const displays = { CHILD: 'child', GRNDCHILD: 'grandchild', SIB: 'sibling' };
    const coding = band && { band: role(band, displays[band as keyof typeof displays]) };
    return Object.fromEntries(Object.entries({ ...answers, ...coding }).map(([name, value]) => [name, [value]]));
  });
const prefixed = (prefix: string, answers: Answers): Answers =>
  Object.fromEntries(Object.entries(answers).map(([name, given]) => [`${prefix}.${name}`, given]));

const known = fc
  .tuple(fc.uuid(), identity)
  .map(([id, answers]): Answers => ({ 's1.kind.id': [id], ...prefixed('s1.kind', answers) }));
const fresh = fc.tuple(fc.uuid(), identity).map(([uuid, answers]): Answers => {
  const items = { 's1.kind.nieuw.uuid': [uuid], ...prefixed('s1.kind.nieuw', answers) };
  return { 's1.kind.nieuw': [{ key: '0', items }] };
});
const withChildren = fc
  .tuple(validAnswers(1), fc.array(fc.oneof(known, fresh), { maxLength: 5 }))
  .map(([answers, children]): Answers => {
    const { 's1.kind': _, ...rest } = answers;
    if (children.length === 0) return rest;
    return { ...rest, 's1.kind': children.map((items, index) => ({ key: String(index), items })) };
  });

async function extract(answers: Answers) {
  const entry = {
    id: '6d1bb4a5-9d3f-4a53-a8a7-0f3b7d9c3f10',
    step: 1 as const,
    version: '0.1.0',
    contactDate: '2026-11-24',
    recordedAt: '2026-11-24T10:00:00.000Z',
    status: 'completed' as const,
    answers,
  };
  const context = { patient: 'Patient/1', authored: entry.recordedAt, labels: [], label: labelOf };
  // The engine writes into what it is given.
  const result = await inAppExtract(toResponse(entry, context), structuredClone(QUESTIONNAIRES[1]));
  expect(result.extractSuccess).toBe(true);
  return result.extractResult.extractedBundle.entry ?? [];
}

const newChild = ({ key, items }: Instance): RelatedPerson | undefined => {
  const uuid = string(instances(items, 's1.kind.nieuw')[0]?.items ?? {}, 's1.kind.nieuw.uuid');
  return uuid ? toRelatedPerson({ ...childOf({ key, items }, key), uuid }, 'Patient/1') : undefined;
};

test('an SDC engine extracts one POST per new child, equal to what the app writes, and nothing for a known child', async () => {
  const cases = sample(withChildren, 300);
  let created = 0;
  for (const answers of cases) {
    const expected = instances(answers, 's1.kind').flatMap((child) => newChild(child) ?? []);
    const entries = await extract(answers);
    expect(entries.map(({ resource }) => resource)).toEqual(expected);
    expect(entries.map(({ fullUrl }) => fullUrl)).toEqual(
      expected.map(({ identifier }) => `urn:uuid:${identifier?.[0]?.value}`),
    );
    for (const { request, resource } of entries) {
      expect(request).toEqual({ method: 'POST', url: 'RelatedPerson' });
      const { name, birthDate, relationship } = resource as RelatedPerson;
      expect(name ?? birthDate ?? relationship, 'no empty person').toBeDefined();
    }
    created += entries.length;
  }
  expect(created).toBeGreaterThan(100);
  report(`sdc-template-extract: ${cases.length} responses, ${created} new children, all equal`);
}, 120_000);

test('two known children and a new one give exactly one POST', async () => {
  const names = { voornaam: ['Noor'], naam: ['Maes'], geboortedatum: ['2019-05-17'], band: [role('CHILD', 'child')] };
  const child = (id: string): Answers => ({ 's1.kind.id': [id], ...prefixed('s1.kind', names) });
  const uuid = 'b1f3a1f0-5a53-4d0c-9f0e-2d5b8a1c0d11';
  const noor = { 's1.kind.nieuw.uuid': [uuid], ...prefixed('s1.kind.nieuw', names) };
  const entries = await extract({
    's1.contactDate': ['2026-11-24'],
    's1.kind': [child('1'), { 's1.kind.nieuw': [{ key: '0', items: noor }] }, child('2')].map((items, index) => ({
      key: String(index),
      items,
    })),
  });
  expect(entries).toEqual([
    {
      fullUrl: `urn:uuid:${uuid}`,
      request: { method: 'POST', url: 'RelatedPerson' },
      resource: {
        resourceType: 'RelatedPerson',
        identifier: [{ system: 'https://w3id.org/kindreflex/id', value: uuid }],
        active: true,
        patient: { reference: 'Patient/1' },
        relationship: [{ coding: [role('CHILD', 'child')] }],
        name: [{ family: 'Maes', given: ['Noor'] }],
        birthDate: '2019-05-17',
      },
    },
  ]);
});
