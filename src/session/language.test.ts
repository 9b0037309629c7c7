import { expect, test } from 'vitest';
import { pickLanguage } from './language';

test('the browser’s order decides among what the site offers, else the site’s first', () => {
  expect(pickLanguage(['nl', 'fr', 'en'], ['de-BE', 'fr-BE', 'nl'])).toBe('fr');
  expect(pickLanguage(['nl', 'en'], ['FR', 'EN-us'])).toBe('en');
  expect(pickLanguage(['fr', 'nl'], ['de'])).toBe('fr');
  expect(pickLanguage(['fr'], [])).toBe('fr');
});
