/** A FHIR date, dateTime or instant as the stretch of time it covers, in milliseconds: [start, end). */
export type Stretch = { start: number; end: number };

const shape = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?)?)?$/;

/** Reads `2026`, `2026-11`, `2026-11-24` or a dateTime; a time without zone counts as UTC; undefined if it is none. */
export function stretchOf(text: string): Stretch | undefined {
  const found = shape.exec(text);
  if (!found) return undefined;
  const [, year = '', month, day, hour, minute, second, fraction, zone] = found;
  if (!isCalendarDay(Number(year), Number(month ?? 1), Number(day ?? 1))) return undefined;
  const y = Number(year);
  const m = Number(month ?? 1) - 1;
  const d = Number(day ?? 1);
  if (month === undefined) return { start: Date.UTC(y, 0), end: Date.UTC(y + 1, 0) };
  if (day === undefined) return { start: Date.UTC(y, m), end: Date.UTC(y, m + 1) };
  if (hour === undefined) return { start: Date.UTC(y, m, d), end: Date.UTC(y, m, d + 1) };
  const start = Date.parse(
    `${year}-${month}-${day}T${hour}:${minute}:${second ?? '00'}${fraction ?? ''}${zone ?? 'Z'}`,
  );
  if (Number.isNaN(start)) return undefined;
  if (second === undefined) return { start, end: start + 60_000 };
  return { start, end: start + (fraction === undefined ? 1000 : 1) };
}

function isCalendarDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

export const isDate = (text: string) => stretchOf(text) !== undefined && !text.includes('T');

/** A dateTime with a time needs seconds and a zone: https://hl7.org/fhir/R4/datatypes.html#dateTime */
export const isDateTime = (text: string) =>
  stretchOf(text) !== undefined && (!text.includes('T') || /T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/.test(text));

export const isInstant = (text: string) => isDateTime(text) && text.includes('T');

const comparisons = {
  eq: (stored: Stretch, asked: Stretch) => stored.start >= asked.start && stored.end <= asked.end,
  ge: (stored: Stretch, asked: Stretch) => stored.end > asked.start,
  gt: (stored: Stretch, asked: Stretch) => stored.end > asked.end,
  le: (stored: Stretch, asked: Stretch) => stored.start < asked.end,
  lt: (stored: Stretch, asked: Stretch) => stored.start < asked.start,
};

/** A date search value (`ge2026-11-01`) as a test on a stored stretch; undefined if the value is no date. */
export function dateTest(value: string): ((stored: Stretch) => boolean) | undefined {
  const [, prefix = 'eq', text = ''] = /^(eq|ge|gt|le|lt)?(.*)$/.exec(value) ?? [];
  const asked = stretchOf(text);
  const compare = comparisons[prefix as keyof typeof comparisons];
  return asked && ((stored) => compare(stored, asked));
}
