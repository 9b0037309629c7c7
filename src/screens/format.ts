import { writeDate } from '../form/date-text';
import { ageOn } from '../plan/age';
import type { Child } from '../plan/children';
import { isolated, type Texts } from '../texts/texts';

/** A name to show for a child, or that it is not known. */
export const childName = (child: Pick<Child, 'given' | 'family'>, { t }: Texts): string =>
  isolated([child.given, child.family].filter(Boolean).join(' ')) || t('child.nameUnknown');

/** The age on a day in words: one number, a range for a partial birth date, or that it is not known. */
export function ageText(birthDate: string | undefined, on: string, { t }: Texts): string {
  if (!birthDate) return t('child.ageUnknown');
  const { least, most } = ageOn(birthDate, on);
  if (most < 0) return t('child.unborn');
  const months = wholeMonths(birthDate, on);
  if (months !== undefined && months < 24) return t('child.months', { age: months });
  return least === most ? t('child.age', { age: most }) : t('child.ageBetween', { least: Math.max(least, 0), most });
}

/** Months between a whole birth date and a day; for the youngest, years say too little. */
function wholeMonths(birthDate: string, on: string): number | undefined {
  if (birthDate.length !== 10) return undefined;
  const [year = 0, month = 0, day = 0] = birthDate.split('-').map(Number);
  const [toYear = 0, toMonth = 0, toDay = 0] = on.split('-').map(Number);
  return (toYear - year) * 12 + toMonth - month - (toDay < day ? 1 : 0);
}

/** A FHIR date or instant as Belgians write a date. */
export const dateText = (date: string): string => writeDate(date.slice(0, 10));
