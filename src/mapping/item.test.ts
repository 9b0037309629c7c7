import fc from 'fast-check';
import type { QuestionnaireResponseItem } from 'fhir/r4';
import { expect, test } from 'vitest';
import { validAnswers } from '../../test/differential/arbitraries';
import { coding } from '../../test/differential/fixtures';
import { labelOf } from '../../test/differential/questionnaires';
import { report } from '../../test/differential/seed';
import { removeInstance, setValues } from '../form/edit';
import { STEPS } from '../plan/entry';
import { readItems } from './item';
import { writeItems } from './write-items';

const rewritten = (items: readonly QuestionnaireResponseItem[]): QuestionnaireResponseItem[] => {
  const { answers, unknown } = readItems(items);
  return writeItems(answers, () => undefined, unknown);
};
const given = (linkId: string, valueString: string): QuestionnaireResponseItem => ({
  linkId,
  answer: [{ valueString }],
});
const kind = (...item: QuestionnaireResponseItem[]): QuestionnaireResponseItem => ({ linkId: 's1.kind', item });
const date = { linkId: 's1.contactDate', answer: [{ valueDate: '2026-11-24' }] };
const count = { linkId: 's1.aantal', answer: [{ valueInteger: 2 }] };
const extension = [{ url: 'https://example.org/more', valueString: 'x' }];

test.each<[string, QuestionnaireResponseItem[]]>([
  [
    'an unknown item at the top, where it stood',
    [date, given('s1.later', 'x'), { ...given('s1.last', 'y'), text: 'Last' }, count],
  ],
  ['an unknown first item', [given('s1.before', 'x'), date]],
  ['an unknown group with groups in it', [date, { linkId: 's1.more', item: [kind(given('s1.kind.id', '9'))] }]],
  [
    'an unknown item in one instance of a repeating group',
    [
      date,
      kind(given('s1.kind.id', '1')),
      kind(given('s1.kind.id', '2'), given('s1.kind.later', 'x'), given('s1.kind.naam', 'Maes')),
    ],
  ],
  ['an instance in which nothing is known', [kind(given('s1.kind.later', 'x')), kind(given('s1.kind.id', '2'))]],
  [
    'an unknown item two groups deep',
    [kind({ linkId: 's1.kind.nieuw', item: [given('s1.kind.nieuw.uuid', 'u'), given('s1.kind.nieuw.later', 'x')] })],
  ],
  ['a value of a type that is not known here', [{ linkId: 's1.aantal', answer: [{ valueDecimal: 1.5 }] }]],
  [
    'one unknown value among known ones',
    [{ linkId: 's1.nuBij', answer: [{ valueCoding: coding('partner') }, { valueTime: '10:00:00' }] }],
  ],
  ['a group that became a question', [{ linkId: 's1.nu', answer: [{ valueString: 'x' }] }]],
  [
    'items under an answer',
    [{ linkId: 's1.aantal', answer: [{ valueInteger: 2, item: [given('s1.aantal.why', 'x')] }] }],
  ],
  [
    'an extension on an item, an answer, a value and a group',
    [
      { ...date, extension },
      { linkId: 's1.aantal', answer: [{ valueInteger: 2, extension }] },
      { ...kind(given('s1.kind.id', '1')), extension, id: 'g1' },
      { linkId: 's1.opnieuwOp', answer: [{ valueDate: '2026-12', _valueDate: { extension } }] },
    ],
  ],
  ['an element id and a definition', [{ ...date, id: 'a', definition: 'https://example.org/d' }]],
])('%s is written back as it came', (_, items) => expect(rewritten(items)).toEqual(items));

test('what is decorated still counts as an answer, and a modifier does not', () => {
  const read = readItems([
    { ...count, extension },
    { ...date, modifierExtension: extension } as QuestionnaireResponseItem,
  ]);
  expect(read.answers).toEqual({ 's1.aantal': [2] });
  expect(read.unknown).toHaveLength(2);
});

test('a decoration goes with the answer that it was about, and only then', () => {
  const { answers, unknown } = readItems([date, { ...count, extension }]);
  const write = (changed: typeof answers) => writeItems(changed, () => undefined, unknown);
  expect(write(setValues(answers, [], 's1.aantal', [3]))).toEqual([
    date,
    { linkId: 's1.aantal', answer: [{ valueInteger: 3 }] },
  ]);
  expect(write(setValues(answers, [], 's1.aantal', []))).toEqual([date]);
});

test('when an instance is removed the unknown items of the others stay with their own', () => {
  const second = kind(given('s1.kind.id', '2'), given('s1.kind.later', 'of the second'));
  const { answers, unknown } = readItems([kind(given('s1.kind.id', '1')), second]);
  expect(writeItems(removeInstance(answers, [], 's1.kind', '0'), () => undefined, unknown)).toEqual([second]);
  expect(writeItems(removeInstance(answers, [], 's1.kind', '1'), () => undefined, unknown)).toEqual([
    kind(given('s1.kind.id', '1')),
  ]);
});

test('items and groups without any answer are left out', () => {
  expect(readItems([{ linkId: 's1.aantal', text: 'Count' }, kind(), { linkId: 's1.nu', text: 'Now' }])).toEqual({
    answers: {},
    unknown: [],
  });
  expect(writeItems({ 's1.kind': [{ key: '0', items: {} }] }, () => undefined)).toEqual([]);
});

const stranger = fc
  .uuid()
  .map((linkId): QuestionnaireResponseItem => ({ linkId, answer: [{ valueTime: '10:00:00' }] }));

/** Puts strangers at random places at every level. */
const mixed = (items: readonly QuestionnaireResponseItem[]): fc.Arbitrary<QuestionnaireResponseItem[]> =>
  fc
    .tuple(
      ...items.map((item) =>
        fc.tuple(
          item.item ? mixed(item.item).map((inner) => ({ ...item, item: inner })) : fc.constant(item),
          // Two instances of one group stay together: between them there is no place of its own for another item.
          fc.option(stranger, { nil: undefined, freq: 2 }),
        ),
      ),
    )
    .map((all) =>
      all.flatMap(([item, more], index) => (more && items[index + 1]?.linkId !== item.linkId ? [item, more] : [item])),
    );

test('unknown items of a newer version come back at their place, at any depth', () => {
  let runs = 0;
  for (const step of STEPS)
    fc.assert(
      fc.property(
        validAnswers(step).chain((answers) => mixed(writeItems(answers, labelOf))),
        (items) => {
          runs++;
          const { answers, unknown } = readItems(items);
          expect(writeItems(answers, labelOf, unknown)).toEqual(items);
        },
      ),
      { numRuns: 100 },
    );
  report(`unknown items: ${runs} responses of a newer version, none changed`);
});
