const parts = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Brussels',
  dateStyle: 'short',
  timeStyle: 'medium',
});

/** The date in Belgium at an instant. */
export const brusselsDay = (instant: number): string => parts.format(instant).slice(0, 10);

/** Milliseconds of a FHIR date, dateTime or instant; a day alone begins at midnight in Belgium, less than a day says nothing. */
export function moment(written: string | undefined): number | undefined {
  if (written === undefined || written.length < 10) return undefined;
  if (written.length > 10) return Date.parse(written);
  const utc = Date.parse(`${written}T00:00:00Z`);
  return [1, 2].map((hours) => utc - hours * 3_600_000).find((at) => parts.format(at) === `${written} 00:00:00`);
}

export const fullDate = (date: string | undefined): string | undefined => (date?.length === 10 ? date : undefined);

/** Whole days from one date to another. */
export const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000;

const lastDay = (birth: string): string => {
  if (birth.length === 4) return `${birth}-12-31`;
  if (birth.length === 10) return birth;
  const [year = 0, month = 0] = birth.split('-').map(Number);
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
};
/** The eighteenth birthday, as a text that sorts among dates; the one of 29 February sorts before 1 March. */
const eighteenth = (birth: string): string => `${Number(birth.slice(0, 4)) + 18}${birth.slice(4)}`;

export function ofAge(birth: string | undefined, on: string): 'yes' | 'no' | 'unknown' {
  if (birth === undefined) return 'unknown';
  if (on >= eighteenth(lastDay(birth))) return 'yes';
  return on < eighteenth(birth.padEnd(10, '-01')) ? 'no' : 'unknown';
}
