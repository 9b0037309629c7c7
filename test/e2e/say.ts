import { en } from '../../src/texts/en';
import { fr } from '../../src/texts/fr';
import { nl, type TextKey } from '../../src/texts/nl';
import { savingEn } from '../../src/texts/saving-en';
import { savingFr } from '../../src/texts/saving-fr';
import { type SavingKey, savingNl } from '../../src/texts/saving-nl';
import type { Language } from '../../src/texts/texts';

export type Key = TextKey | SavingKey;

export const LANGUAGES: readonly Language[] = ['nl', 'fr', 'en'];

/** All that the app itself says, per language. */
export const texts: Readonly<Record<Language, Readonly<Record<Key, string>>>> = {
  nl: { ...nl, ...savingNl },
  fr: { ...fr, ...savingFr },
  en: { ...en, ...savingEn },
};

/** What the screen says, Dutch where no language is given, with its places filled in. */
export const say = (key: Key, values: Readonly<Record<string, string>> = {}, language: Language = 'nl'): string =>
  texts[language][key].replace(/\{(\w+)\}/g, (_all, name: string) => values[name] ?? '');

/** Matches what the screen says, whatever is filled in. */
export const saying = (key: Key, language: Language = 'nl'): RegExp =>
  new RegExp(
    texts[language][key]
      .split(/\{\w+\}/)
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s/g, '\\s'))
      .join('.*'),
  );
