import { type Figures, STEPS } from '../figures';
import { addMonths } from '../suppress/rows';
import type { Knowledge, Told } from './read-back-for-tests';

/** What an attacker works out: from `low` up to and with `high`. */
export interface Bounds {
  low: number;
  high: number;
}

/** Sum of coefficient x unknown = constant, over unknowns by name. */
export interface Equation {
  readonly terms: Map<string, bigint>;
  constant: bigint;
}

const SHARES = [
  'asked-rate',
  'childrens-data',
  'childcare-answered',
  'reasons-present',
  'decision-in-time',
  'follow-through',
];
/** What everyone may know from how the figures are defined: each counts a part of what the next one counts. */
const NESTED = [
  ['asked-rate numerator', 'time-to-ask count', 'asked-rate denominator'],
  ['reasons-present denominator', 'step-2 count'],
  ['follow-through denominator', 'advice-use denominator', 'step-4 count'],
];

/** The names of all numbers behind a report, the equations between them, and what is told of each. */
export class Attack {
  readonly equations: Equation[] = [];
  readonly bounds = new Map<string, Bounds>();
  private readonly told: Knowledge;

  /** `told` is what was read back from all files; months are taken from it too. `isNested` as in the figures. */
  constructor(told: Knowledge, percents: ReadonlyMap<string, string>, isNested: (chain: readonly string[]) => boolean) {
    this.told = told;
    const layers = [...new Set([...told.keys()].flatMap((key) => layerOf(key) ?? []))];
    for (const layer of layers) if (!layer.startsWith('funnel')) this.addSums(layer);
    for (const step of STEPS) this.addDifference(`funnel-${step} count`, `step-${step} count`, 'surplus');
    for (const share of SHARES) this.addDifference(`${share} numerator`, `${share} denominator`, 'complement');
    for (const chain of NESTED.filter(isNested))
      chain.forEach((part, index) => {
        for (const whole of chain.slice(index + 1)) this.addDifference(part, whole, 'difference');
      });
    this.addPercents(percents);
  }

  /** The numbers that are not told, with complements and differences; one client may have many entries, so that says nothing. */
  unknowns(): string[] {
    return [...this.bounds.keys()].filter((name) => !name.startsWith('surplus'));
  }

  private places(layer: string): string[] {
    return [...this.told.keys()].filter((key) => layerOf(key) === layer).map((key) => key.slice(layer.length + 1));
  }

  private addSums(layer: string): void {
    const places = this.places(layer);
    const whens = [...new Set(places.map((place) => place.split(' ')[0] ?? ''))];
    const settings = [...new Set(places.map((place) => place.split(' ')[1] ?? ''))].filter((one) => one !== 'all');
    const parts = whens.filter((when) => /^[cpe]/.test(when));
    const months = whens.filter((when) => /^[\db]/.test(when)).sort((a, b) => key(a).localeCompare(key(b)));
    const last = months.at(-1) ?? '';
    const partOf = (when: string): string =>
      when > addMonths(last, -12) && !when.startsWith('b')
        ? 'current'
        : when > addMonths(last, -24) && !when.startsWith('b')
          ? 'previous'
          : 'earlier';
    const isOne = (name: string, pieces: string[]): void => {
      if (pieces.length > 0) this.add([[name, 1n], ...pieces.map((one) => [one, -1n] as const)]);
    };
    for (const part of parts)
      isOne(
        `${layer} ${part} all`,
        months.filter((month) => partOf(month) === part).map((month) => `${layer} ${month} all`),
      );
    for (const when of [...parts, 'all'])
      isOne(
        `${layer} ${when} all`,
        settings.map((one) => `${layer} ${when} ${one}`),
      );
    for (const where of ['all', ...settings])
      isOne(
        `${layer} all ${where}`,
        parts.map((part) => `${layer} ${part} ${where}`),
      );
  }

  private addDifference(part: string, whole: string, what: string): void {
    const [parts, wholes] = [new Set(this.places(part)), this.places(whole)];
    for (const place of wholes) {
      if (!parts.has(place)) continue;
      const name = `${what} of ${part} and ${whole} ${place}`;
      this.bounds.set(name, { low: 0, high: Number.POSITIVE_INFINITY });
      this.add([
        [`${whole} ${place}`, 1n],
        [`${part} ${place}`, -1n],
        [name, -1n],
      ]);
    }
  }

  private add(terms: readonly (readonly [string, bigint])[]): void {
    const equation: Equation = { terms: new Map(), constant: 0n };
    for (const [name, factor] of terms) {
      const told = this.told.get(name);
      if (typeof told === 'number') equation.constant -= factor * BigInt(told);
      else {
        equation.terms.set(name, (equation.terms.get(name) ?? 0n) + factor);
        if (!this.bounds.has(name)) this.bounds.set(name, this.boundsOf(name, told));
      }
    }
    for (const [name, factor] of equation.terms) if (factor === 0n) equation.terms.delete(name);
    this.equations.push(equation);
  }

  /** `hidden` means five or more, unless a layer never says `<5`. */
  private boundsOf(name: string, told: Told | undefined): Bounds {
    const layer = layerOf(name) ?? '';
    const saysSmall = this.places(layer).some((place) => this.told.get(`${layer} ${place}`) === '<5');
    if (told === '<5') return { low: 0, high: 4 };
    if (typeof told === 'string' && told.startsWith('>'))
      return { low: Number(told.slice(1)) + 1, high: Number(told.slice(1)) + 5 };
    return { low: saysSmall ? 5 : 0, high: Number.POSITIVE_INFINITY };
  }

