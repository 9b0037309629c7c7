/** A FHIR date: YYYY, YYYY-MM or YYYY-MM-DD. */
export type PartialDate = string;

const daysInMonth = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

/** True for a date that exists, whole or partial; 2020-02-30 does not. */
export function isDate(date: string): boolean {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(date);
  if (!match) return false;
  const [year, month, day] = match.slice(1).map((part) => (part === undefined ? undefined : Number(part)));
  if (year === undefined || year === 0) return false;
  if (month === undefined) return true;
  if (month < 1 || month > 12) return false;
  return day === undefined || (day >= 1 && day <= daysInMonth(year, month));
}

/** The first day that a partial date can mean, as YYYY-MM-DD. */
export function earliest(date: PartialDate): string {
  return date.length === 4 ? `${date}-01-01` : date.length === 7 ? `${date}-01` : date;
}

/** The last day that a partial date can mean, as YYYY-MM-DD. */
export function latest(date: PartialDate): string {
  if (date.length === 4) return `${date}-12-31`;
  if (date.length !== 7) return date;
  const [year = 0, month = 1] = date.split('-').map(Number);
  return `${date}-${String(daysInMonth(year, month)).padStart(2, '0')}`;
}

const brussels = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/Brussels',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

const DAY_MS = 86_400_000;
/** FHIR writes years in four digits; an instant at their edge can lie beyond them in another time zone. */
const FIRST = Date.UTC(1000, 0, 2);
const LAST = Date.UTC(9999, 11, 31);

/** The calendar date in Belgium at an instant, as YYYY-MM-DD. */
export const brusselsDate = (instant: Date): string =>
  brussels.format(Math.min(Math.max(instant.getTime(), FIRST), LAST));

/** A date a number of days later, as YYYY-MM-DD; a partial date counts from its first day. Empty when it is no date. */
export function addDays(date: PartialDate, days: number): string {
  const day = Date.parse(`${earliest(date)}T00:00:00Z`);
  return Number.isNaN(day) ? '' : new Date(Math.min(day + days * DAY_MS, LAST)).toISOString().slice(0, 10);
}
