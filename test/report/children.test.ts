import { expect, test } from 'vitest';
import { SETTINGS, type Setting } from '../../src/report/figures';
import type { CaseTruth, ChildTruth, EntryTruth } from './generate/truth';
import { cellsFrom } from './population-for-tests';

/** A client who is seen once, on a day, and whose entry lists these children. */
function seen(id: string, setting: Setting, day: string, children: readonly ChildTruth[], count?: number): CaseTruth {
  const stored = { versionId: '1', lastUpdated: `${day}T12:00:00Z` };
  const entry: EntryTruth = {
    ...stored,
    id: `${id}q`,
    ownId: `own-${id}`,
    step: 1,
    release: '|0.1.0',
    status: 'completed',
    client: id,
    authored: `${day}T10:00:00+01:00`,
    contactDate: day,
    setting,
    said: { outcome: 'held', children, ...(count === undefined ? {} : { count }) },
  };
  return { clients: [{ ...stored, id }], persons: [], encounters: [], entries: [entry] };
}

const child = (birthDate: string | undefined, more: Partial<ChildTruth> = {}): ChildTruth => ({
  named: true,
  permanent: 'yes',
  ...(birthDate ? { birthDate } : {}),
  ...more,
});

interface Seen {
  readonly name: string;
  readonly day: string;
  readonly child: ChildTruth;
  readonly count?: number;
  readonly known: number;
  readonly of: number;
}
const CHILDREN: readonly Seen[] = [
  { name: 'the day before it turns 18', day: '2026-03-09', child: child('2008-03-10'), known: 1, of: 1 },
  { name: 'the day it turns 18', day: '2026-03-10', child: child('2008-03-10'), known: 0, of: 0 },
  { name: 'born on 29 February, on 28 February', day: '2026-02-28', child: child('2008-02-29'), known: 1, of: 1 },
  { name: 'born on 29 February, on 1 March', day: '2026-03-01', child: child('2008-02-29'), known: 0, of: 0 },
  { name: 'a year of birth that may mean 17', day: '2026-03-10', child: child('2008'), known: 1, of: 1 },
  { name: 'a year of birth that cannot', day: '2026-03-10', child: child('2007'), known: 0, of: 0 },
  { name: 'no birth date', day: '2026-03-10', child: child(undefined), known: 0, of: 1 },
  { name: 'no name', day: '2026-04-10', child: child('2015-01-01', { named: false }), known: 0, of: 1 },
  { name: 'no residence', day: '2026-04-10', child: child('2015-01-01', { permanent: 'unknown' }), known: 0, of: 1 },
  {
    name: 'staying elsewhere',
    day: '2026-04-10',
    child: child('2015-01-01', { permanent: 'no', residence: 'shared' }),
    known: 1,
    of: 1,
  },
  { name: 'one of three that were counted', day: '2026-05-10', child: child('2015-01-01'), count: 3, known: 1, of: 3 },
];
const settingAt = (index: number): Setting => SETTINGS[index % 7] as Setting;
const allSeen = cellsFrom(
  CHILDREN.map((one, index) => seen(`c${index}`, settingAt(index), one.day, [one.child], one.count)),
);

test.each(CHILDREN.map((one, index) => ({ ...one, index })))('a child, $name', async ({ index, day, known, of }) => {
  const cell = `childrens-data ${day.slice(0, 7)} ${settingAt(index)}`;
  const cells = await allSeen;
  expect([cells.get(`${cell} numerator`) ?? 0, cells.get(`${cell} denominator`) ?? 0]).toEqual([known, of]);
});