  /** A percentage of a known whole narrows its part down. */
  private addPercents(percents: ReadonlyMap<string, string>): void {
    for (const [place, percent] of percents) {
      const [share = '', ...rest] = place.split(' ');
      const name = `${share} numerator ${rest.join(' ')}`;
      const whole = this.told.get(`${share} denominator ${rest.join(' ')}`);
      const bounds = this.bounds.get(name);
      if (!bounds || typeof whole !== 'number' || !SHARES.includes(share)) continue;
      const fits = (count: number): boolean => {
        const exact = (100 * count) / whole;
        if (percent.startsWith('>')) return exact > Number(percent.slice(1));
        if (percent.startsWith('<')) return exact < Number(percent.slice(1));
        return percent === 'hidden' || Math.round(exact) === Number(percent);
      };
      const counts = Array.from({ length: whole + 1 }, (_, count) => count).filter(fits);
      bounds.low = Math.max(bounds.low, Math.min(...counts));
      bounds.high = Math.min(bounds.high, Math.max(...counts));
    }
  }
}

const key = (when: string): string => (when.startsWith('b') ? '' : when);

const layerOf = (name: string): string | undefined =>
  /^(\S+ (?:numerator|denominator|count))(?= (?:\d|all|current|previous|earlier|before))/.exec(name)?.[1];

/** Whether figures keep to a chain in every month and setting, as figures of real services do. */
export function nestedIn(figures: Figures): (chain: readonly string[]) => boolean {
  const values = new Map<string, Map<string, number>>();
  const add = (layer: string, month: string, setting: string, count: number): void => {
    const cells = values.get(layer) ?? new Map<string, number>();
    values.set(layer, cells.set(`${month} ${setting}`, (cells.get(`${month} ${setting}`) ?? 0) + count));
  };
  for (const cell of figures.counts) {
    add(`${cell.measure} numerator`, cell.month, cell.setting, cell.numerator);
    add(`${cell.measure} denominator`, cell.month, cell.setting, cell.denominator);
  }
  for (const cell of figures.spreads)
    if (/^\d/.test(cell.when) && cell.setting !== 'all') add('time-to-ask count', cell.when, cell.setting, cell.count);
  for (const cell of figures.entries) add(`step-${cell.step} count`, cell.month, cell.setting, cell.entries);
  return (chain) =>
    chain.every((part, index) => {
      const whole = chain[index + 1];
      return (
        whole === undefined ||
        [...(values.get(part) ?? [])].every(([place, count]) => count <= (values.get(whole)?.get(place) ?? 0))
      );
    });
}

/** The equations in reduced echelon form (exact, whole numbers only): a row with one unknown gives that unknown away. */
export function reduced(equations: readonly Equation[]): Equation[] {
  const done: { pivot: string; row: Equation }[] = [];
  for (const { terms, constant } of equations) {
    const row: Equation = { terms: new Map(terms), constant };
    for (const { pivot, row: other } of done) eliminate(row, other, pivot);
    const [pivot] = row.terms.keys();
    if (pivot === undefined) continue;
    for (const { row: other } of done) eliminate(other, row, pivot);
    done.push({ pivot, row });
  }
  return done.map(({ row }) => row);
}

function eliminate(row: Equation, by: Equation, pivot: string): void {
  const factor = row.terms.get(pivot);
  if (factor === undefined) return;
  const own = by.terms.get(pivot) ?? 1n;
  const terms = new Map<string, bigint>();
  for (const [name, value] of row.terms) terms.set(name, value * own);
  for (const [name, value] of by.terms) terms.set(name, (terms.get(name) ?? 0n) - value * factor);
  row.terms.clear();
  let divisor = 0n;
  for (const value of terms.values()) divisor = gcd(divisor, value);
  row.constant = row.constant * own - by.constant * factor;
  divisor = gcd(divisor, row.constant) || 1n;
  for (const [name, value] of terms) if (value !== 0n) row.terms.set(name, value / divisor);
  row.constant /= divisor;
}

function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

/** Narrows bounds down by every equation, again and again, until none says more. */
export function narrow(equations: readonly Equation[], start: ReadonlyMap<string, Bounds>): Map<string, Bounds> {
  const bounds = new Map([...start].map(([name, { low, high }]) => [name, { low, high }]));
  const rows = equations.map(({ terms, constant }) => ({
    terms: [...terms].map(([name, factor]) => [name, Number(factor)] as const),
    constant: Number(constant),
  }));
  for (let changed = true, round = 0; changed && round < 500; round++) {
    changed = false;
    for (const { terms, constant } of rows)
      for (const [name, factor] of terms) {
        let [low, high] = [constant, constant];
        for (const [other, by] of terms) {
          if (other === name) continue;
          const { low: least, high: most } = bounds.get(other) ?? { low: 0, high: Number.POSITIVE_INFINITY };
          low -= by > 0 ? by * most : by * least;
          high -= by > 0 ? by * least : by * most;
        }
        const [from, to] = factor > 0 ? [low / factor, high / factor] : [high / factor, low / factor];
        const own = bounds.get(name);
        if (!own) continue;
        if (Math.ceil(from) > own.low) [own.low, changed] = [Math.ceil(from), true];
        if (Math.floor(to) < own.high) [own.high, changed] = [Math.floor(to), true];
      }
  }
  return bounds;
}
