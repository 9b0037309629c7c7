import { describe, expect, test } from 'vitest';
import { answered, coding, entry, reading } from '../../../test/differential/fixtures';
import type { Answers, Instance } from '../../fhir/answers';
import { foldPlan } from '../../plan/fold';
import { nl } from '../../texts/nl';
import { translateWith } from '../../texts/texts';
import { leftOut, listSentences } from './list-sentences';

const texts = { language: 'nl', t: translateWith(nl), colon: ': ' } as const;
const TODAY = '2026-11-24';
/** What is typed now counts after everything of the record. */
const TYPED = { recordedAt: '9999-12-31T23:59:59.999Z' };

let children = 0;
const child = (given: string, birthDate?: string, family = 'Maes', more: Answers = {}): Instance => {
  const uuid = `00000000-0000-4000-8000-${String(++children).padStart(12, '0')}`;
  const items = {
    's1.kind.nieuw.uuid': [uuid],
    's1.kind.nieuw.voornaam': [given],
    's1.kind.nieuw.naam': [family],
    ...(birthDate ? { 's1.kind.nieuw.geboortedatum': [birthDate] } : {}),
  };
  return { key: `uuid:${uuid}`, items: { 's1.kind.nieuw': [{ key: uuid, items }], ...more } };
};

const held = { 's1.uitkomst': coding('held'), 's1.zorgtVoor': coding('yes') };
const today = (rows: readonly Instance[], more: Answers = {}) =>
  entry('now', 1, TODAY, { ...answered(held), ...more, ...(rows.length > 0 ? { 's1.kind': rows } : {}) }, TYPED);

const keys = (
  rows: readonly Instance[],
  more: Answers = {},
  earlier: Parameters<typeof foldPlan>[0] = [],
  clientBirthDate?: string,
) =>
  listSentences(
    { rows, plan: foldPlan([...earlier, today(rows, more)], [], reading()), on: TODAY, clientBirthDate },
    texts,
  ).map(({ key }) => key);

const noor = child('Noor', '2019-05-17');
const finn = child('Finn', '2023-01-19');

describe('R1: the number and the list', () => {
  test('more, fewer, as many, and none though the client cares for children', () => {
    expect(keys([noor, finn], { 's1.aantal': [1] })).toEqual(['list.over']);
    expect(keys([noor], { 's1.aantal': [3] })).toEqual(['list.under']);
    expect(keys([noor, finn], { 's1.aantal': [2] })).toEqual([]);
    expect(keys([], { 's1.aantal': [0] })).toEqual(['list.zero']);
  });

  test('says how many are known, and how many were told', () => {
    const [sentence] = listSentences(
      { rows: [noor], plan: foldPlan([today([noor], { 's1.aantal': [3] })], [], reading()), on: TODAY },
      texts,
    );
    expect(sentence?.given).toEqual({ known: 1, count: 3 });
  });

  test('fewer, with a reason, needs no sentence', () => {
    expect(keys([noor], { 's1.aantal': [3], 's1.aantalReden': [coding('to-follow')] })).toEqual([]);
  });
});

describe('R2: a child that is expected', () => {
  const expecting = (due: string) => ({ 's1.verwacht': [coding('yes')], 's1.uitgerekend': [due], 's1.aantal': [1] });

  test('is not counted and gets no row', () => {
    expect(keys([noor], expecting('2027-03-12'))).toEqual(['list.expected']);
  });

  test('is asked for once the due date has passed, not on the day itself', () => {
    expect(keys([noor], expecting('2026-11-23'))).toEqual(['list.duePassed']);
    expect(keys([noor], expecting(TODAY))).toEqual(['list.expected']);
  });

  test('typed as a row with a date to come, is told apart', () => {
    expect(keys([child('Ona', '2027-03-12')], { 's1.aantal': [1] })).toEqual(['list.future']);
  });
});

describe('R3: who is 18', () => {
  const before = entry('may', 1, '2026-05-01', { 's1.kind': [child('Bo', '2008-11-24')] });

  test('since the last conversation, from the birthday on', () => {
    expect(keys([noor], { 's1.aantal': [1] }, [before])).toEqual(['list.turned18']);
    const young = entry('may', 1, '2026-05-01', { 's1.kind': [child('Bo', '2008-11-25')] });
    expect(keys([noor], { 's1.aantal': [2] }, [young])).toEqual([]);
  });

  test('was so already in the last conversation: no word', () => {
    const late = entry('last', 1, '2026-11-24', { 's1.kind': [child('Bo', '2008-11-24')] });
    expect(keys([noor], { 's1.aantal': [1] }, [late])).toEqual([]);
  });

  test('typed today with a birth date of 1900 is not counted', () => {
    expect(keys([child('Bo', '1900-01-01')], { 's1.aantal': [1], 's1.aantalReden': [coding('to-follow')] })).toEqual([
      'list.adult',
    ]);
  });

  test('a year that leaves it open counts as a child', () => {
    expect(keys([child('Bo', '2008')], { 's1.aantal': [1] })).toEqual([]);
  });

  test('a client of 16 is told as such, one of 18 is not', () => {
    expect(keys([noor], { 's1.aantal': [1] }, [], '2010-02-01')).toEqual(['list.youngClient']);
    expect(keys([noor], { 's1.aantal': [1] }, [], '2008-11-24')).toEqual([]);
  });
});

test('R5: a child that lives elsewhere is counted, and that is said', () => {
  const elsewhere = child('Emma', '2013-06-11', 'Maes', { 's1.kind.permanent': [coding('no')] });
  expect(keys([elsewhere], { 's1.aantal': [1] })).toEqual(['list.elsewhere']);
});

describe('R6: twins', () => {
  test('are two children; the same child typed twice is asked about', () => {
    const lars = child('Lars', '2019-03-14');
    expect(keys([lars, child('Lara', '2019-03-14')], { 's1.aantal': [2] })).toEqual(['list.twins']);
    const again = { ...child('Lárs', '2019-03-14'), key: 'again' };
    expect(keys([lars, again], { 's1.aantal': [2] })).toEqual(['list.twice']);
  });

  test('one birth date with another family name, or a year alone, makes no twins', () => {
    const lars = child('Lars', '2019-03-14');
    expect(keys([lars, child('Lara', '2019-03-14', 'Peeters')], { 's1.aantal': [2] })).toEqual([]);
    expect(keys([child('Lars', '2019'), child('Lara', '2019')], { 's1.aantal': [2] })).toEqual([]);
  });
});

test('left out: who stood in the list beforehand and in no row is about, also after a row turned out to be that child', () => {
  const known = (id: string): Instance => ({ key: `RelatedPerson/${id}`, items: { 's1.kind.id': [id] } });
  const prefilled = [known('mats'), known('lena')];
  expect(leftOut(prefilled, [known('mats')])).toEqual([known('lena')]);
  expect(leftOut(prefilled, [known('mats'), { ...known('lena'), key: 'uuid:typed' }])).toEqual([]);
});
