import type { Encounter } from 'fhir/r4';
import { expect, test } from 'vitest';
import { failed, loaded } from '../../record/loaded';
import { encounterSummary } from '../../record/summaries';
import { savingNl } from '../../texts/saving-nl';
import { translateWith } from '../../texts/texts';
import { encounterText } from './encounter-text';

const t = translateWith(savingNl);
const launched = (code: string, start?: string) =>
  loaded(
    encounterSummary(
      {
        resourceType: 'Encounter',
        status: 'in-progress',
        class: { code },
        ...(start ? { period: { start } } : {}),
      } as Encounter,
      '7',
    ),
  );

test.each([
  ['EMER', 'bij het spoedbezoek van 24/11/2026'],
  ['ACUTE', 'bij de opname van 24/11/2026'],
  ['AMB', 'bij de raadpleging van 24/11/2026'],
  ['HH', 'bij het contact van 24/11/2026 in het dossiersysteem'],
  ['toString', 'bij het contact van 24/11/2026 in het dossiersysteem'],
])('the encounter of the launch by its class and its day in Belgium: %s', (code, words) => {
  expect(encounterText('Encounter/7', launched(code, '2026-11-23T23:30:00Z'), t)).toBe(words);
});

test('an address that names the server too is the same encounter', () => {
  expect(encounterText('https://ehr.example/fhir/Encounter/7', launched('IMP', '2026-11-24'), t)).toBe(
    'bij de opname van 24/11/2026',
  );
});

test.each([
  ['another encounter', 'Encounter/17', launched('IMP', '2026-11-24')],
  ['one without a start', 'Encounter/7', launched('IMP')],
  ['one that could not be read', 'Encounter/7', failed({ kind: 'other-patient', code: 'R-001' })],
])('%s is only said to be another', (_, reference, encounter) => {
  expect(encounterText(reference, encounter, t)).toBe('bij een ander contact in het dossiersysteem');
});

test('nothing is said where the entry names none', () => {
  expect(encounterText(undefined, launched('IMP', '2026-11-24'), t)).toBeUndefined();
});
