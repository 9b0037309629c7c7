import type { Share } from '../suppress/published';
import { ENOUGH_FOR_A_BOUND, type Shown, SMALLEST } from '../suppress/shown';
import type { PageTexts } from './texts';

/** Hours from which a duration is told in days. */
const IN_DAYS = 48;

/** What a published share comes to: exactly, at least or less than so many per hundred; undefined where nothing can be said. */
export function perHundred({
  numerator,
  denominator,
}: Share): { is: 'exactly' | 'over' | 'under'; value: number } | undefined {
  if (typeof denominator !== 'number') return undefined;
  const of = (count: number): number => (100 * count) / denominator;
  if (typeof numerator === 'number') return { is: 'exactly', value: Math.round(of(numerator)) };
  if (numerator === 'nearly-all') return { is: 'over', value: Math.floor(of(denominator - SMALLEST)) };
  if (numerator === 'under-five' && denominator >= ENOUGH_FOR_A_BOUND)
    return { is: 'under', value: Math.ceil(of(SMALLEST)) };
  return undefined;
}

/** How numbers, shares, months and durations are written in one language. */
export interface Format {
  readonly number: (value: number) => string;
  readonly shown: (shown: Shown, of?: Shown) => string;
  readonly share: (share: Share, isRatio?: boolean) => string;
  /** November 2026, from YYYY-MM */
  readonly month: (month: string) => string;
  /** Nov, from YYYY-MM */
  readonly shortMonth: (month: string) => string;
  /** 24 November 2026, from YYYY-MM-DD */
  readonly day: (day: string) => string;
  readonly duration: (hours: number) => string;
}

export function formatFor(texts: PageTexts): Format {
  const whole = new Intl.NumberFormat(texts.locale, { maximumFractionDigits: 0 });
  const tenth = new Intl.NumberFormat(texts.locale, { maximumFractionDigits: 1 });
  const dates = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
    new Intl.DateTimeFormat(texts.locale, { timeZone: 'UTC', ...options });
  const [month, shortMonth] = [dates({ month: 'long', year: 'numeric' }), dates({ month: 'short' })];
  const day = dates({ day: 'numeric', month: 'long', year: 'numeric' });
  const number = (value: number): string => whole.format(value);
  return {
    number,
    shown: (shown, of) => {
      if (typeof shown === 'number') return number(shown);
      if (shown === 'under-five') return texts.underFive;
      return shown === 'nearly-all' && typeof of === 'number' ? texts.nearlyAll(number(of - SMALLEST)) : texts.hidden;
    },
    share: (share, isRatio = false) => {
      const found = perHundred(share);
      if (!found) return texts.hidden;
      const value = isRatio ? texts.perHundredOf(number(found.value)) : texts.percent(number(found.value));
      if (found.is === 'exactly') return value;
      return found.is === 'over' ? texts.nearlyAll(value) : texts.fewest(value);
    },
    month: (id) => month.format(new Date(`${id}-01T00:00:00Z`)),
    shortMonth: (id) => shortMonth.format(new Date(`${id}-01T00:00:00Z`)).replace('.', ''),
    day: (date) => day.format(new Date(`${date}T00:00:00Z`)),
    duration: (hours) =>
      hours <= IN_DAYS ? texts.hours(number(hours)) : texts.days(tenth.format(Math.round(hours / 2.4) / 10)),
  };
}
