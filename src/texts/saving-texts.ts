import type { SavingCatalogue, SavingKey } from './saving-nl';
import { type Language, type Translate, translateWith } from './texts';

const LOAD: Readonly<Record<Language, () => Promise<SavingCatalogue>>> = {
  nl: async () => (await import('./saving-nl')).savingNl,
  fr: async () => (await import('./saving-fr')).savingFr,
  en: async () => (await import('./saving-en')).savingEn,
};

/** What a person reads from review to receipt, which nobody needs before the first field. */
export const loadSavingTexts = async (language: Language): Promise<Translate<SavingKey>> =>
  translateWith(await LOAD[language]());
