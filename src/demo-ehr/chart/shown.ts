import type { HumanName } from 'fhir/r4';

/** A name as it is read aloud; a person without one is said to have none. */
export function nameOf(person: { name?: HumanName[] | undefined } | undefined): string {
  const name = person?.name?.find((each) => each.use === 'official') ?? person?.name?.[0];
  const parts = [...(name?.given ?? []), name?.family].filter((part) => typeof part === 'string');
  return parts.join(' ') || name?.text || 'Naam onbekend';
}

/** A FHIR date, whole or partial, as dd/mm/jjjj. */
export function shownDate(date: string | undefined): string {
  if (date === undefined) return 'geboortedatum onbekend';
  return date.slice(0, 10).split('-').reverse().join('/');
}

const moment = new Intl.DateTimeFormat('nl-BE', {
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'Europe/Brussels',
});

/** A dateTime on the clock of Brussels; a date without time stays a date. */
export const shownMoment = (dateTime: string | undefined): string => {
  if (dateTime === undefined) return 'tijdstip onbekend';
  return dateTime.includes('T') ? moment.format(new Date(dateTime)) : shownDate(dateTime);
};

/** Whole years on a day; undefined when the birth date is not a whole date. */
export function ageOn(birthDate: string | undefined, today: Date): number | undefined {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(birthDate ?? '') ?? [];
  if (year === undefined) return undefined;
  const local = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Brussels' }).format(today);
  const years = Number(local.slice(0, 4)) - Number(year);
  return local.slice(5) < `${month}-${day}` ? years - 1 : years;
}

const genders: Record<string, string> = { male: 'man', female: 'vrouw', other: 'ander', unknown: 'onbekend' };
export const shownGender = (gender: string | undefined) => genders[gender ?? 'unknown'] ?? 'onbekend';

const classes: Record<string, string> = { EMER: 'Spoedgevallen', IMP: 'Opname', AMB: 'Ambulant' };
export const shownClass = (code: string | undefined) => classes[code ?? ''] ?? 'Contact';
