import { readFileSync } from 'node:fs';
import type { AxeResults } from 'axe-core';
import type { RelatedPerson } from 'fhir/r4';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { nl } from '../../src/texts/nl';
import { savingNl } from '../../src/texts/saving-nl';
import { typeContactWithChild } from './contact-with-child';
import { place, textOf } from './fill';
import { browserTests, picture, test, type Visit } from './harness';
import { openKindreflex } from './host-pages';
import { say } from './say';

const visitOf = browserTests();
const PATIENT = 'luc-martens';
const press = (app: Page, name: string) => app.getByRole('button', { name, exact: true }).click();
const entries = ({ stage }: Visit) => stage.ehr.store.list('QuestionnaireResponse', `patient=${PATIENT}`);

async function withEntry(visit: Visit): Promise<Page> {
  const app = await openKindreflex(visit, 'nurse', 'Luc Martens');
  await typeContactWithChild(app, 'Samen besproken.');
  await press(app, savingNl['review.save']);
  await app.getByRole('heading', { name: savingNl['receipt.title'] }).waitFor({ timeout: 30_000 });
  await press(app, savingNl['receipt.back']);
  return app;
}
/** Opens the contact, where it is not open yet, and gives one of its steps. */
async function openEntry(app: Page, step: 1 | 3) {
  const details = app.locator('.history details').filter({ hasText: nl[`step.${step}`] });
  if (!(await details.evaluate((node: HTMLDetailsElement) => node.open))) await details.locator('summary').click();
  return details.locator(`article[data-step="${step}"]`);
}
const source = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');
const axe = async (app: Page, where: string) => {
  await app.evaluate(source);
  const { violations } = await app.evaluate<AxeResults>(
    `axe.run('${where}', { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })`,
  );
  return violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`);
};

test('an entry is corrected in place, a child that was forgotten comes along, and an entry is taken back', async () => {
  const visit = await visitOf();
  const app = await withEntry(visit);
  const details = await openEntry(app, 3);
  await details.getByRole('button', { name: savingNl['entry.correct'] }).click();
  const form = app.locator('[data-correction="replace"]');
  await place(form, 's3.hoe').getByRole('textbox').fill('Anders besproken.');
  await form.getByRole('radio', { name: savingNl['correct.why.mistyped'] }).check();
  await form.locator('[data-changes] tr[data-field="s3.hoe"]').waitFor();
  await picture(app, 'correction-3');
  expect(await axe(app, '.correction')).toEqual([]);
  await press(app, savingNl['correct.save']);
  await form.getByText(savingNl['correct.saved']).waitFor();
  expect(await app.evaluate(() => document.activeElement?.textContent)).toBe(savingNl['correct.saved']);
  const [three] = (await entries(visit)).filter(({ questionnaire }) => questionnaire?.includes('-3-'));
  expect(three).toMatchObject({ status: 'amended' });
  expect(JSON.stringify(three)).toContain('Anders besproken.');
  expect(JSON.stringify(three)).toContain(savingNl['correct.why.mistyped']);
  await press(app, savingNl['correct.close']);

  const first = await openEntry(app, 1);
  await first.getByRole('button', { name: savingNl['entry.correct'] }).click();
  await place(form, 's1.verwacht').getByRole('radio', { name: 'nee' }).check();
  await form.getByRole('button', { name: savingNl['children.add'] }).click();
  await form.getByRole('textbox', { name: 'Voornaam' }).last().fill('Lars');
  await form.getByRole('radio', { name: savingNl['correct.why.learnt'] }).check();
  await picture(app, 'correction-1');
  expect(await form.locator('.proposal').count()).toBe(0);
  await press(app, savingNl['correct.save']);
  await form.getByText(savingNl['correct.saved']).waitFor();
  await picture(app, 'correction-1-saved');
  const [one] = (await entries(visit)).filter(({ questionnaire }) => questionnaire?.includes('-1-'));
  expect(one).toMatchObject({ status: 'amended' });
  const persons = await visit.stage.ehr.store.list('RelatedPerson', `patient=${PATIENT}`);
  expect(persons.map(({ name }) => name?.[0]?.given?.[0]).sort()).toEqual(['Lars', 'Noor']);
  await press(app, savingNl['correct.close']);

  // The focus is back where the correction was asked for, and what was corrected says so.
  expect(await app.evaluate(() => document.activeElement?.closest('.history summary')?.textContent)).toContain(
    '24/11/2026',
  );
  const third = await openEntry(app, 3);
  expect(await textOf(third)).toContain(say('entry.amended', { date: '24/11/2026' }));
  expect(await textOf(third)).toContain(savingNl['correct.why.mistyped']);
  await third.getByRole('button', { name: savingNl['entry.withdraw'] }).click();
  const back = app.locator('[data-correction="withdraw"]');
  expect(await app.evaluate(() => document.activeElement?.id)).toBe('correction-title');
  expect(await back.getByRole('button', { name: savingNl['correct.withdraw'] }).isDisabled()).toBe(true);
  await back.getByText(savingNl['correct.whyFirst']).waitFor();
  await back.getByRole('radio', { name: savingNl['correct.why.twice'] }).check();
  await picture(app, 'correction-withdraw');
  await press(app, savingNl['correct.withdraw']);
  await back.getByText(savingNl['correct.withdrawn']).waitFor();
  expect((await entries(visit)).map(({ status }) => status).sort()).toEqual(['amended', 'entered-in-error']);
  await press(app, savingNl['correct.close']);
  await expect.poll(() => app.locator('.history article[data-step="3"]').count()).toBe(0);
  await press(app, savingNl['history.gone']);
  const gone = app.locator('.history [data-gone="withdrawn"]');
  await gone.locator('dl').waitFor();
  expect(await textOf(gone.locator('s'))).toBe(`3. ${nl['step.long.3']}`);
  expect(await textOf(gone)).toContain(`${savingNl['entry.withdrawn']}, reden: ${savingNl['correct.why.twice']}`);
  expect(await gone.getByRole('button').count()).toBe(0);
  await picture(app, 'history-gone');
  expect(await axe(app, '.past-contacts')).toEqual([]);
});

test('a colleague corrected the same entry first: compared by keyboard, and the person chooses', async () => {
  const visit = await visitOf();
  visit.tolerate(/status of 412/);
  const app = await withEntry(visit);
  const details = await openEntry(app, 3);
  await details.getByRole('button', { name: savingNl['entry.correct'] }).click();
  const form = app.locator('[data-correction="replace"]');
  await place(form, 's3.hoe').getByRole('textbox').fill('Mijn versie.');
  await form.getByRole('radio', { name: savingNl['correct.why.mistyped'] }).check();
  const [three] = (await entries(visit)).filter(({ questionnaire }) => questionnaire?.includes('-3-'));
  if (!three) throw new Error('Step 3 was not saved');
  await visit.stage.ehr.store.put({
    ...three,
    status: 'amended',
    item: three.item?.map((item) =>
      item.linkId === 's3.hoe' ? { ...item, answer: [{ valueString: 'Hun versie.' }] } : item,
    ),
  } as typeof three);
  await press(app, savingNl['correct.save']);
  const table = app.locator('.conflict table');
  await table.waitFor();
  await picture(app, 'correction-conflict');
  expect(await axe(app, '.correction')).toEqual([]);
  const use = app.getByRole('button', { name: savingNl['conflict.use'] });
  expect(await use.isDisabled()).toBe(true);
  expect(await textOf(table)).toContain('Hun versie.');
  await table.getByRole('radio').first().focus();
  await app.keyboard.press('ArrowRight');
  await use.click();
  await form.getByText(savingNl['correct.saved']).waitFor();
  const [now] = (await entries(visit)).filter(({ questionnaire }) => questionnaire?.includes('-3-'));
  expect(JSON.stringify(now)).toContain('Mijn versie.');
});

test('two children that look like one: asked, and one goes out of use only when a person says so', async () => {
  const visit = await visitOf();
  const child = (id: string, given: string, uuid?: string): RelatedPerson => ({
    resourceType: 'RelatedPerson',
    id,
    active: true,
    patient: { reference: `Patient/${PATIENT}` },
    relationship: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-RoleCode', code: 'CHILD' }] }],
    name: [{ given: [given], family: 'Martens' }],
    birthDate: '2018-03-04',
    ...(uuid ? { identifier: [{ system: 'https://w3id.org/kindreflex/id', value: uuid }] } : {}),
  });
  await visit.stage.ehr.store.put(
    child('m1', 'Zoë', '0f8fad5b-d9cb-469f-a165-70867728950e'),
    child('m2', 'Zoe', '7c9e6679-7425-40de-944b-e07fc1f90ae7'),
  );
  const app = await openKindreflex(visit, 'nurse', 'Luc Martens');
  const ask = app.locator('.duplicates');
  await ask.waitFor();
  await picture(app, 'duplicates');
  expect(await axe(app, '.duplicates')).toEqual([]);
  await ask.getByRole('radio').last().check();
  await press(app, savingNl['duplicate.confirm']);
  await ask.waitFor({ state: 'detached' });
  const persons = await visit.stage.ehr.store.list('RelatedPerson', `patient=${PATIENT}`);
  expect(persons.map(({ id, active, identifier }) => [id, active, identifier?.length]).sort()).toEqual([
    ['m1', false, 1],
    ['m2', true, 2],
  ]);
  expect(await app.locator('.children li').count()).toBe(1);
});
