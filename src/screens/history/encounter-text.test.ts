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

test('so is an address with a version', () => {
  expect(encounterText('Encounter/7/_history/3', launched('IMP', '2026-11-24'), t)).toBe(
    'bij de opname van 24/11/2026',
  );
});

test('another encounter than the one of the launch is only said to be another', () => {
  expect(encounterText('Encounter/17', launched('IMP', '2026-11-24'), t)).toBe(
    'bij een ander contact in het dossiersysteem',
  );
});

test.each([
  ['the encounter of the launch without a start', launched('IMP')],
  ['any, where that of the launch could not be read', failed({ kind: 'other-patient', code: 'R-001' } as const)],
])('%s is not said to be another', (_, encounter) => {
  expect(encounterText('Encounter/7', encounter, t)).toBeUndefined();
});

test('nothing is said where the entry names none', () => {
  expect(encounterText(undefined, launched('IMP', '2026-11-24'), t)).toBeUndefined();
});
