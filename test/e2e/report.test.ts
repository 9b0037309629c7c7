import { readFileSync } from 'node:fs';
import type { Bundle, Composition, DocumentReference } from 'fhir/r4';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { decodeBase64 } from '../../src/mapping/base64';
import { nl } from '../../src/texts/nl';
import { savingNl } from '../../src/texts/saving-nl';
import { judge } from './axe';
import { textOf } from './fill';
import { browserTests, picture, test, type Visit } from './harness';
import { openKindreflex } from './host-pages';
import { keyboardOn } from './keyboard';
import { print } from './pdf';
import { recorded } from './recorded';
import { LANGUAGES, say } from './say';
import { speak } from './states';

const visitOf = browserTests();

const CHILD_SAID = 'als het donker wordt';
const CLIENT_SAID = 'Werkt in nachtploeg.';
const REASON = 'Kind blijft nachten alleen thuis.';
const TRIED = 'tweemaal geweigerd';
const CONCERN = [CHILD_SAID, CLIENT_SAID, REASON, TRIED];

const press = (app: Page, name: string) => app.getByRole('button', { name, exact: true }).click();
const part = (app: Page, name: string) => app.locator(`.report-choice [data-part="${name}"] input`);
const paper = (app: Page) => textOf(app.locator('.paper'));
const held = (text: string) => CONCERN.filter((words) => text.includes(words));

async function openReport(visit: Visit, client: string): Promise<Page> {
  const app = await openKindreflex(visit, 'social-worker', client);
  await press(app, say('report.open'));
  await app.locator('.paper').waitFor();
  return app;
}

/** Keeps the report as a file, and reads it as who gets it would. */
async function keepFile(app: Page) {
  const [download] = await Promise.all([app.waitForEvent('download'), press(app, say('report.export'))]);
  const text = readFileSync(await download.path(), 'utf8');
  return { name: download.suggestedFilename(), text, bundle: JSON.parse(text) as Bundle };
}

const compositionOf = ({ entry = [] }: Bundle) => entry[0]?.resource as Composition;

test('chosen, seen, printed and kept as a file: what was picked and nothing else, and nothing goes out', async () => {
  const visit = await visitOf();
  const { client } = await recorded(visit, 's7-alarming-not-willing');
  const { requestLog } = visit.stage.ehr;
  const asked: string[] = [];
  visit.context.on('request', (request) => void asked.push(`${request.method()} ${request.url()}`));
  const app = await openReport(visit, client);

  // Veiled, it is a report of ordinary support, and does not tell that there is more.
  const first = await textOf(app.locator('main'));
  expect(held(first)).toEqual([]);
  expect(first).toContain('Tuur De Wilde');
  for (const step of [2, 4, 5, 6] as const) expect(first).not.toContain(nl[`step.${step}`]);
  expect(await part(app, '1').isChecked()).toBe(true);
  await picture(app, 'report-veiled');
  const before = requestLog.length;

  await press(app, nl['overview.showConcern']);
  const checked = await app.locator('.report-choice input[type="checkbox"]:checked').count();
  expect(checked).toBe(2);
  expect(held(await paper(app))).toEqual([]);
  await part(app, '4').check();
  await part(app, 'decisions').check();
  expect(held(await paper(app))).toEqual([CLIENT_SAID]);
  const words = app.locator('[data-statements="child-words"] label', { hasText: CHILD_SAID }).locator('input');
  await words.check();
  expect(held(await paper(app))).toEqual([CHILD_SAID, CLIENT_SAID]);
  await words.uncheck();
  await part(app, '5').check();
  expect(await textOf(app.locator('[data-section="step-5"]'))).toContain(savingNl['report.nothingVisible']);
  await picture(app, 'report-chosen');

  const printed = await print(app);
  expect([printed.isTagged, printed.language, printed.title]).toEqual([true, 'nl', await app.title()]);
  expect(printed.title).not.toMatch(/verslag|wilde|kind/i);
  const headings = printed.parts.filter(({ role }) => /^H[1-6]?$/.test(role)).map(({ text }) => text);
  expect(headings).toEqual([
    savingNl['report.title'],
    nl['overview.children'],
    'Tuur De Wilde',
    `1. ${nl['step.1']}`,
    expect.stringContaining('Contact van 10/11/2026'),
    `4. ${nl['step.4']}`,
    expect.stringContaining('Contact van 20/11/2026'),
    `5. ${nl['step.5']}`,
  ]);
  expect(printed.parts.some(({ role, text }) => role === 'L' && text.includes(CLIENT_SAID))).toBe(true);
  expect(held(printed.text)).toEqual([CLIENT_SAID]);
  expect(printed.text).toContain(savingNl['report.excerpt']);
  expect(printed.text.split(client).length - 1).toBe(1);
  expect(printed.text).not.toContain(savingNl['report.choose']);
  expect(printed.text).not.toContain(savingNl['report.handOver']);

  const file = await keepFile(app);
  expect(file.name).toBe('kindreflex-report.json');
  expect(held(file.text)).toEqual([CLIENT_SAID]);
  expect(file.bundle.type).toBe('document');
  expect(compositionOf(file.bundle).section?.map(({ title }) => title)).toEqual([
    nl['overview.children'],
    `1. ${nl['step.1']}`,
    `4. ${nl['step.4']}`,
    `5. ${nl['step.5']}`,
  ]);
  expect(file.bundle.meta?.security?.map(({ code }) => code)).toEqual(['R', 'SDV']);
  await app.getByText(savingNl['report.exported']).waitFor();

  // Whoever lifts the cover may be another than who laid it.
  await app.keyboard.press('Escape');
  expect((await print(app)).text).not.toContain('Tuur');
  await app.locator('.cover button').click();
  expect(held(await textOf(app.locator('main')))).toEqual([]);
  expect(await app.locator('.paper').count()).toBe(0);
  await app.getByText(savingNl['report.veiledPicks']).waitFor();
  await picture(app, 'report-covered');
  expect(held((await print(app)).text)).toEqual([]);
  await app.locator('.report-out').getByRole('button').click();
  await app.locator('.paper').waitFor();
  expect(held(await paper(app))).toEqual([CLIENT_SAID]);

  // All of this asked the host for nothing but who is logged in and what it can; the words of the app come from its own place.
  const origins = new Set(
    asked.filter((one) => /http/.test(one)).map((one) => new URL(one.split(' ')[1] ?? '').origin),
  );
  origins.delete('null');
  expect([...origins].sort()).toEqual([visit.stage.appOrigin, visit.stage.ehr.origin].sort());
  expect(requestLog.slice(before).filter(({ method }) => method !== 'GET' && method !== 'OPTIONS')).toEqual([]);
});

