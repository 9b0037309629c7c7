import { writeDate } from '../form/date-text';
import { ageOn } from '../plan/age';
import type { Child } from '../plan/children';
import type { Texts } from '../texts/texts';

/** A name to show for a child, or that it is not known. */
export const childName = (child: Pick<Child, 'given' | 'family'>, { t }: Texts): string =>
  [child.given, child.family].filter(Boolean).join(' ') || t('child.nameUnknown');

/** The age on a day in words: one number, a range for a partial birth date, or that it is not known. */
export function ageText(birthDate: string | undefined, on: string, { t }: Texts): string {
  if (!birthDate) return t('child.ageUnknown');
  const { least, most } = ageOn(birthDate, on);
  if (most < 0) return t('child.unborn');
  return least === most ? t('child.age', { age: most }) : t('child.ageBetween', { least: Math.max(least, 0), most });
}

/** A FHIR date or instant as Belgians write a date. */
export const dateText = (date: string): string => writeDate(date.slice(0, 10));
