import { earliest, latest, type PartialDate } from './date';

export type Certainty = 'yes' | 'no' | 'maybe';

/** Whole years between a birth date and a day (YYYY-MM-DD); a birth after that day gives a negative number. */
function years(birth: string, on: string): number {
  const whole = Number(on.slice(0, 4)) - Number(birth.slice(0, 4));
  return on.slice(5) < birth.slice(5) ? whole - 1 : whole;
}

/** The ages in whole years that a birth date, whole or partial, can mean on a day. */
export function ageOn(birthDate: PartialDate, on: string): { readonly least: number; readonly most: number } {
  return { least: years(latest(birthDate), on), most: years(earliest(birthDate), on) };
}

/** Whether someone has reached an age (years) on a day; an unknown or partial birth date can leave it open. */
export function hasReached(age: number, birthDate: PartialDate | undefined, on: string): Certainty {
  if (birthDate === undefined) return 'maybe';
  const { least, most } = ageOn(birthDate, on);
  return least >= age ? 'yes' : most < age ? 'no' : 'maybe';
}

/** From 12 on, a child is presumed able to decide about youth help itself. Three ages live in Belgian systems (12, 15, 18): never use one for another. */
export const PERMISSION_AGE = 12;
export const MAJORITY_AGE = 18;

/** Whether a child's own explicit answer is needed on a contact date: from 12, and whenever the age could be 12. */
export const needsPermission = (birthDate: PartialDate | undefined, contactDate: string): boolean =>
  hasReached(PERMISSION_AGE, birthDate, contactDate) !== 'no';

/** Whether someone counts as a child on a day; who might be a minor counts as one. */
export const countsAsMinor = (birthDate: PartialDate | undefined, on: string): boolean =>
  hasReached(MAJORITY_AGE, birthDate, on) !== 'yes';
