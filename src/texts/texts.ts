import { createContext, use } from 'react';
import { type Language, loadCatalogue } from './catalogue';
import type { TextKey } from './nl';

export type { Language };

/** The text of a key, with `{name}` replaced by what is given. */
export type Translate<Key extends string> = (key: Key, given?: Readonly<Record<string, string | number>>) => string;

export interface Texts {
  readonly language: Language;
  readonly t: Translate<TextKey>;
  /** Between what a line is about and what it says of it; French sets a space before it. */
  readonly colon: string;
}

/** Scripts that are written from right to left, and the marks that turn a direction */
const TURNING = /[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc]/;

/**
 * A text of the record as it may stand within a line of ours (Unicode TR 9, isolates): whatever direction is set in it ends with it,
 * so that a name cannot turn the birth date beside it round. Marks that would end the isolate before its end are left out.
 */
export const isolated = (text: string): string =>
  TURNING.test(text) ? text.replace(/[\u2066-\u2069]/g, '').replace(/.+/g, '\u2068$&\u2069') : text;

export const translateWith =
  <Key extends string>(catalogue: Readonly<Record<Key, string>>): Translate<Key> =>
  (key, given = {}) =>
    catalogue[key].replace(/\{(\w+)\}/g, (_, name: string) => isolated(String(given[name] ?? '')));

/** The texts of a language, fetched when they are needed. */
export async function loadTexts(language: Language): Promise<Texts> {
  return { language, t: translateWith(await loadCatalogue(language)), colon: language === 'fr' ? '\u202f: ' : ': ' };
}

export const TextsContext = createContext<Texts | undefined>(undefined);

export function useTexts(): Texts {
  const texts = use(TextsContext);
  if (!texts) throw new Error('No texts around this component');
  return texts;
}
