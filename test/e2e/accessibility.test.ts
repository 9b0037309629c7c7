import type { Page } from 'playwright-core';
import { afterAll, expect } from 'vitest';
import type { Language } from '../../src/texts/texts';
import { judge } from './axe';
import { whatDoesNotFit, whatMoves } from './fits';
import { browserTests, picture, test } from './harness';
import { login, openChart, openKindreflex } from './host-pages';
import { keyboardOn } from './keyboard';
import { recorded } from './recorded';
import { type Key, say } from './say';
import { example, saveContact, startContact } from './scenario';
import { inEachLanguage, type Sight, WALKS } from './states';
import { unveil } from './states-overview';

const visitOf = browserTests();
const schemes = ['light', 'dark'] as const;
type Scheme = (typeof schemes)[number];
/** The policy of the app forbids scripts from elsewhere, also axe-core. */
const bypassCSP = true;

const table: Record<string, { looks: number; rules: number; wrong: number }> = {};
afterAll(() => {
  const rows = Object.values(table);
  const sum = (of: (row: (typeof rows)[number]) => number) => rows.reduce((total, row) => total + of(row), 0);
  console.table(table);
  console.log(
    `${rows.length} states, ${sum(({ looks }) => looks)} looks (languages x schemes), ${sum(({ rules }) => rules)} rules passed, ${sum(({ wrong }) => wrong)} violations`,
  );
});

/** All rules in each language, in both schemes: the page is the same in every language, and so are its colours. */
const LOOKS: Readonly<Record<Language, readonly Scheme[]>> = { nl: ['light', 'dark'], fr: ['dark'], en: ['light'] };

/** Judges a state in every language and scheme, and in French, which has the longest words, whether it fits; gives what is wrong. */
async function judged(sight: Sight): Promise<string[]> {
  const { page, screen, state } = sight;
  const wrong: string[] = [];
  const name = `${screen}-${state}`;
  const row = table[name] ?? { looks: 0, rules: 0, wrong: 0 };
  await inEachLanguage(sight, async (language) => {
    // All of the page in the window: what a bar at its edge happens to cover now is not the matter here.
    await page.setViewportSize({ width: 1280, height: 10_000 });
    for (const [nth, colorScheme] of LOOKS[language].entries()) {
      await page.emulateMedia({ colorScheme });
      const { passed, violations } = await judge(page, nth === 0 ? 'all' : 'colours');
      row.looks++;
      row.rules += passed;
      wrong.push(...violations.map((one) => `${language} ${colorScheme} ${one}`));
    }
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    if (language !== 'fr') return;
    wrong.push(...(await whatMoves(page)).map((one) => `moves: ${one}`));
    wrong.push(...(await whereItDoesNotFit(sight)).map((one) => `${language} ${one}`));
  });
  row.wrong += wrong.length;
  table[name] = row;
  return wrong.map((one) => `${name} ${one}`);
}

/** In a narrow window, which is also a wide one at 400 %, in a frame, and with letters twice as large: nothing is cut off or to be scrolled sideways. */
async function whereItDoesNotFit({ page }: Sight): Promise<string[]> {
  const found: string[] = [];
  const look = async (how: string, width: number, fontSize: string) => {
    await page.setViewportSize({ width, height: 800 });
    await page.evaluate((size) => document.documentElement.style.setProperty('font-size', size), fontSize);
    found.push(...(await whatDoesNotFit(page)).map((one) => `${how}: ${one}`));
  };
  await look('320 px', 320, '');
  await look('800 px', 800, '');
  await look('200 %', 1280, '200%');
  await page.evaluate(() => document.documentElement.style.removeProperty('font-size'));
  return found;
}

test.each(WALKS)('nothing is wrong in any state on the way: $name', async ({ options, go }) => {
  const wrong: string[] = [];
  await go(await visitOf({ ...options, bypassCSP }), async (sight) => void wrong.push(...(await judged(sight))));
  expect(wrong).toEqual([]);
});

test('in the colours of the person themself no state is lost, and the focus can be seen', async () => {
  const visit = await visitOf({ forcedColors: 'active' });
  const { client } = await recorded(visit, 's7-alarming-not-willing');
  const app = await openKindreflex(visit, 'nurse', client);
  await app.getByRole('heading', { name: say('overview.history') }).waitFor();
  await unveil(app);
  const states = await app.locator('.steps [data-state]').all();
  expect(states).toHaveLength(6);
  for (const state of states) {
    const word = say(`state.${await state.getAttribute('data-state')}` as Key);
    await state.getByText(word).first().waitFor();
  }
  await picture(app, 'forced-colours-overview');
  await app.getByRole('button', { name: say('overview.record') }).click();
  const outcome = app.locator('[data-link-id="s1.uitkomst"]');
  await outcome.getByRole('radio').first().check();
  const lines = await outcome.locator('.option').evaluateAll((options) =>
    options.map((option) => {
      const { borderTopColor, outlineStyle } = getComputedStyle(option);
      return `${borderTopColor} ${outlineStyle}`;
    }),
  );
  expect(lines[0]).not.toBe(lines[1]);
  expect(new Set(lines.slice(1)).size).toBe(1);
  const keys = keyboardOn(app);
  await keys.press('Tab');
  await keys.to(say('review.save'));
  expect(keys.flaws()).toEqual([]);
  const drawn = await app.locator('button.primary').evaluate((button) => getComputedStyle(button).borderTopStyle);
  expect(drawn).toBe('solid');
  await picture(app, 'forced-colours-contact');
});

async function expectAccessible(page: Page, name: string): Promise<void> {
  // Without its stylesheet a page is not the one that people see.
  await page.waitForLoadState();
  const { violations } = await judge(page, 'wcag');
  await picture(page, `axe-${name}`);
  expect(violations.map((one) => `${name} ${one}`)).toEqual([]);
}

test.each(schemes)('axe-core finds nothing on the pages of the demo EHR, %s', async (scheme) => {
  const visit = await visitOf({ bypassCSP, colorScheme: scheme });
  const { page, stage, context } = visit;
  // Vitest empties every stylesheet that is imported, also this one of the host.
  await context.route('**/host.css', (route) => route.fulfill({ path: 'src/demo-ehr/chart/host.css' }));
  const told = example('s8-children-already-known');
  await stage.ehr.store.put(...told.resources.filter(({ resourceType }) => resourceType === 'RelatedPerson'));
  await page.goto(stage.ehr.origin);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await expectAccessible(page, `host-login-${scheme}`);
  await login(visit, 'social-worker');
  await expectAccessible(page, `host-patients-${scheme}`);
  const [contact] = told.contacts;
  if (!contact) throw new Error('S8 has a contact');
  const app = await startContact(visit, told, contact);
  await app.getByRole('radio', { name: 'cliënt wil dit niet bespreken' }).check();
  await saveContact(app);
  await openChart(visit, told.client);
  await expectAccessible(page, `host-chart-${scheme}`);
  await page
    .getByRole('link', { name: /versie/ })
    .first()
    .click();
  await page.getByRole('heading', { level: 1, name: 'Versies' }).waitFor();
  await expectAccessible(page, `host-history-${scheme}`);
  await page.getByRole('link', { name: 'Instellingen' }).click();
  await page.getByRole('heading', { level: 1 }).waitFor();
  await expectAccessible(page, `host-settings-${scheme}`);
  await page.goto(`${stage.appOrigin}/launch.html`);
  await page.getByRole('heading', { name: /Voor welke cliënt/ }).waitFor();
  await expectAccessible(page, `host-picker-${scheme}`);
});