test('a draft for a mandated facility: from what was noted, with what is missing marked, and whom to call', async () => {
  const visit = await visitOf();
  const { client } = await recorded(visit, 's7-alarming-not-willing');
  const app = await openReport(visit, client);
  await press(app, nl['overview.showConcern']);
  await app.getByRole('radio', { name: savingNl['report.kind.referral'] }).check();
  await app.getByRole('heading', { level: 1, name: savingNl['report.referral.title'] }).waitFor();
  await app.locator('[data-section="agreed"]').waitFor();
  expect(held(await paper(app))).toEqual([CLIENT_SAID, REASON, TRIED]);
  const missing = app.locator('.paper .missing');
  expect(await missing.count()).toBeGreaterThan(5);
  expect(await textOf(app.locator('[data-section="sender"]'))).toContain(`${savingNl['report.label.phone']} ontbreekt`);
  const out = app.locator('.report-out');
  expect(await out.locator('a[href^="tel:"]').count()).toBe(2);
  expect(await textOf(out)).toContain(savingNl['report.referral.tellFirst']);
  expect(await textOf(out)).toContain(savingNl['report.referral.call']);
  await picture(app, 'report-referral');

  const printed = await print(app);
  expect([printed.isTagged, printed.parts.filter(({ role }) => role === 'H2').length]).toEqual([true, 12]);
  expect(held(printed.text)).toEqual([CLIENT_SAID, REASON, TRIED]);
  const { name, text, bundle } = await keepFile(app);
  expect(name).toBe('kindreflex-report.json');
  expect(held(text)).toEqual([CLIENT_SAID, REASON, TRIED]);
  expect(compositionOf(bundle).status).toBe('preliminary');
  expect(compositionOf(bundle).section).toHaveLength(12);

  await app.keyboard.press('Escape');
  await app.locator('.cover button').click();
  await app.getByRole('heading', { level: 1, name: savingNl['report.title'] }).waitFor();
  expect(held(await textOf(app.locator('main')))).toEqual([]);
  expect(await textOf(app.locator('main'))).not.toContain('VK');
});

const stored = async ({ stage }: Visit, patient: string) =>
  (await stage.ehr.store.list('DocumentReference', `patient=${patient}`)) as DocumentReference[];
const inside = ({ content }: DocumentReference) => decodeBase64(content[0]?.attachment.data ?? '') ?? '';

