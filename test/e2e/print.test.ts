import type { QuestionnaireResponseItem } from 'fhir/r4';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { clients } from '../../src/demo-ehr/seed/clients';
import { writeDate } from '../../src/form/date-text';
import { en } from '../../src/texts/en';
import { fr } from '../../src/texts/fr';
import { nl } from '../../src/texts/nl';
import { savingEn } from '../../src/texts/saving-en';
import { savingFr } from '../../src/texts/saving-fr';
import { savingNl } from '../../src/texts/saving-nl';
import { fieldOf, openStep, place, textOf } from './fill';
import { browserTests, picture, test } from './harness';
import { type Printed, print } from './pdf';
import { say } from './say';
import { type Contact, type Example, example, fillContact, saveContact, startContact } from './scenario';

const visitOf = browserTests();

/** What a person typed in the entries of some steps, and no code or identifier. */
function typedIn(contacts: readonly Contact[], steps: RegExp): string[] {
  const inItems = (items: readonly QuestionnaireResponseItem[]): string[] =>
    items.flatMap(({ answer = [], item = [] }) => [
      ...answer.flatMap(({ valueString = '' }) => (/\s|^[A-Z]/.test(valueString) ? [valueString] : [])),
      ...inItems(item),
    ]);
  return contacts
    .flatMap(({ entries }) => entries)
    .filter(({ questionnaire = '' }) => steps.test(questionnaire))
    .flatMap(({ item = [] }) => inItems(item));
}

const headings = ({ parts }: Printed) => parts.filter(({ role }) => /^H[1-6]?$/.test(role)).map(({ text }) => text);
const listsOf = ({ parts }: Printed) => parts.filter(({ role }) => role === 'L').map(({ text }) => text);
const count = (text: string, part: string) => text.split(part).length - 1;

/** Words that tell on a first page, or in a print queue, what this is about. */
const TELLING = /verontrust|niet-pluis|kindermishandeling|inquiét|alarming|concern/i;

/** What holds for every page that is printed. */
async function expectNeutral(app: Page, paper: Printed, language: string, { client, patient }: Example) {
  const born = writeDate(clients.find((one) => one.patient.id === patient)?.patient.birthDate ?? '');
  expect([paper.isTagged, paper.language]).toEqual([true, language]);
  expect(paper.title).toBe(await app.title());
  expect(`${paper.title} ${paper.outline.join(' ')}`).not.toMatch(TELLING);
  expect(paper.title).not.toContain(client);
  expect(paper.outline.join(' ')).not.toContain(client);
  expect([count(paper.text, client), count(paper.text, born)]).toEqual([1, 1]);
  const buttons = await app.getByRole('button').allInnerTexts();
  const said = buttons.map((label) => label.trim()).filter((label) => label.length > 8);
  expect(said.length).toBeGreaterThan(1);
  expect(said.filter((label) => paper.text.includes(label))).toEqual([]);
}

