import type { CountCell, EntryCell, Figures, Period, Setting, SpreadCell, Step } from '../../../src/report/figures';
import type { CaseTruth } from '../generate/truth';
import type { Asked } from './asked-for';
import { childUnits } from './children';
import { newestOf } from './newest';
import { type Standing, standingOf } from './standing';
import { adviceUnits, decisionUnits, followUpUnits, reasonUnits, stayUnits } from './steps';
import { Tally } from './tally';
import { type Unit, unit } from './unit';
import { type Visit, visitsOf } from './visits';

const monthNumber = (month: string): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7));

/** The periods that a month belongs to. */
function periodsOf(month: string, asOf: string): Period[] {
  const ago = monthNumber(asOf) - monthNumber(month);
  return ['all', ...(ago < 12 ? ['current' as const] : ago < 24 ? ['previous' as const] : [])];
}

function quantile(sorted: readonly number[], share: number): number {
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)] ?? 0;
  const above = sorted[Math.ceil(place)] ?? 0;
  return below + (above - below) * (place - Math.floor(place));
}

function spreadsOf(visits: readonly Visit[], asOf: string): SpreadCell[] {
  const groups = new Map<string, number[]>();
  for (const { month, setting, hours } of visits) {
    if (hours === undefined) continue;
    for (const when of [month, ...periodsOf(month, asOf)])
      for (const where of [setting, 'all'])
        groups.set(`${when} ${where}`, [...(groups.get(`${when} ${where}`) ?? []), hours]);
  }
  return [...groups].map(([key, hours]) => {
    const [when = '', setting = ''] = key.split(' ');
    const sorted = hours.sort((a, b) => a - b);
    const [q1, median, q3] = [0.25, 0.5, 0.75].map((share) => quantile(sorted, share)) as [number, number, number];
    return { when, setting: setting as Setting, count: sorted.length, q1, median, q3 };
  });
}

/** Adds up units of one indicator into cells. */
class Cells {
  private readonly cells = new Map<string, CountCell>();

  add(measure: CountCell['measure'], units: readonly Unit[]): void {
    for (const { month, setting, numerator, denominator } of units) {
      const key = `${measure} ${month} ${setting}`;
      const { numerator: n, denominator: d } = this.cells.get(key) ?? { numerator: 0, denominator: 0 };
      this.cells.set(key, { measure, month, setting, numerator: n + numerator, denominator: d + denominator });
    }
  }

  list(): CountCell[] {
    return [...this.cells.values()].filter(({ numerator, denominator }) => numerator + denominator > 0);
  }
}

const reaches = ({ step, entry }: Standing): boolean => step !== 1 || entry.said.outcome === 'held';

/** The figures of a population, from what was meant: one rule after the other, one client after the other, nothing clever. */
export function slowFigures(population: readonly CaseTruth[], asked: Asked): Figures {
  const leftOut = new Tally();
  const entries = new Tally();
  const funnel = new Map<string, Set<string>>();
  const cells = new Cells();
  const visits: Visit[] = [];
  for (const told of population) {
    const encounters = newestOf(told.encounters, ({ id }) => id);
    const persons = newestOf(told.persons, ({ id }) => id);
    for (const [all, kept] of [
      [told.encounters, encounters],
      [told.persons, persons],
      [told.clients, newestOf(told.clients, ({ id }) => id)],
    ] as const)
      leftOut.add('duplicate', all.length - kept.length);
    const standing = standingOf(told, new Map(encounters.map((one) => [one.id, one])), asked, leftOut);
    visits.push(...visitsOf(told, encounters, standing, asked, leftOut));
    for (const one of standing) {
      entries.add(`${one.step} ${one.month} ${one.setting}`);
      if (!reaches(one)) continue;
      for (const period of periodsOf(one.month, asked.asOf)) {
        const key = `${period} ${one.step}`;
        funnel.set(key, (funnel.get(key) ?? new Set()).add(one.client));
      }
    }
    for (const client of new Set(standing.map((one) => one.client))) {
      const own = standing.filter((one) => one.client === client);
      cells.add('childrens-data', childUnits(own, persons));
      cells.add('childcare-answered', stayUnits(own));
      cells.add('reasons-present', reasonUnits(own));
      cells.add('decision-in-time', decisionUnits(own, asked, leftOut));
      cells.add('follow-through', followUpUnits(own, asked));
      cells.add('advice-use', adviceUnits(own));
    }
  }
  cells.add(
    'asked-rate',
    visits.map((visit) => unit(visit, visit.asked)),
  );
  return {
    asOf: asked.asOf,
    counts: cells.list(),
    entries: [...entries.counts].map(([key, count]): EntryCell => {
      const [step = '', month = '', setting = ''] = key.split(' ');
      return { step: Number(step) as Step, month, setting: setting as Setting, entries: count };
    }),
    spreads: spreadsOf(visits, asked.asOf),
    funnel: [...funnel].map(([key, clients]) => {
      const [period, step] = key.split(' ');
      return { period: period as Period, step: Number(step) as Step, clients: clients.size };
    }),
    leftOut: [...leftOut.counts].map(([reason, count]) => ({ reason, count })),
  };
}
