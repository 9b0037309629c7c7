import type { Catalogue } from './nl';

export type Language = 'nl' | 'fr' | 'en';

const LOAD: Readonly<Record<Language, () => Promise<Catalogue>>> = {
  nl: async () => (await import('./nl')).nl,
  fr: async () => (await import('./fr')).fr,
  en: async () => (await import('./en')).en,
};

/** The texts of a language by their keys; each language is a file of its own, fetched when it is first asked for. */
export const loadCatalogue = (language: Language): Promise<Catalogue> => LOAD[language]();
