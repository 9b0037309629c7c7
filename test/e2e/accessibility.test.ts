import { readFileSync } from 'node:fs';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { nl } from '../../src/texts/nl';
import { savingNl } from '../../src/texts/saving-nl';
import { openStep, place, section } from './fill';
import { browserTests, picture, test, type Visit } from './harness';
import { login, openChart, openKindreflex } from './host-pages';
import { example, fillContact, landed, saveContact, startContact } from './scenario';

const visitOf = browserTests();
const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');
const schemes = ['light', 'dark'] as const;

/** The policy of the app forbids scripts from elsewhere, also axe-core. */
const withAxe = (colorScheme: (typeof schemes)[number]) => visitOf({ bypassCSP: true, colorScheme });

async function expectAccessible(page: Page, name: string): Promise<void> {
  await page.evaluate(axe);
  const { violations } = await page.evaluate<AxeResults>(
    `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })`,
  );
  await picture(page, `axe-${name}`);
  expect(
    violations.map(({ id, nodes }) => `${name} ${id}: ${nodes.map(({ target }) => target.join(' ')).join('; ')}`),
  ).toEqual([]);
}

test.each(schemes)('axe-core finds nothing on the screens of the app, %s', async (scheme) => {
  const visit = await withAxe(scheme);
  const told = example('s6-alarming-and-willing');
  const [first, second] = told.contacts;
  if (!first || !second) throw new Error('S6 has two contacts');
  visit.stage.site.setting = 'emergency';
  const app = await openKindreflex(visit, 'nurse', told.client);
  await expectAccessible(app, `overview-empty-${scheme}`);
  await app.close();
  const contact = await startContact(visit, told, first);
  await expectAccessible(contact, `contact-empty-${scheme}`);
  await fillContact(contact, first);
  await fillContact(contact, second);
  for (const step of [2, 3, 4, 5, 6] as const)
    await openStep(
      contact,
      step,
      (await section(contact, step).getByRole('button', { name: nl['contact.openByHand'] }).count()) > 0,
    );
  for (const add of await contact.locator('button.add').all()) await add.click();
  for (const summary of await contact.locator('section.step summary').all()) await summary.click();
  await contact.getByLabel(nl['contact.date']).fill('32/01/2026');
  await expectAccessible(contact, `contact-all-open-${scheme}`);
  await contact.getByLabel(nl['contact.date']).fill('24/11/2026');
  await saveContact(contact);
  await expectAccessible(contact, `receipt-${scheme}`);
  await contact.getByRole('button', { name: savingNl['receipt.back'] }).click();
  await contact.getByRole('heading', { name: nl['overview.history'] }).waitFor();
  for (let veiled = contact.getByRole('button', { name: nl['overview.showConcern'] }); (await veiled.count()) > 0; )
    await veiled.first().click();
  for (const summary of await contact.locator('.history summary').all()) await summary.click();
  await expectAccessible(contact, `overview-full-${scheme}`);
  await contact.keyboard.press('Escape');
  await expectAccessible(contact, `covered-${scheme}`);
});

test.each(schemes)('axe-core finds nothing on launch and failure pages, %s', async (scheme) => {
  const { page, stage } = await withAxe(scheme);
  await page.goto(`${stage.appOrigin}/launch.html?launch=x`);
  await page.getByRole('alert').waitFor();
  await expectAccessible(page, `launch-refused-${scheme}`);
  stage.site.issuers = [
    { iss: stage.ehr.fhirBase, clientId: 'kindreflex' },
    { iss: 'https://two.example/fhir', clientId: 'b' },
  ];
  await page.goto(`${stage.appOrigin}/launch.html`);
  await page.getByRole('link', { name: 'two.example' }).waitFor();
  await expectAccessible(page, `launch-choose-${scheme}`);
  await page.goto(`${stage.appOrigin}/index.html`);
  await page.getByRole('alert').waitFor();
  await expectAccessible(page, `failure-${scheme}`);
});

test.each(schemes)('axe-core finds nothing on the pages of the demo EHR, %s', async (scheme) => {
  const visit = await withAxe(scheme);
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

/** Every label that is on screen, clicked: the control that has the focus then stands in the same field. */
async function strayLabels(app: Page): Promise<string[]> {
  const stray: string[] = [];
  for (const label of await app.locator('main label:visible').elementHandles()) {
    // An answer can take away questions that hung on another one.
    if (!(await label.isVisible())) continue;
    await label.click();
    const own = await label.evaluate((node) => {
      const element = node as HTMLLabelElement;
      const { control } = element;
      const field = element.closest('[data-link-id]');
      return control !== null && document.activeElement === control && field?.contains(control) === true;
    });
    if (!own) stray.push((await label.textContent()) ?? '');
  }
  return stray;
}

test('every label of every repeated instance puts the focus in its own field', async () => {
  const visit: Visit = await visitOf();
  const app = await openKindreflex(visit, 'nurse', 'Karim Benali');
  await app.getByRole('button', { name: nl['overview.record'] }).click();
  const one = section(app, 1);
  await one.getByRole('radio', { name: 'ja, besproken' }).check();
  await place(one, 's1.zorgtVoor').getByRole('radio', { name: 'ja' }).check();
  await one.getByRole('button', { name: savingNl['children.add'] }).click();
  await one.getByRole('button', { name: savingNl['children.add'] }).click();
  for (const more of await one.locator('summary').all()) await more.click();
  const two = await openStep(app, 2);
  await place(two, 's2.nietPluis').getByRole('radio', { name: 'ja' }).check();
  for (const step of [3, 4, 5, 6] as const)
    await openStep(
      app,
      step,
      (await section(app, step).getByRole('button', { name: nl['contact.openByHand'] }).count()) > 0,
    );
  for (let round = 0; round < 2; round++)
    for (const add of await app.locator('section.step:not([data-step="1"]) button.add').all()) await add.click();
  expect(await app.locator('[data-instance]').count()).toBeGreaterThan(20);
  expect(await strayLabels(app)).toEqual([]);
});

test('the keyboard alone records S1 and saves', async () => {
  const visit = await visitOf();
  const app = await openKindreflex(visit, 'nurse', 'Wim Claes');
  const focused = () =>
    app.evaluate(() => {
      const { activeElement } = document;
      if (!activeElement || activeElement === document.body) return '';
      return activeElement.closest('[data-link-id]')?.getAttribute('data-link-id') ?? activeElement.textContent ?? '';
    });
  const tabTo = async (what: string) => {
    for (let presses = 0; presses < 40; presses++) {
      if ((await focused()).includes(what)) return;
      await app.keyboard.press('Tab');
    }
    throw new Error(`Tab does not reach ${what}`);
  };
  await tabTo(nl['overview.record']);
  await app.keyboard.press('Enter');
  await app.locator('[data-link-id="s1.uitkomst"]').waitFor();
  await tabTo('s1.uitkomst');
  await app.keyboard.press('Space');
  for (const linkId of ['s1.zorgtVoor', 's1.verwacht', 's1.andereKinderen']) {
    await tabTo(linkId);
    await app.keyboard.press('Space');
    await app.keyboard.press('ArrowRight');
    expect(await place(app.locator('main'), linkId).getByRole('radio', { name: 'nee' }).isChecked()).toBe(true);
  }
  await tabTo(savingNl['review.save']);
  await app.keyboard.press('Enter');
  await app.getByRole('heading', { name: savingNl['receipt.title'] }).waitFor();
  expect((await landed(visit, 'wim-claes')).entries).toHaveLength(1);
});
