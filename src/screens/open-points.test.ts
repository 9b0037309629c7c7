import { expect, test } from 'vitest';
import { savingEn } from '../texts/saving-en';
import { savingFr } from '../texts/saving-fr';
import { savingNl } from '../texts/saving-nl';
import { loadTexts, translateWith } from '../texts/texts';
import { namesOf } from './open-points';

const CATALOGUES = { nl: savingNl, fr: savingFr, en: savingEn } as const;
const child = (given?: string) => ({ key: given ?? '', birthDateUnknown: false, ...(given ? { given } : {}) });
const told = async (language: keyof typeof CATALOGUES, ...names: (string | undefined)[]) =>
  namesOf(names.map(child), await loadTexts(language), translateWith(CATALOGUES[language]));

test('children without a name are counted, beside those that have one', async () => {
  expect(await told('nl', ...Array(17).fill(undefined))).toBe('17 kinderen zonder naam');
  expect(await told('nl', 'Emma', undefined)).toBe('Emma, 1 kind zonder naam');
  expect(await told('nl', 'Emma', 'Lowie')).toBe('Emma, Lowie');
  expect(await told('fr', undefined)).toBe('1 enfant sans nom');
  expect(await told('fr', undefined, undefined)).toBe('2 enfants sans nom');
  expect(await told('en', undefined, 'Noor', undefined)).toBe('Noor, 2 children without a name');
});
