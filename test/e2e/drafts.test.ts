import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { nl } from '../../src/texts/nl';
import { savingNl } from '../../src/texts/saving-nl';
import { typeContactWithChild } from './contact-with-child';
import { place, section } from './fill';
import { browserTests, picture, test, type Visit } from './harness';
import { login, openChart, openKindreflex, pressKindreflex } from './host-pages';

const visitOf = browserTests();
const PATIENT = 'luc-martens';
const CLIENT = 'Luc Martens';
const WORDS = 'Samen besproken wat hij thuis vertelt.';

const press = (app: Page, name: string) => app.getByRole('button', { name, exact: true }).click();
const words = (app: Page) => place(section(app, 3), 's3.hoe').getByRole('textbox');
const counts = async ({ stage }: Visit) => [
  (await stage.ehr.store.list('QuestionnaireResponse', `patient=${PATIENT}`)).length,
  (await stage.ehr.store.list('RelatedPerson', `patient=${PATIENT}`)).length,
];

async function typed(app: Page): Promise<void> {
  await typeContactWithChild(app, WORDS);
  await app.locator('.review').getByRole('button', { name: savingNl['review.save'] }).waitFor();
}

const isKept = (app: Page) =>
  expect
    .poll(() => app.evaluate(() => Object.keys(sessionStorage).some((key) => key.startsWith('kindreflex.draft.'))))
    .toBe(true);

async function goOn(app: Page): Promise<void> {
  await press(app, savingNl['draft.continue']);
  expect(await section(app, 1).getByRole('textbox', { name: 'Voornaam' }).last().inputValue()).toBe('Noor');
  expect(await words(app).inputValue()).toBe(WORDS);
}

async function saved(app: Page): Promise<void> {
  await app.getByRole('heading', { name: savingNl['receipt.title'] }).waitFor({ timeout: 30_000 });
}

test('what was typed survives a reload, says nothing on the overview, and is gone once it is saved', async () => {
  const visit = await visitOf();
  const app = await openKindreflex(visit, 'nurse', CLIENT);
  await typed(app);
  await app.getByText(savingNl['draft.survives.reload']).waitFor();
  await isKept(app);
  app.on('dialog', (dialog) => void dialog.accept());
  await app.reload();
  const offer = app.locator('.draft-offer');
  await offer.waitFor();
  expect(await offer.textContent()).not.toMatch(/Noor|thuis/);
  await picture(app, 'draft-offer');
  await goOn(app);
  await press(app, savingNl['review.save']);
  await saved(app);
  expect(await counts(visit)).toEqual([2, 1]);
  await press(app, savingNl['receipt.back']);
  expect(await app.locator('.draft-offer').count()).toBe(0);
  expect(
    await app.evaluate(() => Object.keys(sessionStorage).filter((key) => key.startsWith('kindreflex.draft.'))),
  ).toEqual([]);
});

test('a save whose answer never came is gone on with after a reload, and nothing is stored twice', async () => {
  const visit = await visitOf();
  visit.tolerate(/ERR_|Failed to load resource/);
  const app = await openKindreflex(visit, 'nurse', CLIENT);
  await typed(app);
  visit.stage.ehr.faults.add({
    on: { method: 'POST', path: '/fhir', every: true },
    act: { kind: 'close', when: 'after-commit' },
  });
  visit.stage.ehr.faults.add({
    on: { method: 'GET', path: /identifier|QuestionnaireResponse/, every: true },
    act: { kind: 'close', when: 'before-commit' },
  });
  await press(app, savingNl['review.save']);
  await app.getByText(savingNl['save.uncertain']).waitFor({ timeout: 30_000 });
  expect(await counts(visit)).toEqual([2, 1]);
  visit.stage.ehr.faults.clear();
  app.on('dialog', (dialog) => void dialog.accept());
  await app.reload();
  await app.getByText(/bewaring is niet afgerond/).waitFor();
  await press(app, savingNl['draft.continue']);
  await press(app, savingNl['save.again']);
  await saved(app);
  expect(await counts(visit)).toEqual([2, 1]);
});

