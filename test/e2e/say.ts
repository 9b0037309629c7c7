import { nl, type TextKey } from '../../src/texts/nl';
import { type SavingKey, savingNl } from '../../src/texts/saving-nl';

const texts: Readonly<Record<TextKey | SavingKey, string>> = { ...nl, ...savingNl };

/** What the Dutch screen says, with its places filled in. */
export const say = (key: TextKey | SavingKey, values: Readonly<Record<string, string>> = {}): string =>
  texts[key].replace(/\{(\w+)\}/g, (_all, name: string) => values[name] ?? '');
