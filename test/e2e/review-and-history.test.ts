import type { QuestionnaireResponse } from 'fhir/r4';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { fhirUserOf } from '../../src/demo-ehr/seed/staff';
import { nl } from '../../src/texts/nl';
import { savingNl } from '../../src/texts/saving-nl';
import { typeContactWithChild } from './contact-with-child';
import { openStep, place, section, textOf } from './fill';
import { browserTests, picture, test } from './harness';
import { openKindreflex } from './host-pages';
import { say } from './say';
import { example } from './scenario';

const visitOf = browserTests();

const focused = (app: Page) =>
  app.evaluate(() => document.activeElement?.id || document.activeElement?.getAttribute('role'));

test('the review counts, names what goes where, and a save that ends halfway has the focus on what is said of it', async () => {
  const visit = await visitOf();
  visit.tolerate(/status of (422|501)/);
  visit.stage.ehr.settings.profile = 'no-transaction';
  const app = await openKindreflex(visit, 'nurse', 'Luc Martens');
  await typeContactWithChild(app, 'Samen besproken.');
  const review = app.locator('.review');
  await expect.poll(() => textOf(review.locator('.counts'))).toBe('2 registraties, 1 nieuw kind');
  expect(await review.locator('.destination').allInnerTexts()).toEqual([
    expect.stringMatching(/^Registraties\s+1\. Gesprek over kinderen en ouderschap zonder label\s+3\. /),
    expect.stringMatching(/^Kinderen\s+Nieuw kind in het dossier: Noor$/),
  ]);
  expect(await textOf(review)).toMatch(/Op naam van Els Verhaegen/);
  const given = section(app, 1).getByRole('textbox', { name: 'Voornaam' }).last();
  await given.fill('N'.repeat(2_000));
  await expect.poll(() => textOf(review)).toContain('NNN');
  expect(await app.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
  await given.fill('Noor');

  visit.stage.ehr.faults.add({ on: { writes: true, nth: 3 }, act: { kind: 'refuse', status: 422 } });
  await app.getByRole('button', { name: savingNl['review.save'] }).focus();
  await app.keyboard.press('Enter');
  await review.locator('.unsaved').waitFor();
  await expect.poll(() => focused(app)).toBe('alert');
  // What is told of is what was sent, no more what would be sent now.
  expect(await review.locator('.destination').count()).toBe(0);
  await picture(app, 'save-partly');
  visit.stage.ehr.faults.add({ on: { writes: true, every: true }, act: { kind: 'refuse', status: 422 } });
  // While it is tried again, what became of it the first time cannot be left for what it is.
  let letGo = () => {};
  const held = new Promise<void>((done) => {
    letGo = done;
  });
  await visit.context.route(`${visit.stage.ehr.fhirBase}**`, (route) => held.then(() => route.continue()));
  await app.getByRole('button', { name: savingNl['save.again'] }).click();
  await review.locator('.unsaved[inert]').waitFor();
  letGo();
  await review.locator('.unsaved:not([inert])').waitFor();
  await expect.poll(() => focused(app)).toBe('alert');
  await visit.context.unroute(`${visit.stage.ehr.fhirBase}**`);
  await app.getByRole('button', { name: savingNl['save.leaveSo'] }).click();
  await app.getByRole('heading', { level: 1, name: savingNl['receipt.titlePartly'] }).waitFor();
  expect(await focused(app)).toBe('receipt-title');
  expect(await textOf(app.locator('.receipt .counts'))).toBe('1 registratie, 1 nieuw kind');
  expect(await textOf(app.locator('.receipt .warning'))).toContain(savingNl['outcome.refused']);
  await picture(app, 'receipt-partly');
});

test('what the host left out stands first on the receipt, by its name, and leads to where it was left out', async () => {
  const visit = await visitOf();
  visit.stage.ehr.settings.profile = 'drops-unknown-elements-and-labels';
  const app = await openKindreflex(visit, 'nurse', 'Luc Martens');
  await typeContactWithChild(app, 'Samen besproken.');
  const two = await openStep(app, 2);
  await place(two, 's2.nietPluis').getByRole('radio', { name: 'ja' }).check();
  await app.getByRole('button', { name: savingNl['review.save'] }).click();
  await app.getByRole('heading', { level: 1, name: savingNl['receipt.title'] }).waitFor();
  const first = app.locator('.receipt .warning').first();
  expect(await textOf(first)).toBe(`${savingNl['receipt.differs']}2. ${nl['step.2']}`);
  await first.getByRole('link').focus();
  await app.keyboard.press('Enter');
  const card = app.locator('.stored[data-step="2"]');
  await expect.poll(() => textOf(card.locator('.warning li'))).toBe(`${savingNl['element.security']} meta.security`);
  // Its answers are for who is alone.
  expect(await card.locator('dl').isVisible()).toBe(false);
  await card.locator('.veiled > summary').click();
  await card.locator('dl').waitFor();
});

test('a host that lets nothing be read back: nothing is called as the host returned it, and the button stays out of use', async () => {
  const visit = await visitOf({ site: { drafts: 'device' } });
  visit.tolerate(/status of 500/);
  const app = await openKindreflex(visit, 'nurse', 'Luc Martens');
  await typeContactWithChild(app, 'Samen besproken.');
  const { faults, fhirBase } = visit.stage.ehr;
  await visit.context.route(`${fhirBase}**`, async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    const response = await route.fetch();
    faults.add({ on: { path: /^\/fhir/, every: true }, act: { kind: 'refuse', status: 500 } });
    await route.fulfill({ response });
  });
  await app.evaluate(() => {
    const button = document.querySelector<HTMLButtonElement>('.review button.primary');
    new MutationObserver(() => {
      if (button?.isConnected && !button.disabled) document.body.dataset.pressable = 'yes';
    }).observe(document.body, { attributes: true, subtree: true, childList: true });
  });
  await app.getByRole('button', { name: savingNl['review.save'] }).click();
  await app.getByRole('heading', { level: 1, name: savingNl['receipt.title'] }).waitFor({ timeout: 60_000 });
  expect(await app.locator('body').getAttribute('data-pressable')).toBeNull();
  const receipt = await textOf(app.locator('.receipt'));
  expect(receipt).toContain(savingNl['receipt.unread']);
  expect(receipt).toContain(say('review.newChild', { name: 'Noor' }));
  expect(receipt).not.toContain(savingNl['receipt.intro']);
  expect(receipt).not.toContain('Samen besproken.');
  await picture(app, 'receipt-unread');
});

