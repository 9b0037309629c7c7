import type { LeftOut, MeasureId, Setting, Step, TIMED } from '../figures';
import type { When, Where } from './grid';
import type { Rows } from './rows';
import type { Shown } from './shown';

/** A table of months, parts of the time and all, by settings and all; a setting without anything ever is no column of it. */
export interface Table<Cell> {
  readonly settings: readonly Setting[];
  readonly cell: (when: When, where: Where) => Cell | undefined;
}

export interface Share {
  readonly numerator: Shown;
  readonly denominator: Shown;
}

/** Durations in whole hours; the quartiles only where there are five durations or more, and they were computed. */
export interface Spread {
  readonly count: Shown;
  readonly quartiles?: { readonly q1: number; readonly median: number; readonly q3: number };
}

export type CountedId = Exclude<MeasureId, typeof TIMED>;

/** How many different clients had a step; over both twelve months together it is not told, since their sums would tell who came twice. */
export interface FunnelStep {
  readonly step: Step;
  readonly current: Shown;
  /** Absent where the figures do not go back that far */
  readonly previous?: Shown;
}

/** All that a report may show: the only thing that the writers of files are given. */
export interface Published {
  /** YYYY-MM-DD */
  readonly asOf: string;
  readonly rows: Rows;
  /** Fewer entries than may be told of, none at all included */
  readonly hasTooFewEntries: boolean;
  readonly shares: Readonly<Record<CountedId, Table<Share>>>;
  readonly spreads: Table<Spread>;
  readonly entries: Readonly<Record<Step, Table<Shown>>>;
  readonly funnel: readonly FunnelStep[];
  readonly leftOut: readonly { readonly reason: LeftOut['reason']; readonly count: Shown }[];
}
