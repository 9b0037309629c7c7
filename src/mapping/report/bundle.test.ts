import type { Bundle, Composition, QuestionnaireResponse } from 'fhir/r4';
import { describe, expect, test } from 'vitest';
import { composeReport } from './compose';
import { composeReferral } from './referral';
import { allOf, bundleOf, EXAMPLES, planOfExample, R, WORDING } from './report-for-tests';
import { statementsIn } from './statements';

const documentOf = (name: string) => {
  const plan = planOfExample(name);
  const statements = new Set(plan.entries.flatMap(statementsIn).map(({ key }) => key));
  return bundleOf(composeReport(plan, { ...allOf(plan), statements, span: 'all' }, WORDING));
};

const compositionOf = ({ entry = [] }: Bundle): Composition => {
  const first = entry[0]?.resource;
  if (first?.resourceType !== 'Composition') throw new Error('The first is no Composition');
  return first as Composition;
};

/** Every `reference` within a resource. */
const links = (node: unknown): string[] =>
  typeof node === 'object' && node !== null
    ? Object.entries(node).flatMap(([key, value]) => (key === 'reference' ? [String(value)] : links(value)))
    : [];

describe.each(EXAMPLES)('%s', (name) => {
  const bundle = documentOf(name);
  const entries = bundle.entry ?? [];

  test('is a document: identified, dated, the Composition first, each resource once', () => {
    expect(bundle.type).toBe('document');
    expect([bundle.identifier?.value, bundle.timestamp].map(Boolean)).toEqual([true, true]);
    expect(entries[0]?.resource?.resourceType).toBe('Composition');
    expect(new Set(entries.map(({ fullUrl }) => fullUrl)).size).toBe(entries.length);
  });

  test('every link leads to something in it, and everything in it is linked', () => {
    const places = entries.flatMap(({ fullUrl }) => fullUrl ?? []);
    const linked = new Set(links(bundle));
    expect([...linked].filter((link) => !places.includes(link))).toEqual([]);
    expect(places.slice(1).filter((place) => !linked.has(place))).toEqual([]);
  });

  test('no number of the record, address or telephone goes along', () => {
    const text = JSON.stringify(bundle);
    expect(text).not.toMatch(/p-77|90051712345|\+32|Schuiladres|RelatedPerson\/|Patient\/|child-[a-z]/);
    const plan = planOfExample(name);
    const own = [...plan.entries.map(({ id }) => id), ...plan.children.flatMap(({ uuid }) => uuid ?? [])];
    expect(own.filter((id) => text.includes(id))).toEqual([]);
  });
});

test('it carries the labels of what stands in it, on the whole and on the parts', () => {
  const bundle = documentOf('s6-alarming-and-willing');
  const composition = compositionOf(bundle);
  expect(bundle.meta?.security).toEqual([R]);
  expect(composition.meta?.security).toEqual([R]);
  expect(composition.confidentiality).toBe('R');
  const responses = (bundle.entry ?? []).flatMap(({ resource }) =>
    resource?.resourceType === 'QuestionnaireResponse' ? [resource] : [],
  );
  expect(responses.every(({ meta }) => meta?.security?.[0]?.code === 'R')).toBe(true);
});

test('a response in it is marked as a copy with parts left out, and says so to a reader', () => {
  const responses = (documentOf('s6-alarming-and-willing').entry ?? []).flatMap(({ resource }) =>
    resource?.resourceType === 'QuestionnaireResponse' ? [resource as QuestionnaireResponse] : [],
  );
  expect(responses.length).toBe(4);
  for (const { meta, text, author, encounter } of responses) {
    expect(meta?.tag?.map(({ code }) => code)).toEqual(['SUBSETTED']);
    expect(text?.div).toContain('&lt;excerpt&gt;');
    expect([author?.reference, encounter]).toEqual([undefined, undefined]);
  }
});

test('who hands it over is named only where that is known', () => {
  const plan = planOfExample('s1-no-children');
  const report = composeReport(plan, { ...allOf(plan), span: 'all' }, WORDING);
  const types = (bundle: ReturnType<typeof bundleOf>) => bundle.entry?.map(({ resource }) => resource?.resourceType);
  expect(types(bundleOf(report))).toContain('Practitioner');
  const nobody = bundleOf(report, { author: undefined });
  expect(types(nobody)).not.toContain('Practitioner');
  expect(compositionOf(nobody).author).toEqual([{ display: '<someone>' }]);
});

test('a text of the record is text in the narrative, whatever it looks like', () => {
  const plan = planOfExample('s5-gut-feeling-not-alarming');
  const entries = plan.entries.map((entry) =>
    entry.step === 3 ? { ...entry, answers: { 's3.hoe': ['<script>a&b</script>\u0000\ud800"\nregel'] } } : entry,
  );
  const report = composeReport({ ...plan, entries }, { ...allOf(plan), parts: new Set([3]), span: 'all' }, WORDING);
  const [, section] = compositionOf(bundleOf(report)).section ?? [];
  expect(section?.text?.div).toContain('&lt;script&gt;a&amp;b&lt;/script&gt;&quot;<br/>regel');
});

test('a section of which nothing is to be seen says that it is not available', () => {
  const plan = planOfExample('s1-no-children');
  const report = composeReport(plan, { ...allOf(plan), parts: new Set([6]), span: 'all' }, WORDING);
  const { section = [] } = compositionOf(bundleOf(report));
  expect(section.map(({ emptyReason, entry }) => [emptyReason?.coding?.[0]?.code, entry])).toEqual([
    ['unavailable', undefined],
  ]);
});

test('a draft for a facility is another type of document, and is no more than preliminary', () => {
  const plan = planOfExample('s7-alarming-not-willing');
  const composition = compositionOf(bundleOf(composeReferral(plan, allOf(plan), WORDING)));
  expect([composition.type.coding?.[0]?.code, composition.status]).toEqual(['57133-1', 'preliminary']);
});
