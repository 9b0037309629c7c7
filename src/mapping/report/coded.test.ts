import fc from 'fast-check';
import type { Bundle, Coding, QuestionnaireResponse, QuestionnaireResponseItem } from 'fhir/r4';
import { describe, expect, test } from 'vitest';
import { INDEXES } from '../../../test/differential/questionnaires';
import { writeDate } from '../../form/date-text';
import type { Entry } from '../../plan/entry';
import { foldPlan } from '../../plan/fold';
import { composeReport } from './compose';
import { allOf, bundleOf, EXAMPLES, planOfExample, WHOLE, WORDING } from './report-for-tests';
import { statementsIn } from './statements';

const responsesIn = ({ entry = [] }: Bundle): QuestionnaireResponse[] =>
  entry.flatMap(({ resource }) =>
    resource?.resourceType === 'QuestionnaireResponse' ? [resource as QuestionnaireResponse] : [],
  );

/** What a person reads of a document. */
const readIn = ({ entry = [] }: Bundle): string =>
  entry.flatMap(({ resource }) => (resource?.resourceType === 'Composition' ? [JSON.stringify(resource)] : [])).join();

interface Leaf {
  readonly linkId: string;
  readonly said: string;
}

/** Every answer of a response, as a reader would see it; the day of the contact stands in the title. */
const leavesOf = (items: readonly QuestionnaireResponseItem[] = []): Leaf[] =>
  items.flatMap(({ linkId, answer = [], item }) => [
    ...answer.flatMap(({ valueCoding, valueReference, valueBoolean, valueDate, valueString, valueInteger }): Leaf[] => {
      const label = INDEXES[Number(linkId[1]) as Entry['step']]
        .get(linkId)
        ?.field.options.find(({ coding }) => coding.code === valueCoding?.code)?.label;
      const said =
        label ??
        valueCoding?.display ??
        valueReference?.display ??
        valueString ??
        (valueDate && writeDate(valueDate)) ??
        (valueBoolean === undefined ? String(valueInteger) : valueBoolean ? 'ja' : 'nee');
      return linkId.endsWith('.contactDate') || linkId === 's1.kind.refpersoon' ? [] : [{ linkId, said }];
    }),
    ...leavesOf(item),
  ]);

const unreadIn = (bundle: Bundle): Leaf[] => {
  const text = readIn(bundle);
  return responsesIn(bundle)
    .flatMap(({ item }) => leavesOf(item))
    .filter(({ said }) => !text.includes(said));
};