test('words that could not be fetched are no empty contact, and come when asked for again; what the site labels is veiled once saved', async () => {
  const visit = await visitOf({ site: { labels: { '3': ['R'] } } });
  visit.tolerate(/Failed to load resource|ERR_/);
  const app = await openKindreflex(visit, 'nurse', 'Luc Martens');
  await app.locator('.top select').selectOption('fr');
  await app.getByRole('button', { name: say('overview.record', {}, 'fr') }).click();
  await app.locator('.review').waitFor();
  await app.waitForLoadState('networkidle');
  await visit.context.route('**/assets/nl-*.js', (route) => route.abort());
  await section(app, 3).locator('.heading .unfold').click();
  await place(section(app, 3), 's3.hoe').getByRole('textbox').fill('Parlé ensemble.');
  const review = app.locator('.review');
  const again = review.getByRole('button', { name: say('read.retry', {}, 'fr') });
  await again.waitFor();
  expect(await textOf(review)).not.toContain(say('review.nothing', {}, 'fr'));
  await visit.context.unroute('**/assets/nl-*.js');
  await again.click();
  await expect.poll(() => textOf(review.locator('.destination'))).toContain(`3. ${say('step.long.3', {}, 'fr')}`);
  expect(await again.count()).toBe(0);
  await review.getByRole('button', { name: say('review.save', {}, 'fr') }).click();
  const card = app.locator('.stored[data-step="3"]');
  await card.locator('dl').waitFor({ state: 'attached' });
  expect(await card.locator('dl').isVisible()).toBe(false);
  await card.locator('.veiled > summary').click();
  expect(await textOf(card.locator('dl'))).toContain('Parlé ensemble.');
});

test('three hundred earlier contacts: ten at first, the rest at once on request, and none of concern unasked', async () => {
  const visit = await visitOf({ viewport: { width: 1280, height: 800 } });
  const [known] = example('s10-declined').contacts[0]?.entries ?? [];
  if (!known) throw new Error('S10 has an entry');
  const dayOf = (index: number) => new Date(Date.UTC(2026, 0, 1 + index)).toISOString().slice(0, 10);
  const entryOf = (index: number, step: 1 | 2): QuestionnaireResponse => ({
    ...known,
    id: `step-${step}-${index}`,
    questionnaire: `https://w3id.org/kindreflex/Questionnaire/kindreflex-${step === 1 ? '1-conversation' : '2-safety'}|0.1.0`,
    identifier: { system: 'https://w3id.org/kindreflex/id', value: crypto.randomUUID() },
    author: { reference: fhirUserOf('nurse'), display: 'Els Verhaegen' },
    authored: `${dayOf(index)}T10:00:00Z`,
    item: [{ linkId: `s${step}.contactDate`, answer: [{ valueDate: dayOf(index) }] }],
  });
  const last = 299;
  await visit.stage.ehr.store.put(
    ...Array.from({ length: last + 1 }, (_, index) => entryOf(index, 1)),
    entryOf(last, 2),
  );
  const app = await openKindreflex(visit, 'nurse', 'Luc Martens');
  const contacts = app.locator('.history > li');
  await expect.poll(() => contacts.count()).toBe(10);
  const all = app.getByRole('button', { name: say('history.all', { count: '300' }) });
  await all.waitFor();
  expect(await textOf(contacts.first())).toContain('27/10/2026 1. Gesprek door Els Verhaegen');
  expect(await textOf(app.locator('.history'))).not.toContain(nl['step.2']);

  await app.getByRole('button', { name: nl['overview.showConcern'] }).click();
  await expect.poll(() => textOf(contacts.first())).toContain('27/10/2026 1. Gesprek, 2. Peilen');
  const took = await all.evaluate(async (button: HTMLButtonElement) => {
    const start = performance.now();
    button.click();
    await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
    return performance.now() - start;
  });
  expect(await contacts.count()).toBe(300);
  expect(took).toBeLessThan(1000);
  await picture(app, 'history-300');
});
