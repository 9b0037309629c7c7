import { readdirSync, readFileSync, rmSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { failureTexts } from '../../src/launch/launch-texts';
import { en } from '../../src/texts/en';
import { fr } from '../../src/texts/fr';
import { nl } from '../../src/texts/nl';
import { savingNl } from '../../src/texts/saving-nl';
import { buildApp } from './build-app';
import { textOf } from './fill';
import { browserTests, picture, test, type Visit } from './harness';
import { login, openChart, openKindreflex, pressKindreflex } from './host-pages';

const visitOf = browserTests();

const tokenPosts = ({ stage }: Visit) =>
  stage.ehr.requestLog.filter(({ method, path }) => method === 'POST' && path === '/auth/token').length;
const revocations = ({ stage }: Visit) => stage.ehr.requestLog.filter(({ path }) => path === '/auth/revoke').length;
const opened = (app: Page) => app.getByRole('button', { name: nl['overview.record'] }).waitFor();

test('an EHR launch opens a new tab on the right client, without code or state left in its address', async () => {
  const visit = await visitOf();
  const app = await openKindreflex(visit, 'physician', 'Sofie Maes');
  expect(await textOf(app.locator('.who'))).toBe('Sofie Maes, geboren 14/02/1987 (39 jaar)');
  expect(new URL(app.url()).origin).toBe(visit.stage.appOrigin);
  expect(new URL(app.url()).search).toBe('');
  expect(await app.title()).not.toMatch(/Sofie|Maes|Kindreflex/);
  expect(await app.evaluate(() => window.opener)).toBeNull();
  await picture(app, 'overview');
});

test('the app opens framed in the chart, and saves there', async () => {
  const visit = await visitOf({ withProfile: true });
  await login(visit, 'nurse');
  await openChart(visit, 'Luc Martens');
  await visit.page.getByRole('link', { name: 'Kindreflex in het dossier' }).click();
  const frame = visit.page.frameLocator('iframe[title="Kindreflex"]');
  await frame.getByRole('button', { name: nl['overview.record'] }).click();
  await frame.getByRole('radio', { name: 'cliënt wil dit niet bespreken' }).check();
  await frame.getByRole('button', { name: savingNl['review.save'] }).click();
  await frame.getByRole('heading', { name: savingNl['receipt.title'] }).waitFor();
  await picture(visit.page, 'framed');
  expect(await visit.stage.ehr.store.list('QuestionnaireResponse', 'patient=luc-martens')).toHaveLength(1);
});

test('where the browser blocks the storage of what is framed, the page says to open it in a tab of its own', async () => {
  const visit = await visitOf({ withProfile: true });
  await visit.context.addInitScript(() => {
    if (window === window.top) return;
    Object.defineProperty(window, 'sessionStorage', {
      get: () => {
        throw new DOMException('Access is denied for this document.', 'SecurityError');
      },
    });
  });
  await login(visit, 'nurse');
  await openChart(visit, 'Luc Martens');
  await visit.page.getByRole('link', { name: 'Kindreflex in het dossier' }).click();
  const frame = visit.page.frameLocator('iframe[title="Kindreflex"]');
  await frame.getByText(failureTexts['L-09'].nl).waitFor();
  await frame.getByText('L-09').waitFor();
});

test('a standalone launch asks the host which client it is about', async () => {
  const visit = await visitOf();
  const { page, stage } = visit;
  await login(visit, 'gp');
  await page.goto(`${stage.appOrigin}/launch.html`);
  await page.getByRole('heading', { name: /Voor welke cliënt/ }).waitFor();
  await picture(page, 'picker');
  await page.getByRole('button', { name: 'Jelle Peeters' }).click();
  await opened(page);
  expect(await textOf(page.locator('.who'))).toContain('Jelle Peeters');
});

test('a standalone launch of someone who is not logged in passes the host’s login first', async () => {
  const visit = await visitOf();
  const { page, stage } = visit;
  await page.goto(`${stage.appOrigin}/launch.html`);
  await page.getByRole('button', { name: 'Hanne Lemmens' }).click();
  await page.getByRole('button', { name: 'Jelle Peeters' }).click();
  await opened(page);
});

test('a reload keeps the session and asks no second token; only an explicit close revokes it', async () => {
  const visit = await visitOf();
  const app = await openKindreflex(visit, 'nurse', 'Wim Claes');
  expect(tokenPosts(visit)).toBe(1);
  await app.reload();
  await opened(app);
  expect(tokenPosts(visit)).toBe(1);
  expect(revocations(visit)).toBe(0);

  const token = await app.evaluate(() =>
    Object.values(sessionStorage)
      .map((value) => /"access_token":"([^"]+)"/.exec(value)?.[1])
      .find(Boolean),
  );
  const ask = () =>
    fetch(`${visit.stage.ehr.fhirBase}/Patient/wim-claes`, { headers: { authorization: `Bearer ${token}` } });
  expect((await ask()).status).toBe(200);
  await app.getByRole('button', { name: nl['app.close'] }).click();
  await app.getByText(nl['app.closed']).waitFor();
  expect(revocations(visit)).toBeGreaterThanOrEqual(1);
  expect((await ask()).status).toBe(401);
  await app.reload();
  await app.getByText('S-01').waitFor();
});

test('React StrictMode, which runs everything twice in development, leaves one token request per code', async () => {
  const dist = await buildApp('development');
  const scripts = readdirSync(`${dist}/assets`).map((name) => readFileSync(`${dist}/assets/${name}`, 'utf8'));
  expect(scripts.some((script) => script.includes('React DevTools'))).toBe(true);
  try {
    const visit = await visitOf({ dist });
    await openKindreflex(visit, 'nurse', 'Wim Claes');
    expect(tokenPosts(visit)).toBe(1);
    const patientReads = visit.stage.ehr.requestLog.filter(
      ({ method, path }) => method === 'GET' && path === '/fhir/Patient/wim-claes',
    );
    expect(patientReads).toHaveLength(1);
  } finally {
    rmSync(dist, { recursive: true, force: true });
  }
});

test.each([
  ['nl', nl['overview.record']],
  ['fr', fr['overview.record']],
  ['en', en['overview.record']],
])('the language can be switched to %s, and the page says so', async (language, button) => {
  const visit = await visitOf();
  const app = await openKindreflex(visit, 'nurse', 'Wim Claes');
  await app.getByRole('combobox').selectOption(language);
  await app.getByRole('button', { name: button }).click();
  await expect.poll(() => app.evaluate(() => document.documentElement.lang)).toBe(language);
  await app.locator('[data-link-id="s1.uitkomst"]').waitFor();
  await picture(app, `contact-${language}`);
});

test('the browser’s language is the first choice', async () => {
  const visit = await visitOf({ locale: 'fr-BE' });
  await login(visit, 'nurse');
  await openChart(visit, 'Wim Claes');
  const app = await pressKindreflex(visit);
  await expect.poll(() => app.evaluate(() => document.documentElement.lang)).toBe('fr');
});
