import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { nl } from '../../src/texts/nl';
import { savingNl } from '../../src/texts/saving-nl';
import { type Activations, countActivations } from './count-activations';
import { openStep, place, section, textOf } from './fill';
import { browserTests, test, type Visit } from './harness';
import { openKindreflex } from './host-pages';
import { say } from './say';
import { example, fillContact, landed, saveContact, settingIn } from './scenario';

const visitOf = browserTests();

/** From the overview to saved, as far as the filling goes; gives what it took. */
async function record(visit: Visit, name: string, fill: (app: Page) => Promise<void>): Promise<Activations> {
  const told = example(name);
  const [contact] = told.contacts;
  if (!contact) throw new Error(`${name} has no contact`);
  visit.stage.site.setting = settingIn(told);
  await visit.at(contact.at);
  const app = await openKindreflex(visit, contact.role, told.client);
  const read = await countActivations(app);
  await app.getByRole('button', { name: nl['overview.record'] }).click();
  await app.locator('[data-link-id="s1.uitkomst"]').waitFor();
  await fill(app);
  await app.getByRole('button', { name: savingNl['review.save'] }).click();
  await app.getByRole('heading', { name: savingNl['receipt.title'] }).waitFor();
  const taken = await read();
  await app.close();
  return taken;
}

const answer = (app: Page, linkId: string, name: string) =>
  place(app.locator('main'), linkId).getByRole('radio', { name, exact: true }).check();

/** S3 as the step plan asks for it: number, names, dates and home of each child, the feeling with whom it was weighed, the support. */
async function threeChildren(app: Page): Promise<void> {
  const one = section(app, 1);
  await answer(app, 's1.uitkomst', 'ja, besproken');
  await answer(app, 's1.zorgtVoor', 'ja');
  await answer(app, 's1.verwacht', 'nee');
  await answer(app, 's1.andereKinderen', 'nee');
  await answer(app, 's1.zorgGedeeld', 'samen met iemand');
  await place(one, 's1.aantal').getByRole('textbox').fill('3');
  await one.getByRole('button', { name: say('children.rows', { number: '3' }) }).click();
  const children = [
    { given: 'Emma', family: 'Janssens', date: '11/06/2013', home: 'nee' },
    { given: 'Lowie', family: 'Janssens', date: '01/12/2014', home: 'ja' },
    { given: 'Noor', family: 'Maes', date: '17/05/2019', home: 'ja' },
  ];
  for (const [index, { given, family, date, home }] of children.entries()) {
    const row = one.locator('fieldset.child').nth(index);
    await row.getByRole('textbox', { name: 'Voornaam' }).fill(given);
    await row.getByRole('combobox', { name: 'Familienaam' }).fill(family);
    await row.getByRole('textbox', { name: 'Geboortedatum' }).fill(date);
    await place(row, 's1.kind.permanent').getByRole('radio', { name: home, exact: true }).check();
  }
  await place(one.locator('fieldset.child').first(), 's1.kind.verblijf')
    .getByRole('radio', { name: 'bij de andere ouder' })
    .check();
  await openStep(app, 2);
  await answer(app, 's2.overleg', 'ja');
  await place(section(app, 2), 's2.overlegMet').getByRole('checkbox', { name: 'psycholoog' }).check();
  await answer(app, 's2.nietPluis', 'nee');
  const three = await openStep(app, 3);
  await place(three, 's3.vormen').locator('input[value="impact-discussed"]').check();
  await place(three, 's3.vormen').locator('input[value="resilience-supported"]').check();
  await place(three, 's3.hoe').getByRole('textbox').fill('Samen bekeken hoe ze het de kinderen uitlegt.');
  await place(three, 's3.volgende').getByRole('textbox').fill('15/12/2026');
}

/** The first contact of each example, with all that the example tells, also what nobody asks for. */
const EXAMPLES = [
  's1-no-children',
  's2-expecting',
  's3-three-children',
  's4-admission-without-childcare',
  's5-gut-feeling-not-alarming',
  's6-alarming-and-willing',
  's7-alarming-not-willing',
  's10-declined',
] as const;

test('S1 takes at most 6 presses from overview to saved, S3 at most 25 beside names and dates', async () => {
  const visit = await visitOf();
  const counts = new Map<string, Activations>();
  counts.set('s3 as the step plan asks', await record(visit, 's3-three-children', threeChildren));
  for (const name of EXAMPLES) {
    const [contact] = example(name).contacts;
    counts.set(name, await record(visit, name, (app) => (contact ? fillContact(app, contact) : Promise.resolve())));
  }
  console.log(
    [
      '| from overview to saved | presses | fields typed | names and dates typed |',
      '|---|---|---|---|',
      ...[...counts].map(
        ([name, { presses, typed, namesAndDates }]) => `| ${name} | ${presses} | ${typed} | ${namesAndDates} |`,
      ),
    ].join('\n'),
  );
  expect(counts.get('s1-no-children')).toEqual({ presses: 6, typed: 0, namesAndDates: 0 });
  const s3 = counts.get('s3 as the step plan asks');
  expect((s3?.presses ?? 99) + (s3?.typed ?? 99)).toBeLessThanOrEqual(25);
});

test('at the emergency department step 2 stands open and a part can be saved; the guidance of a step stays folded once folded', async () => {
  const visit = await visitOf();
  // No setting of the site: the class of the encounter says it.
  const app = await openKindreflex(visit, 'nurse', 'Rik Lambrechts');
  const start = () => app.getByRole('button', { name: nl['overview.record'] }).click();
  await start();
  const [one, two, four] = ([1, 2, 4] as const).map((step) => section(app, step));
  if (!one || !two || !four) throw new Error('Three steps');
  await place(two, 's2.criteria').waitFor();
  expect(await section(app, 3).locator('.unfold').getAttribute('aria-expanded')).toBe('false');

  await one.locator('.guide').click();
  expect(await one.locator('.guidance:visible').count()).toBe(0);
  expect(await two.locator('.guidance:visible').count()).toBeGreaterThan(0);
  await app.getByRole('button', { name: nl['contact.back'] }).click();
  await start();
  await place(one, 's1.uitkomst').waitFor();
  expect(await one.locator('.guidance:visible').count()).toBe(0);
  expect(await app.evaluate(() => ({ ...localStorage }))).toEqual({ 'kindreflex.guidance-folded': '1' });

  await place(two, 's2.criteria').getByRole('checkbox').first().check();
  await place(two, 's2.nietPluis').getByRole('radio', { name: 'ja', exact: true }).check();
  const foot = app.locator('.foot');
  await expect.poll(() => textOf(foot.getByRole('status'))).toBe(say('news.open', { step: '4' }));
  // That it opened is said; why, only to who unfolds it.
  expect(await four.locator('.gate').count()).toBe(0);
  await foot.getByRole('link', { name: savingNl['foot.partial'] }).press('Enter');
  await expect.poll(() => app.evaluate(() => document.activeElement?.textContent)).toBe(savingNl['review.title']);
  await saveContact(app);
  expect((await landed(visit, 'rik-lambrechts')).entries).toHaveLength(1);
});
