import { expect, test } from 'vitest';
import { type Language, loadTexts } from '../texts/texts';
import { ageText } from './format';

const ON = '2026-11-24';
const ages = async (language: Language, ...births: (string | undefined)[]) => {
  const texts = await loadTexts(language);
  return births.map((birth) => ageText(birth, ON, texts).replace(/\s/g, ' '));
};
const YOUNG = ['2026-11-24', '2026-11-23', '2026-10-25', '2026-10-24', '2026-06-01', '2024-11-25', '2024-11-24'];

test('the youngest are counted in days, then months, then years, one or more', async () => {
  expect(await ages('nl', ...YOUNG)).toEqual([
    'vandaag geboren',
    '1 dag',
    '30 dagen',
    '1 maand',
    '5 maanden',
    '23 maanden',
    '2 jaar',
  ]);
  expect(await ages('fr', ...YOUNG)).toEqual([
    'né aujourd’hui',
    '1 jour',
    '30 jours',
    '1 mois',
    '5 mois',
    '23 mois',
    '2 ans',
  ]);
  expect(await ages('en', ...YOUNG)).toEqual([
    'born today',
    '1 day',
    '30 days',
    '1 month',
    '5 months',
    '23 months',
    '2 years',
  ]);
});

test('a client of 16, someone of 126, and a birth in the future', async () => {
  expect(await ages('nl', '2010-11-24', '1900-01-01', '2026-11-25')).toEqual([
    '16 jaar',
    '126 jaar',
    'nog niet geboren',
  ]);
});

test('a partial or missing birth date gives the ages that it can mean, never one that it does not say', async () => {
  expect(await ages('nl', '2014', '2025', '2026', '2019-01', '2025-06', undefined)).toEqual([
    '11 tot 12 jaar',
    '0 tot 1 jaar',
    '0 jaar',
    '7 jaar',
    '1 jaar',
    'leeftijd niet bekend',
  ]);
  expect(await ages('fr', '2014', '2025', '2025-06')).toEqual(['11 à 12 ans', '0 à 1 an', '1 an']);
  expect(await ages('en', '2014', '2025-06', '2027')).toEqual(['11 to 12 years', '1 year', 'not born yet']);
});