test('what is printed: the receipt, the overview and the opened contacts, tagged, neutral and no more than is shown', async () => {
  const told = example('s6-alarming-and-willing');
  const [first, second, third] = told.contacts;
  if (!first || !second || !third) throw new Error('S6 has three contacts');
  const visit = await visitOf({ colorScheme: 'dark' });
  const app = await startContact(visit, told, first);
  await fillContact(app, first);
  await fillContact(app, second);
  await fillContact(app, third);
  await hear(app, 'Mats');
  await picture(app, 'review-s6');
  await saveContact(app);
  await app.locator('.stored dl').first().waitFor();
  expect(await textOf(app.locator('.receipt'))).toContain(WORDS_OF_A_CHILD);
  // Whoever lifts the cover may be another than who laid it: what was unveiled no longer is.
  for (const summary of await app.locator('.veiled > summary').all()) await summary.click();
  await app.locator('.stored[data-step="4"] dl').first().waitFor();
  await coverAndUncover(app);
  expect(await app.locator('.veiled[open]').count()).toBe(0);
  await picture(app, 'receipt-s6');
  const ordinary = typedIn(told.contacts, /-[13]-/);
  const sensitive = typedIn(told.contacts, /-[2456]-/);
  expect([ordinary.length, sensitive.length].map((length) => length > 2)).toEqual([true, true]);
  const held = (paper: Printed) => sensitive.filter((words) => paper.text.includes(words));

  const receipt = await print(app);
  await expectNeutral(app, receipt, 'nl', told);
  expect(headings(receipt)).toEqual([
    savingNl['receipt.title'],
    `1. ${nl['step.long.1']} (versie 1)`,
    `2. ${nl['step.2']} (versie 1)`,
    `3. ${nl['step.long.3']} (versie 1)`,
    `4. ${nl['step.4']} (versie 1)`,
    `5. ${nl['step.5']} (versie 1)`,
    nl['overview.children'],
  ]);
  expect(listsOf(receipt).some((list) => list.includes('Mats Aerts') && list.includes('Lena Aerts'))).toBe(true);
  expect(ordinary.filter((words) => !receipt.text.includes(words))).toEqual([]);
  expect(receipt.text).toContain('Contact van 24/11/2026, bij het spoedbezoek van');
  expect(receipt.text).toMatch(/Afgedrukt op 24\/11\/2026 door \S+/);
  expect(receipt.firstPage).toContain(`1. ${nl['step.long.1']}`);
  expect(held(receipt)).toEqual([]);
  expect(receipt.text).not.toContain(WORDS_OF_A_CHILD);
  expect(receipt.text).toContain(savingNl['print.noWords']);

  await app.getByRole('button', { name: savingNl['receipt.back'] }).click();
  const summary = app.locator('.history summary');
  await summary.click();
  await app.locator('.history dl').first().waitFor();
  await picture(app, 'history-s6');
  const veiled = await print(app);
  await expectNeutral(app, veiled, 'nl', told);
  expect(headings(veiled)).toEqual(
    expect.arrayContaining([nl['overview.children'], nl['overview.history'], `1. ${nl['step.long.1']}`]),
  );
  expect(ordinary.filter((words) => !veiled.text.includes(words))).toEqual([]);
  expect(held(veiled)).toEqual([]);

  await app.getByRole('button', { name: nl['overview.showConcern'] }).first().click();
  await app.locator('.history [data-step="4"] dl').first().waitFor();
  await picture(app, 'history-s6-shown');
  const shown = await print(app);
  expect(sensitive.filter((words) => !shown.text.includes(words))).toEqual([]);
  expect(shown.pages).toBeGreaterThan(1);
  expect(await textOf(app.locator('.history'))).toContain(WORDS_OF_A_CHILD);
  expect(shown.text).not.toContain(WORDS_OF_A_CHILD);
  await app.emulateMedia({ media: 'print' });
  expect(await inkAndPaper(app)).toEqual(['rgb(0, 0, 0)', 'rgb(255, 255, 255)']);
  await picture(app, 'print-s6');
  await app.emulateMedia({ media: null });

  for (const [language, texts, later] of [
    ['fr', fr, savingFr],
    ['en', en, savingEn],
  ] as const) {
    await app.locator('.top select').selectOption(language);
    await app.getByRole('heading', { name: texts['overview.history'] }).waitFor();
    await app.getByRole('heading', { name: `5. ${texts['step.long.5']}` }).waitFor();
    await expect.poll(() => app.locator('.history dl:visible').count()).toBeGreaterThan(4);
    const paper = await print(app);
    expect([paper.isTagged, paper.language]).toEqual([true, language]);
    expect(headings(paper)).toEqual(expect.arrayContaining([texts['overview.history'], texts['overview.children']]));
    expect(paper.text).toContain(later['print.on'].replace('{date}', '24/11/2026'));
    expect(sensitive.filter((words) => !paper.text.includes(words))).toEqual([]);
  }

  // A form with an entry of concern in it is veiled with the rest, and comes back as it was.
  const four = app.locator('.history [data-step="4"]');
  await four.getByRole('button', { name: savingEn['entry.correct'] }).click();
  const reason = app.locator('.correction').getByRole('radio', { name: savingEn['correct.why.learnt'] });
  await reason.check();
  await coverAndUncover(app);
  expect(await app.locator('.correction').isVisible()).toBe(false);
  expect(await app.evaluate(() => document.activeElement?.tagName)).toBe('H1');
  const veiledAgain = await print(app);
  expect(held(veiledAgain)).toEqual([]);
  expect(veiledAgain.outline.join(' ')).not.toMatch(TELLING);
  await app.getByRole('button', { name: en['overview.showConcern'] }).first().click();
  expect(await reason.isChecked()).toBe(true);

  await app.keyboard.press('Escape');
  const covered = await print(app);
  expect([...sensitive, ...ordinary, told.client].filter((words) => covered.text.includes(words))).toEqual([]);
});

const WORDS_OF_A_CHILD = 'Ik slaap liever bij oma.';

/** Notes in step 3 what a child told in its own words. */
async function hear(app: Page, name: string): Promise<void> {
  const three = await openStep(app, 3);
  await place(three, 's3.vormen').locator('input[value="child-involved"]').check();
  await three.getByRole('button', { name: `+ ${say('field.add', { what: fieldOf('s3.kind').label })}` }).click();
  const child = place(three, 's3.kind').locator('fieldset.instance').last();
  await place(child, 's3.kind.wie').getByRole('radio', { name }).check();
  await place(child, 's3.kind.toestemming').getByRole('radio').first().check();
  await place(child, 's3.kind.woorden').getByRole('textbox').fill(WORDS_OF_A_CHILD);
}

/** Lays the cover over the screen and lifts it again. */
async function coverAndUncover(app: Page): Promise<void> {
  await app.keyboard.press('Escape');
  await app.locator('.cover button').click();
}

/** The colours of letters and of the page. */
const inkAndPaper = (app: Page) =>
  app.evaluate(() => {
    const { color, backgroundColor } = getComputedStyle(document.body);
    return [color, backgroundColor];
  });