test('stored where the host takes documents: by class, labelled, read back, and once however often it is tried', async () => {
  const visit = await visitOf({ site: { documents: { notes: false, portalWithholds: true, entries: false } } });
  visit.tolerate(/ERR_|Failed to load resource/);
  const { client, patient } = await recorded(visit, 's7-alarming-not-willing');
  const { faults } = visit.stage.ehr;
  const app = await openReport(visit, client);
  await press(app, nl['overview.showConcern']);
  await part(app, '6').check();
  expect(await app.locator('.report-store li').allInnerTexts()).toEqual([
    'Verslag van deel 1, zonder label',
    'Verslag van deel 6, met label R + SDV',
  ]);
  // Answers are lost after the host has taken it, then it cannot even be asked: it is tried again.
  faults.add({ on: { writes: true, every: true }, act: { kind: 'close', when: 'after-commit' } });
  faults.add({
    on: { method: 'GET', path: /DocumentReference/, every: true },
    act: { kind: 'close', when: 'before-commit' },
  });
  await press(app, say('report.store'));
  await app.locator('.report-store [role="alert"]').waitFor({ timeout: 40_000 });
  expect(await app.locator('.report-choice > [inert]').count()).toBe(1);
  await picture(app, 'report-uncertain');
  faults.clear();
  await press(app, say('save.again'));
  await app.getByText(savingNl['report.stored']).waitFor({ timeout: 40_000 });
  await picture(app, 'report-stored');
  const documents = await stored(visit, patient);
  expect(documents.map(inside).flatMap(held)).toEqual([TRIED]);
  const [ordinary, concern] = documents.toSorted(
    (a, b) => inside(a).length - inside(b).length && held(inside(a)).length - held(inside(b)).length,
  );
  expect([ordinary, concern].map((one) => one?.meta?.security?.map(({ code }) => code) ?? [])).toEqual([
    [],
    ['R', 'SDV'],
  ]);
  expect(documents).toHaveLength(2);

  // The same again, from the start: it is there already. Another choice is another document.
  await press(app, nl['contact.back']);
  await app.getByRole('heading', { name: nl['overview.history'] }).waitFor();
  expect(await textOf(app.locator('main'))).not.toContain(nl['read.partial']);
  await press(app, say('report.open'));
  await part(app, '6').check();
  await press(app, say('report.store'));
  await app.getByText(savingNl['report.stored']).waitFor();
  expect(await stored(visit, patient)).toHaveLength(2);
  await part(app, '2').check();
  await press(app, say('report.store'));
  await app.getByText(savingNl['report.stored']).waitFor();
  expect(await stored(visit, patient)).toHaveLength(3);
});

test('a host that takes no documents offers none; a portal that may show them gets nothing of concern', async () => {
  const visit = await visitOf();
  const { client } = await recorded(visit, 's7-alarming-not-willing');
  const app = await openReport(visit, client);
  await app.getByRole('button', { name: say('report.store') }).waitFor();
  await press(app, nl['overview.showConcern']);
  await part(app, '6').check();
  await part(app, '1').uncheck();
  await app.locator('.report-choice [data-child] input').uncheck();
  expect(await textOf(app.locator('.left-out'))).toContain(savingNl['leftOut.portal-may-show']);
  expect(await app.getByRole('button', { name: say('report.store') }).count()).toBe(0);
  await app.close();
  visit.stage.ehr.settings.withheldScopes = ['patient/DocumentReference.cs'];
  const without = await openReport(visit, client);
  await without.waitForLoadState('networkidle');
  expect(await without.locator('.report-store').count()).toBe(0);
});

test('with the keyboard alone, and without a complaint of axe-core in three languages', async () => {
  const visit = await visitOf({ bypassCSP: true });
  const { client } = await recorded(visit, 's6-alarming-and-willing');
  const app = await openKindreflex(visit, 'social-worker', client);
  await app.getByRole('heading', { name: nl['overview.history'] }).waitFor();
  const keys = keyboardOn(app);
  await keys.press('Tab');
  await keys.pressOn(say('report.open'));
  await keys.arrives(say('report.title'));
  await keys.press('Tab');
  await keys.pressOn(nl['overview.showConcern']);
  await keys.to(nl['overview.hideConcern'], 'Shift+Tab');
  await part(app, '2').focus();
  await keys.press('Space');
  await app.locator('[data-section="step-2"]').waitFor();
  let stop = await keys.here();
  for (let presses = 0; presses < 40 && !stop.option.includes('Derde opname'); presses++) {
    await keys.press('Tab');
    stop = await keys.here();
  }
  expect(stop.checked).toBe(false);
  await keys.press('Space');
  expect(await paper(app)).toContain('Derde opname');
  const [download] = await Promise.all([app.waitForEvent('download'), keys.pressOn(say('report.export'))]);
  expect(download.suggestedFilename()).toBe('kindreflex-report.json');
  expect(keys.flaws()).toEqual([]);

  for (const kind of ['report', 'referral'] as const) {
    await app.getByRole('radio', { name: savingNl[`report.kind.${kind}`] }).check();
    for (const language of LANGUAGES) {
      await speak(app, language);
      await app.locator('.report-out').waitFor();
      const { passed, violations } = await judge(app);
      await picture(app, `report-${kind}-${language}`);
      expect(passed).toBeGreaterThan(20);
      expect(violations.map((one) => `${kind} ${language} ${one}`)).toEqual([]);
    }
    await speak(app, 'nl');
  }
});
