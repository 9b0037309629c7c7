import type { RelatedPerson } from 'fhir/r4';
import type { Page, Route } from 'playwright-core';
import { expect } from 'vitest';
import { nl } from '../../src/texts/nl';
import { savingNl } from '../../src/texts/saving-nl';
import { typeContactWithChild } from './contact-with-child';
import { openStep, place, section, textOf } from './fill';
import { browserTests, picture, test, type Visit } from './harness';
import { openKindreflex } from './host-pages';
import { say } from './say';

const visitOf = browserTests();
const PATIENT = 'luc-martens';
const WORDS = 'Samen besproken wat hij thuis vertelt.';

const stored = async ({ stage }: Visit) => ({
  entries: await stage.ehr.store.list('QuestionnaireResponse', `patient=${PATIENT}`),
  persons: await stage.ehr.store.list('RelatedPerson', `patient=${PATIENT}`),
});

/** Opens a contact and types a child and a text, everything that a lost save could lose. */
async function typed(visit: Visit): Promise<Page> {
  const app = await openKindreflex(visit, 'nurse', 'Luc Martens');
  await typeContactWithChild(app, WORDS);
  return app;
}

async function expectKept(app: Page): Promise<void> {
  expect(await section(app, 1).getByRole('textbox', { name: 'Voornaam' }).last().inputValue()).toBe('Noor');
  expect(await place(section(app, 3), 's3.hoe').getByRole('textbox').inputValue()).toBe(WORDS);
}

const press = (app: Page, name: string) => app.getByRole('button', { name }).click();
const saved = (app: Page) => app.getByRole('heading', { name: savingNl['receipt.title'] }).waitFor({ timeout: 30_000 });
const said = async (app: Page, sentence: string) => {
  await app.locator('.review').getByRole('alert').filter({ hasText: sentence }).waitFor({ timeout: 30_000 });
};

const isSave = (route: Route) => route.request().method() === 'POST';

test('no connection while saving: nothing saved, nothing lost, and saving again works', async () => {
  const visit = await visitOf();
  visit.tolerate(/ERR_FAILED/);
  const app = await typed(visit);
  const fhir = `${visit.stage.ehr.fhirBase}**`;
  await visit.context.route(fhir, (route) => (isSave(route) ? route.abort() : route.continue()));
  await press(app, savingNl['review.save']);
  await said(app, savingNl['save.offline']);
  await picture(app, 'save-offline');
  await expectKept(app);
  expect((await stored(visit)).entries).toEqual([]);
  await visit.context.unroute(fhir);
  await press(app, savingNl['save.again']);
  await saved(app);
  const after = await stored(visit);
  expect([after.entries.length, after.persons.length]).toEqual([2, 1]);
});

test('the connection breaks after the host has saved: it is looked up, and told as saved', async () => {
  const visit = await visitOf();
  visit.tolerate(/ERR_FAILED/);
  const app = await typed(visit);
  await visit.context.route(`${visit.stage.ehr.fhirBase}**`, async (route) => {
    if (!isSave(route)) return route.continue();
    await route.fetch();
    return route.abort();
  });
  await press(app, savingNl['review.save']);
  await saved(app);
  const after = await stored(visit);
  expect([after.entries.length, after.persons.length]).toEqual([2, 1]);
});

test('the connection breaks after the host has saved and stays away: uncertain; a second save doubles nothing', async () => {
  const visit = await visitOf();
  visit.tolerate(/ERR_FAILED/);
  const app = await typed(visit);
  const fhir = `${visit.stage.ehr.fhirBase}**`;
  let isGone = false;
  await visit.context.route(fhir, async (route) => {
    if (!isGone && !isSave(route)) return route.continue();
    if (!isGone) await route.fetch();
    isGone = true;
    return route.abort();
  });
  await press(app, savingNl['review.save']);
  await said(app, savingNl['save.uncertain']);
  await picture(app, 'save-uncertain');
  await expectKept(app);
  await visit.context.unroute(fhir);
  await press(app, savingNl['save.again']);
  await saved(app);
  const after = await stored(visit);
  expect([after.entries.length, after.persons.length]).toEqual([2, 1]);
});

