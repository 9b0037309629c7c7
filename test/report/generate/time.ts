import type { Random } from './random';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

const lastSunday = (year: number, month: number): number => {
  const end = new Date(Date.UTC(year, month + 1, 0, 1));
  return end.getTime() - end.getUTCDay() * DAY;
};
const summers = new Map<number, readonly [number, number]>();

/** Offset of Belgian time at an instant, in hours: summer time from the last Sunday of March to that of October, 01:00 UTC. */
function offset(instant: number): 1 | 2 {
  const year = new Date(instant).getUTCFullYear();
  let summer = summers.get(year);
  if (!summer) {
    summer = [lastSunday(year, 2), lastSunday(year, 9)];
    summers.set(year, summer);
  }
  return instant >= summer[0] && instant < summer[1] ? 2 : 1;
}

/** The Belgian date of an instant, YYYY-MM-DD. */
export const dayOf = (instant: number): string => new Date(instant + offset(instant) * HOUR).toISOString().slice(0, 10);

export const instantOf = (day: string): number => Date.parse(`${day}T00:00:00Z`);

export const plusDays = (day: string, days: number): string =>
  new Date(instantOf(day) + days * DAY).toISOString().slice(0, 10);

/** An instant as servers and authors write it: in Belgian time, in UTC, with or without parts of a second. */
export function written(instant: number, random: Random): string {
  const style = random.next();
  if (style < 0.75) {
    const hours = offset(instant);
    return `${new Date(instant + hours * HOUR).toISOString().slice(0, 19)}+0${hours}:00`;
  }
  const utc = new Date(instant).toISOString();
  return style < 0.9 ? `${utc.slice(0, 19)}Z` : style < 0.97 ? utc : `${utc.slice(0, 23)}+00:00`;
}

/** A birth date at an age in years on a day, whole or partial. */
export function bornBefore(day: string, years: number, random: Random): string {
  const birth = plusDays(
    `${Number(day.slice(0, 4)) - years}${day.slice(4)}`.replace('-02-29', '-03-01'),
    -random.int(0, 364),
  );
  return birth;
}
