import { createContext, use } from 'react';
import type { Catalogue, TextKey } from './nl';

export type Language = 'nl' | 'fr' | 'en';

export interface Texts {
  readonly language: Language;
  /** The text of a key, with `{name}` replaced by what is given. */
  t(key: TextKey, given?: Readonly<Record<string, string | number>>): string;
}

const LOAD: Readonly<Record<Language, () => Promise<Catalogue>>> = {
  nl: async () => (await import('./nl')).nl,
  fr: async () => (await import('./fr')).fr,
  en: async () => (await import('./en')).en,
};

/** The texts of a language; each language is a file of its own, fetched when it is needed. */
export async function loadTexts(language: Language): Promise<Texts> {
  const catalogue = await LOAD[language]();
  return {
    language,
    t: (key, given = {}) => catalogue[key].replace(/\{(\w+)\}/g, (_, name: string) => String(given[name] ?? '')),
  };
}

export const TextsContext = createContext<Texts | undefined>(undefined);

export function useTexts(): Texts {
  const texts = use(TextsContext);
  if (!texts) throw new Error('No texts around this component');
  return texts;
}
