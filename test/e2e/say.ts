import { nl, type TextKey } from '../../src/texts/nl';

/** What the Dutch screen says, with its places filled in. */
export const say = (key: TextKey, values: Readonly<Record<string, string>> = {}): string =>
  nl[key].replace(/\{(\w+)\}/g, (_all, name: string) => values[name] ?? '');
