import type { MeasureId, Setting, Step } from '../figures';
import type { Part } from '../suppress/rows';
import { EN } from './texts-en';
import { FR } from './texts-fr';
import { NL } from './texts-nl';

export const LANGUAGES = ['nl', 'fr', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** One indicator in plain words. */
export interface IndicatorText {
  /** The heading: a question that the figure answers */
  readonly title: string;
  /** In the table of all indicators */
  readonly short: string;
  /** What the larger number counts, as a column heading */
  readonly denominator: string;
  /** What the smaller number counts, as a column heading */
  readonly numerator: string;
  readonly says: string;
  readonly doesNotSay: string;
}

export interface PageTexts {
  readonly locale: string;
  /** Around a percentage: a thin space or none */
  readonly percent: (value: string) => string;
  readonly title: string;
  readonly asOf: (day: string) => string;
  readonly covers: (current: string, previous: string) => string;
  readonly coversOne: (current: string) => string;
  readonly starts: (month: string) => string;
  readonly tooFewEntries: string;
  readonly skip: string;
  readonly contents: string;
  readonly reading: { readonly title: string; readonly points: readonly string[] };
  readonly parts: Readonly<Record<Part | 'all', string>>;
  readonly overview: {
    readonly title: string;
    readonly caption: string;
    readonly indicator: string;
  };
  readonly month: string;
  readonly before: (month: string) => string;
  readonly setting: string;
  readonly settings: Readonly<Record<Setting | 'all', string>>;
  readonly step: string;
  readonly steps: Readonly<Record<Step, string>>;
  readonly share: string;
  readonly perHundred: string;
  readonly perHundredOf: (value: string) => string;
  readonly underFive: string;
  readonly hidden: string;
  readonly nearlyAll: (least: string) => string;
  readonly fewest: (most: string) => string;
  readonly of: (part: string, whole: string) => string;
  readonly hours: (hours: string) => string;
  readonly days: (days: string) => string;
  readonly spread: {
    readonly count: string;
    readonly median: string;
    readonly quarter: string;
    readonly threeQuarters: string;
  };
  readonly betweenNote: string;
  readonly contacts: (count: string) => string;
  readonly perMonth: string;
  readonly perSetting: string;
  readonly perSettingNote: string;
  readonly tooFewMonths: string;
  readonly figuresOf: (what: string) => string;
  readonly chartOf: (what: string) => string;
  readonly notShownSettings: (settings: string) => string;
  readonly atLeastMark: string;
  readonly rangeMark: string;
  readonly says: string;
  readonly doesNotSay: string;
  readonly indicators: (decisionDays: number) => Readonly<Record<MeasureId, IndicatorText>>;
  readonly entries: { readonly title: string; readonly intro: string };
  readonly funnel: { readonly title: string; readonly intro: string; readonly caution: string };
  readonly leftOut: {
    readonly title: string;
    readonly intro: string;
    readonly reason: string;
    readonly count: string;
    readonly none: string;
  };
  readonly reasons: Readonly<Record<string, string>>;
  readonly about: {
    readonly title: string;
    readonly points: readonly string[];
    readonly files: string;
    readonly columns: readonly (readonly [string, string])[];
  };
}

export const TEXTS: Readonly<Record<Language, PageTexts>> = { nl: NL, fr: FR, en: EN };