test('the connection is lost while typing: the steps still open, saving waits and says so, and goes on when it is back', async () => {
  const visit = await visitOf();
  visit.tolerate(/ERR_INTERNET_DISCONNECTED/);
  const app = await openKindreflex(visit, 'nurse', 'Luc Martens');
  await app.getByRole('button', { name: nl['overview.record'] }).click();
  await section(app, 1).getByRole('radio', { name: 'ja, besproken' }).check();
  await app.waitForLoadState('networkidle');
  await visit.context.setOffline(true);
  await place(section(app, 1), 's1.zorgtVoor').getByRole('radio', { name: 'ja' }).check();
  await section(app, 1).getByRole('button', { name: savingNl['children.add'] }).click();
  for (const step of [2, 3] as const) await openStep(app, step);
  await place(section(app, 3), 's3.hoe').getByRole('textbox').fill(WORDS);
  await app.locator('.review').getByText(savingNl['session.offline']).waitFor();
  expect(await app.getByRole('button', { name: savingNl['review.save'] }).isDisabled()).toBe(true);
  await visit.context.setOffline(false);
  await press(app, savingNl['review.save']);
  await saved(app);
});

test('a step that cannot be fetched says so, takes nothing else with it, and comes when asked again', async () => {
  const visit = await visitOf();
  visit.tolerate(/ERR_FAILED|dynamically imported module/);
  const app = await openKindreflex(visit, 'nurse', 'Luc Martens');
  const assets = `${visit.stage.appOrigin}/assets/*.js`;
  await visit.context.route(assets, (route) => route.abort());
  await app.getByRole('button', { name: nl['overview.record'] }).click();
  await section(app, 3)
    .getByRole('button', { name: /^Openen/ })
    .click();
  await section(app, 3).getByRole('alert').waitFor();
  expect(await app.getByLabel(nl['contact.date']).inputValue()).toBe('24/11/2026');
  await section(app, 1).getByRole('radio', { name: 'ja, besproken' }).waitFor();
  await visit.context.unroute(assets);
  await section(app, 3).getByRole('button', { name: nl['read.retry'] }).click();
  await place(section(app, 3), 's3.hoe').getByRole('textbox').waitFor();
  await section(app, 1).getByRole('radio', { name: 'ja, besproken' }).check();
});

test('the host answers 409: the conflict is told, and the input stays', async () => {
  const visit = await visitOf();
  visit.tolerate(/status of 409/);
  const app = await typed(visit);
  const outcome = { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'conflict' }] };
  await visit.context.route(`${visit.stage.ehr.fhirBase}**`, async (route) => {
    if (!isSave(route)) return route.continue();
    const headers = { 'access-control-allow-origin': visit.stage.appOrigin };
    return route.fulfill({ status: 409, headers, contentType: 'application/fhir+json', json: outcome });
  });
  await press(app, savingNl['review.save']);
  await said(app, savingNl['save.conflict']);
  expect(await textOf(app.locator('.review'))).toContain('F-409');
  await expectKept(app);
  expect((await stored(visit)).entries).toEqual([]);
});

test('a colleague changed the child in the meantime (412): told, nothing overwritten, input kept, then saved on top', async () => {
  const visit = await visitOf();
  visit.tolerate(/status of 412/);
  const child: RelatedPerson = {
    resourceType: 'RelatedPerson',
    id: 'mila',
    active: true,
    patient: { reference: `Patient/${PATIENT}` },
    relationship: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-RoleCode', code: 'CHILD' }] }],
    name: [{ given: ['Mila'] }],
  };
  await visit.stage.ehr.store.put(child);
  const app = await typed(visit);
  const row = section(app, 1).locator('fieldset.child').first();
  await row.locator('summary').click();
  await place(row, 's1.kind.geboortedatum').getByRole('textbox').fill('04/03/2018');
  await app.getByText(say('review.mergeChild', { name: 'Mila' })).waitFor();
  await visit.stage.ehr.store.put({ ...child, name: [{ given: ['Mila'], family: 'Martens' }] });
  await press(app, savingNl['review.save']);
  await said(app, savingNl['save.conflict']);
  await picture(app, 'save-conflict');
  await expectKept(app);
  expect((await stored(visit)).entries).toEqual([]);
  const table = app.locator('.conflict table');
  expect(await textOf(table)).toContain('Martens');
  const use = app.getByRole('button', { name: savingNl['conflict.use'] });
  expect(await use.isDisabled()).toBe(true);
  await table.locator('[data-field="birthDate"] input[value="typed"]').check();
  await use.click();
  await saved(app);
  const after = await stored(visit);
  expect([after.entries.length, after.persons.length]).toEqual([2, 2]);
  expect(after.persons.find(({ id }) => id === 'mila')).toMatchObject({
    name: [{ given: ['Mila'], family: 'Martens' }],
    birthDate: '2018-03-04',
  });
});
