/** Where a client is seen, as in ValueSet kindreflex-setting; `unknown` when neither the entry nor the encounter tells. */
export const SETTINGS = [
  'emergency',
  'inpatient',
  'outpatient',
  'gp',
  'mental-health',
  'welfare',
  'justice',
  'unknown',
] as const;
export type Setting = (typeof SETTINGS)[number];

/** The indicators that count units: each has a Measure `kindreflex-<id>` in fhir-resources. */
export const COUNTED = [
  'asked-rate',
  'childrens-data',
  'childcare-answered',
  'reasons-present',
  'decision-in-time',
  'follow-through',
  'advice-use',
] as const;
/** The one whose unit is a duration */
export const TIMED = 'time-to-ask';
export type MeasureId = (typeof COUNTED)[number] | typeof TIMED;

export const STEPS = [1, 2, 3, 4, 5, 6] as const;
export type Step = (typeof STEPS)[number];

/**
 * What one month and one setting hold of a counted indicator. `numerator` is part of `denominator`, but for `advice-use`, which is a
 * ratio. Units belong to exactly one month and setting: cells may be added up. Cells of nothing at all are left out.
 */
export interface CountCell {
  readonly measure: (typeof COUNTED)[number];
  /** YYYY-MM */
  readonly month: string;
  readonly setting: Setting;
  readonly numerator: number;
  readonly denominator: number;
}

/** How many entries of a step one month and one setting hold. May be added up. */
export interface EntryCell {
  readonly step: Step;
  readonly month: string;
  readonly setting: Setting;
  readonly entries: number;
}

/** The last twelve months up to and with the month of `asOf`, the twelve before them, or everything. */
export type Period = 'current' | 'previous' | 'all';

/** Durations of one month or period and one setting or all of them. Only `count` may be added up over months and settings. */
export interface SpreadCell {
  /** YYYY-MM, or a period */
  readonly when: string;
  readonly setting: Setting | 'all';
  readonly count: number;
  /** Hours, interpolated between neighbours (quantile_cont) */
  readonly q1: number;
  readonly median: number;
  readonly q3: number;
}

/** How many different clients have an entry of a step in a period; step 1 with the outcome `held` only. Not to be added up. */
export interface FunnelCell {
  readonly period: Period;
  readonly step: Step;
  readonly clients: number;
}

/** What was not counted, and why: a code, never a name or an address. */
export interface LeftOut {
  readonly reason: string;
  readonly count: number;
}

/** Everything that a report may show, before anything is suppressed. Never written to a file as it is. */
export interface Figures {
  /** YYYY-MM-DD: the day as of which things are overdue or not */
  readonly asOf: string;
  readonly counts: readonly CountCell[];
  readonly entries: readonly EntryCell[];
  readonly spreads: readonly SpreadCell[];
  readonly funnel: readonly FunnelCell[];
  readonly leftOut: readonly LeftOut[];
}
