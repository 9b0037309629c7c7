import type { Child, RelatedPerson } from './children';

/** How sure it is that a typed child is a person whom the record already has. Never a reason to merge without asking. */
export type Likeness = 'same' | 'near' | 'day-month-swapped';

type Described = Pick<Child, 'given' | 'family' | 'birthDate'>;

/** Letters alone: case, accents, apostrophes, hyphens and spaces are spelling, not identity. */
const fold = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}]/gu, '');

function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const substituted = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(substituted, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** One typing error in a name that is long enough for it to be one: Lars and Lara are two children. */
const nearName = (a: string, b: string): boolean => Math.min(a.length, b.length) >= 5 && distance(a, b) <= 1;

const swapped = (date: string): string => date.replace(/^(\d{4})-(\d{2})-(\d{2})$/, '$1-$3-$2');

function birthDates(a: string | undefined, b: string | undefined): 'equal' | 'swapped' | 'open' | 'different' {
  if (!a || !b) return 'open';
  if (a === b) return a.length === 10 ? 'equal' : 'open';
  if (a.startsWith(b) || b.startsWith(a)) return 'open';
  return swapped(a) === b ? 'swapped' : 'different';
}

/**
 * Compares a child as typed with a person of the record. `same`: given name, family name and whole birth date agree but
 * for spelling; `day-month-swapped`: the names agree and day and month are exchanged; `near`: an agreement with something
 * missing or one typing error. Twins (another given name) and an adult namesake (another birth date) are no match.
 */
export function likeness(typed: Described, person: Described): Likeness | undefined {
  const given = [fold(typed.given ?? ''), fold(person.given ?? '')] as const;
  const family = [fold(typed.family ?? ''), fold(person.family ?? '')] as const;
  if (!given[0] || !given[1]) return undefined;
  const dates = birthDates(typed.birthDate, person.birthDate);
  if (dates === 'different') return undefined;
  const sameGiven = given[0] === given[1];
  const sameFamily = family[0] === family[1];
  const familyOpen = !family[0] || !family[1];
  if (sameGiven && sameFamily && dates === 'equal') return 'same';
  if (sameGiven && (sameFamily || familyOpen) && dates === 'swapped') return 'day-month-swapped';
  if (sameGiven && (sameFamily || familyOpen || dates === 'equal')) return 'near';
  return nearName(...given) && (sameFamily || familyOpen) && dates === 'equal' ? 'near' : undefined;
}

/** The persons of the record that a typed child may be, surest first. */
export function candidates(
  typed: Described,
  record: readonly RelatedPerson[],
): { readonly person: RelatedPerson; readonly likeness: Likeness }[] {
  const order: readonly Likeness[] = ['same', 'day-month-swapped', 'near'];
  return record
    .filter(({ active }) => active)
    .flatMap((person) => {
      const found = likeness(typed, person);
      return found ? [{ person, likeness: found }] : [];
    })
    .sort((a, b) => order.indexOf(a.likeness) - order.indexOf(b.likeness));
}