test('on the device a closed tab loses nothing, for the same user and client alone, and not after twelve hours', async () => {
  const visit = await visitOf({ site: { drafts: 'device' } });
  const app = await openKindreflex(visit, 'nurse', CLIENT);
  await typed(app);
  await app.getByText(savingNl['draft.survives.device']).waitFor();
  await expect.poll(() => app.evaluate(() => localStorage.getItem('kindreflex.draft.device'))).toBe('1');
  const stored = await app.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
  expect(stored).not.toMatch(/Noor|thuis vertelt/);
  // A moment after the last key; what was typed within it goes with the tab.
  await app.waitForTimeout(800);
  await app.close();

  const someoneElse = await openKindreflex(visit, 'physician', CLIENT);
  await someoneElse.waitForLoadState('networkidle');
  expect(await someoneElse.locator('.draft-offer').count()).toBe(0);
  await someoneElse.close();

  const again = await openKindreflex(visit, 'nurse', CLIENT);
  await goOn(again);
  await again.close();

  await visit.at(new Date(visit.stage.now.getTime() + 13 * 3_600_000));
  const late = await openKindreflex(visit, 'nurse', CLIENT);
  await late.waitForLoadState('networkidle');
  expect(await late.locator('.draft-offer').count()).toBe(0);
  await expect.poll(() => late.evaluate(() => localStorage.getItem('kindreflex.draft.device'))).toBe(null);
});

test('a thrown away draft is gone, and with drafts off nothing is kept', async () => {
  const visit = await visitOf({ site: { drafts: 'off' } });
  const app = await openKindreflex(visit, 'nurse', CLIENT);
  await typed(app);
  await app.getByText(savingNl['draft.survives.nothing']).waitFor();
  app.on('dialog', (dialog) => void dialog.accept());
  await app.reload();
  await app.getByRole('button', { name: nl['overview.record'] }).waitFor();
  expect(await app.locator('.draft-offer').count()).toBe(0);
  visit.stage.site.drafts = 'tab';
  const other = await openKindreflex(visit, 'nurse', CLIENT);
  await typed(other);
  await isKept(other);
  await press(other, nl['contact.back']);
  await press(other, nl['contact.leaveYes']);
  await other.getByRole('button', { name: nl['overview.record'] }).waitFor();
  expect(await other.locator('.draft-offer').count()).toBe(0);
});

test('the session ends while typing: said, kept, and a new launch in the same tab goes on there', async () => {
  const visit = await visitOf();
  visit.tolerate(/status of 401/);
  const app = await openKindreflex(visit, 'nurse', CLIENT);
  await typed(app);
  await isKept(app);
  visit.stage.ehr.faults.add({ on: { path: /^\/fhir/, every: true }, act: { kind: 'refuse', status: 401 } });
  await press(app, savingNl['review.save']);
  await app.locator('.review').getByRole('alert').waitFor();
  visit.stage.ehr.faults.clear();
  await openChart(visit, CLIENT);
  const launch = await visit.stage.ehr.createLaunch(PATIENT, 'nurse');
  app.on('dialog', (dialog) => void dialog.accept());
  await app.goto(launch);
  await goOn(app);
  await press(app, savingNl['review.save']);
  await saved(app);
  expect(await counts(visit)).toEqual([2, 1]);
});

test('a duplicated tab does not use the session, and the first tab goes on', async () => {
  const visit = await visitOf();
  const app = await openKindreflex(visit, 'nurse', CLIENT);
  const [copy] = await Promise.all([
    visit.context.waitForEvent('page'),
    app.evaluate(() => void window.open(location.href)),
  ]);
  await copy.getByText('S-17').waitFor();
  await copy.getByText(nl['failure.relaunch']).waitFor();
  await copy.close();
  await typed(app);
  await press(app, savingNl['review.save']);
  await saved(app);
});

test('two clients in two tabs of one browser: each save lands on its own', async () => {
  const visit = await visitOf();
  const first = await openKindreflex(visit, 'nurse', CLIENT);
  await typed(first);
  const second = await openKindreflex(visit, 'nurse', 'Wim Claes');
  await second.getByRole('button', { name: nl['overview.record'] }).click();
  await section(second, 1).getByRole('radio', { name: 'cliënt wil dit niet bespreken' }).check();
  await press(first, savingNl['review.save']);
  await saved(first);
  await press(second, savingNl['review.save']);
  await saved(second);
  expect(await counts(visit)).toEqual([2, 1]);
  expect(await visit.stage.ehr.store.list('QuestionnaireResponse', 'patient=wim-claes')).toHaveLength(1);
});

test('another launch in the same tab: a page that is brought back cannot write any more', async () => {
  const visit = await visitOf();
  await login(visit, 'nurse');
  await openChart(visit, CLIENT);
  const app = await pressKindreflex(visit);
  await app.getByRole('button', { name: nl['overview.record'] }).waitFor();
  await typed(app);
  // What a second launch in this tab leaves behind, while this page is still alive (kept for the way back).
  await app.evaluate(() => sessionStorage.setItem('SMART_KEY', JSON.stringify('another-launch')));
  await press(app, savingNl['review.save']);
  await app.getByText(savingNl['save.otherSession']).waitFor();
  expect(await counts(visit)).toEqual([0, 0]);
});
