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

const folded = new WeakMap<Described, { readonly given: string; readonly family: string }>();

/** Each person's names are folded once: a record with many persons is compared pair by pair. */
function namesOf(one: Described) {
  const known = folded.get(one);
  if (known) return known;
  const names = { given: fold(one.given ?? ''), family: fold(one.family ?? '') };
  folded.set(one, names);
  return names;
}

/** At most one letter was changed, added or left out. */
function oneApart(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  const rest = (text: string, other: string) => text.slice(text.length < other.length ? at : at + 1);
  return rest(a, b) === rest(b, a);
}

/** One typing error in a name that is long enough for it to be one: Lars and Lara are two children. */
const nearName = (a: string, b: string): boolean => Math.min(a.length, b.length) >= 5 && oneApart(a, b);

const swapped = (date: string): string =>
  date.length === 10 ? `${date.slice(0, 4)}${date.slice(7)}${date.slice(4, 7)}` : date;

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
  const dates = birthDates(typed.birthDate, person.birthDate);
  if (dates === 'different') return undefined;
  const [one, other] = [namesOf(typed), namesOf(person)];
  if (!one.given || !other.given) return undefined;
  const sameGiven = one.given === other.given;
  const sameFamily = one.family === other.family;
  const familyOpen = !one.family || !other.family;
  if (sameGiven && sameFamily && dates === 'equal') return 'same';
  if (sameGiven && (sameFamily || familyOpen) && dates === 'swapped') return 'day-month-swapped';
  if (sameGiven && (sameFamily || familyOpen || dates === 'equal')) return 'near';
  return (sameFamily || familyOpen) && dates === 'equal' && nearName(one.given, other.given) ? 'near' : undefined;
}

/** Whether two given names are one but for spelling. */
export const sameGivenName = (one: Described, other: Described): boolean => namesOf(one).given === namesOf(other).given;

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
