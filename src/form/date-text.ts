/**
 * Reads a date as Belgians write it: dd/mm/jjjj, or less when less is known (mm/jjjj, jjjj); `/`, `.`, `-` or a space between.
 * Gives a FHIR date, undefined for an empty text, or null for a text that is no date (31/02/2020, 13/2020).
 */
export function readDate(text: string): string | undefined | null {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  const match = /^(?:(?:(\d{1,2})[/.\- ])?(\d{1,2})[/.\- ])?(\d{4})$/.exec(trimmed);
  if (!match) return null;
  const [, day, month, year = ''] = match;
  if (year === '0000') return null;
  if (month === undefined) return year;
  if (Number(month) < 1 || Number(month) > 12) return null;
  const partial = `${year}-${month.padStart(2, '0')}`;
  if (day === undefined) return partial;
  const last = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  return Number(day) >= 1 && Number(day) <= last ? `${partial}-${day.padStart(2, '0')}` : null;
}

/** A FHIR date as Belgians write it; partial dates keep what they have. */
export const writeDate = (date: string): string => date.split('-').reverse().join('/');

/** True for a FHIR date (YYYY, YYYY-MM, YYYY-MM-DD) that exists in the calendar. */
export const isDate = (date: string): boolean => readDate(writeDate(date)) === date;
