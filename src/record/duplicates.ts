import { type RelatedPerson, uuidsOf } from '../plan/children';
import { type Likeness, likeness, sameGivenName } from '../plan/same-child';

/** Two persons of the record that look like one child. Never more than a question. */
export interface Duplicate {
  readonly persons: readonly [RelatedPerson, RelatedPerson];
  readonly likeness: Likeness;
}

const ORDER: readonly Likeness[] = ['same', 'day-month-swapped', 'near'];

/**
 * Pairs of persons in use that are probably the same child, surest first, at least one of them made by this app. Twins, who have
 * another given name, and adult namesakes, who are no child in the record or have another birth date, are none.
 */
export function duplicatesIn(persons: readonly RelatedPerson[]): Duplicate[] {
  const inUse = persons.filter(({ active }) => active);
  const pairs = inUse.flatMap((one, index) =>
    inUse.slice(index + 1).flatMap((other): Duplicate[] => {
      if (one.id === other.id || !(mayRetire(one) || mayRetire(other))) return [];
      const found = sameChild(one, other);
      return found ? [{ persons: [one, other], likeness: found }] : [];
    }),
  );
  return pairs.sort((a, b) => ORDER.indexOf(a.likeness) - ORDER.indexOf(b.likeness));
}

function sameChild(one: RelatedPerson, other: RelatedPerson): Likeness | undefined {
  const found = likeness(one, other);
  // A typing error in the given name cannot be told from twins such as Marie and Maria.
  if (!found || !sameGivenName(one, other)) return undefined;
  return found === 'same' || (one.child && other.child) ? found : undefined;
}

/** Only a person that this app made may go out of use: what the host made is the host's own. */
export const mayRetire = (person: RelatedPerson): boolean => uuidsOf(person).length > 0;
