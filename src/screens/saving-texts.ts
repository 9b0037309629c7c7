import { use } from 'react';
import { rememberFailure } from '../form/failed-fetches';
import type { SavingKey } from '../texts/saving-nl';
import { loadSavingTexts } from '../texts/saving-texts';
import { type Language, type Translate, useTexts } from '../texts/texts';

const loading = new Map<Language, Promise<Translate<SavingKey>>>();

/** The texts from review to receipt, fetched once per language; the same promise each time, so that React can wait on it. */
export function savingTexts(language: Language): Promise<Translate<SavingKey>> {
  const known = loading.get(language);
  if (known) return known;
  const promise = loadSavingTexts(language);
  loading.set(language, promise);
  rememberFailure(promise, () => loading.delete(language));
  return promise;
}

/** Inside a `Part`: the texts from review to receipt in the language of the screen. */
export const useSavingTexts = (): Translate<SavingKey> => use(savingTexts(useTexts().language));