describe('what is coded is what is read, and no more', () => {
  test('whatever is chosen', () => {
    fc.assert(
      fc.property(fc.constantFrom(...EXAMPLES), fc.infiniteStream(fc.boolean()), fc.boolean(), (name, coins, last) => {
        const plan = planOfExample(name);
        const some = <T>(all: Iterable<T>): ReadonlySet<T> => new Set([...all].filter(() => coins.next().value));
        const { parts, children } = allOf(plan);
        const statements = plan.entries.flatMap(statementsIn).map(({ key }) => key);
        const picks = { parts: some(parts), children: some(children), statements: some(statements) };
        const bundle = bundleOf(composeReport(plan, { ...picks, span: last ? 'last' : 'all' }, WORDING));
        expect(unreadIn(bundle)).toEqual([]);
        for (const { key, given = '-' } of plan.children)
          expect(!picks.children.has(key) && JSON.stringify(bundle).includes(`"${given}`)).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  test.each(EXAMPLES)('%s', (name) => {
    const plan = planOfExample(name);
    const statements = new Set(plan.entries.flatMap(statementsIn).map(({ key }) => key));
    const bundle = bundleOf(composeReport(plan, { ...allOf(plan), statements, span: 'all' }, WORDING));
    expect(unreadIn(bundle)).toEqual([]);
    expect(JSON.stringify(bundle)).not.toMatch(/"s1\.kind\.(bron|geboortedatumOnbekend)"/);
  });
});

const entryOf = (step: Entry['step'], day: string, answers: Entry['answers']): Entry => ({
  id: `e-${step}-${day}`,
  step,
  contactDate: `2026-11-${day}`,
  recordedAt: `2026-11-${day}T10:00:00Z`,
  status: 'completed',
  answers,
});
const whole = (entries: readonly Entry[], persons: Parameters<typeof foldPlan>[1] = []) => {
  const plan = foldPlan(entries, persons, WHOLE);
  return bundleOf(composeReport(plan, { ...allOf(plan), span: 'all' }, WORDING));
};
const noor = { id: 'c', given: 'Noor', birthDate: '2017-05-02', relation: 'CHILD', active: true, child: true };
const row = (permanent: string, residence?: string): Entry['answers'] => ({
  's1.zorgtVoor': [{ code: 'yes' }],
  's1.kind': [
    {
      key: '0',
      items: {
        's1.kind.refpersoon': [{ reference: 'RelatedPerson/c' }],
        's1.kind.permanent': [{ code: permanent }],
        ...(residence ? { 's1.kind.verblijf': [{ code: residence }] } : {}),
        's1.kind.bron': [{ code: 'from-record' }],
      },
    },
  ],
});

test.each([
  ['s2.nietPluis', 'yes', false],
  ['s2.criteria', 'intoxication', true],
])('the kind of service stands beside %s, to read and coded: %s %s', (linkId, given, stands) => {
  const setting = { code: stands ? 'emergency' : 'mental-health', display: 'x' };
  const bundle = whole([entryOf(2, '01', { 's2.setting': [setting], [linkId]: [{ code: given, display: given }] })]);
  expect(JSON.stringify(responsesIn(bundle)).includes('s2.setting')).toBe(stands);
  expect(readIn(bundle).includes('Setting: spoedgevallen')).toBe(stands);
  expect(unreadIn(bundle)).toEqual([]);
});

test('where a child stayed before goes along no more than it is read', () => {
  const bundle = whole([entryOf(1, '01', row('no', 'foster')), entryOf(1, '20', row('yes'))], [noor]);
  expect(readIn(bundle)).toContain('Noor');
  const coded = responsesIn(bundle).map(({ item }) => JSON.stringify(item));
  expect(coded[0]).not.toMatch(/foster|s1\.kind/);
  expect(coded[1]).toContain('s1.kind.permanent');
});

const codingsIn = (bundle: Bundle): Coding[] =>
  responsesIn(bundle).flatMap(({ item }) =>
    (item ?? []).flatMap(({ answer = [] }) => answer.flatMap(({ valueCoding }) => valueCoding ?? [])),
  );

test('a code says what the question says it means, and nothing that a host hung on it', () => {
  const coding = {
    system: 'https://w3id.org/kindreflex/CodeSystem/x',
    code: 'yes',
    display: 'ja, zegt buurvrouw Mia',
    extension: [{ url: 'https://ehr.example/by', valueString: 'Mia' }],
  };
  const bundle = whole([entryOf(2, '01', { 's2.nietPluis': [coding] })]);
  expect(JSON.stringify(bundle)).not.toContain('Mia');
  expect(codingsIn(bundle)).toEqual([
    INDEXES[2].get('s2.nietPluis')?.field.options.find(({ coding: { code } }) => code === 'yes')?.coding,
  ]);
});

test('a child that a link of another system does not name is named as it is known', () => {
  const measure = { 's5.maatregel.wat': ['oppas'], 's5.maatregel.kind': [{ reference: 'RelatedPerson/c' }] };
  const bundle = whole([entryOf(5, '01', { 's5.maatregel': [{ key: '0', items: measure }] })], [noor]);
  expect(unreadIn(bundle)).toEqual([]);
  expect(readIn(bundle)).toMatch(/Welk kind\? Noor/);
});

test('the document tells of no stay, and of the client no more than the paper does', () => {
  const bundle = whole([entryOf(5, '01', { 's5.gezin': ['samen gegeten'] })]);
  const types = (bundle.entry ?? []).map(({ resource }) => resource?.resourceType);
  expect(types).toEqual(['Composition', 'Patient', 'Practitioner', 'QuestionnaireResponse']);
  expect(bundle.entry?.[1]?.resource).toEqual({
    resourceType: 'Patient',
    name: [{ family: 'Aerts', given: ['Katrijn'] }],
    birthDate: '1990-05-17',
  });
});
