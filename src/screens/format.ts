import { writeDate } from '../form/date-text';
import { ageOn } from '../plan/age';
import type { Child } from '../plan/children';
import { isolated, type Texts } from '../texts/texts';

/** A name to show for a child, or that it is not known. */
export const childName = (child: Pick<Child, 'given' | 'family'>, { t }: Texts): string =>
  isolated([child.given, child.family].filter(Boolean).join(' ')) || t('child.nameUnknown');

/** The age on a day in words: one number, a range for a partial birth date, or that it is not known. */
export function ageText(birthDate: string | undefined, on: string, { t, language }: Texts): string {
  if (!birthDate) return t('child.ageUnknown');
  const { least, most } = ageOn(birthDate, on);
  if (most < 0) return t('child.unborn');
  // One or more, in the words of the language
  const counted = (age: number, unit: 'day' | 'month' | 'year') =>
    age.toLocaleString(language, { style: 'unit', unit, unitDisplay: 'long' });
  // For the youngest, years say too little.
  if (birthDate.length === 10 && most < 2) {
    const months = wholeMonths(birthDate, on);
    if (months > 0) return counted(months, 'month');
    return birthDate === on ? t('child.bornToday') : counted((Date.parse(on) - Date.parse(birthDate)) / DAY_MS, 'day');
  }
  const years = counted(most, 'year');
  return least < most && most > 0 ? t('child.ageBetween', { least: Math.max(least, 0), most: years }) : years;
}

const DAY_MS = 86_400_000;

/** Months between a whole birth date and a later day. */
function wholeMonths(birthDate: string, on: string): number {
  const [year = 0, month = 0, day = 0] = birthDate.split('-').map(Number);
  const [toYear = 0, toMonth = 0, toDay = 0] = on.split('-').map(Number);
  return (toYear - year) * 12 + toMonth - month - (toDay < day ? 1 : 0);
}

/** A FHIR date or instant as Belgians write a date. */
export const dateText = (date: string): string => writeDate(date.slice(0, 10));
