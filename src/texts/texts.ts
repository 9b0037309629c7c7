import { createContext, use } from 'react';
import type { Catalogue, TextKey } from './nl';

export type Language = 'nl' | 'fr' | 'en';

/** The text of a key, with `{name}` replaced by what is given. */
export type Translate<Key extends string> = (key: Key, given?: Readonly<Record<string, string | number>>) => string;

export interface Texts {
  readonly language: Language;
  readonly t: Translate<TextKey>;
}

const LOAD: Readonly<Record<Language, () => Promise<Catalogue>>> = {
  nl: async () => (await import('./nl')).nl,
  fr: async () => (await import('./fr')).fr,
  en: async () => (await import('./en')).en,
};

export const translateWith =
  <Key extends string>(catalogue: Readonly<Record<Key, string>>): Translate<Key> =>
  (key, given = {}) =>
    catalogue[key].replace(/\{(\w+)\}/g, (_, name: string) => String(given[name] ?? ''));

/** The texts of a language; each language is a file of its own, fetched when it is needed. */
export async function loadTexts(language: Language): Promise<Texts> {
  return { language, t: translateWith(await LOAD[language]()) };
}

export const TextsContext = createContext<Texts | undefined>(undefined);

export function useTexts(): Texts {
  const texts = use(TextsContext);
  if (!texts) throw new Error('No texts around this component');
  return texts;
}
