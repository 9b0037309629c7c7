import type { IntendedWrite } from '../../record/intended';
import type { SavingKey } from '../../texts/saving-nl';
import type { Language, Translate } from '../../texts/texts';

type Form = 'one' | 'other';

/** What a person counts in a save, in this order; who wrote it comes along uncounted. */
const COUNTED: Readonly<Record<string, (form: Form) => SavingKey>> = {
  'create-entry': (form) => `count.entry.${form}`,
  'create-child': (form) => `count.newChild.${form}`,
  'merge-child': (form) => `count.mergedChild.${form}`,
  'create-document': (form) => `count.document.${form}`,
};

/** How much of what is written, as one phrase: "3 registraties, 2 nieuwe kinderen". */
export function countText(
  writes: readonly Pick<IntendedWrite, 'kind'>[],
  language: Language,
  saving: Translate<SavingKey>,
): string {
  const plural = new Intl.PluralRules(language);
  return Object.entries(COUNTED)
    .flatMap(([counted, keyOf]) => {
      const count = writes.filter(({ kind }) => kind === counted).length;
      return count === 0 ? [] : [saving(keyOf(plural.select(count) === 'one' ? 'one' : 'other'), { count })];
    })
    .join(', ');
}
