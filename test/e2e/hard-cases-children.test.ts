import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { clients } from '../../src/demo-ehr/seed/clients';
import { nl } from '../../src/texts/nl';
import { savingNl } from '../../src/texts/saving-nl';
import { countChildRowsDrawn } from './count-child-rows-drawn';
import { openStep, place, section, textOf } from './fill';
import { browserTests, picture, test, type Visit } from './harness';
import { openKindreflex } from './host-pages';
import { say } from './say';
import { landed, saveContact } from './scenario';

const visitOf = browserTests();

const LONG = 'Alexandrina '.repeat(16).padEnd(200, 'x');

/** What has the focus: the question it answers and the child it is about, or its words. */
const focused = (app: Page) =>
  app.evaluate(() => {
    const { activeElement } = document;
    const linkId = activeElement?.closest('[data-link-id]')?.getAttribute('data-link-id') ?? '';
    const rows = [...document.querySelectorAll('fieldset.child')];
    const row = rows.findIndex((each) => each.contains(activeElement)) + 1;
    return activeElement?.matches('input, textarea') ? `${linkId} ${row}` : (activeElement?.textContent ?? '');
  });

const sentences = (app: Page) => app.locator('.list-notes [data-sentence]').allTextContents();

async function expectNoSidewaysScroll(app: Page, name: string): Promise<void> {
  const before = app.viewportSize() ?? { width: 1280, height: 720 };
  for (const width of [1280, 320]) {
    await app.setViewportSize({ width, height: 800 });
    expect(await app.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
    await picture(app, `${name}-${width}`);
  }
  await app.setViewportSize(before);
}

async function startWithChildren(visit: Visit, client: string): Promise<Page> {
  const app = await openKindreflex(visit, 'social-worker', client);
  await app.getByRole('button', { name: nl['overview.record'] }).click();
  await place(section(app, 1), 's1.uitkomst').getByRole('radio', { name: 'ja, besproken' }).check();
  await place(section(app, 1), 's1.zorgtVoor').getByRole('radio', { name: 'ja', exact: true }).check();
  await section(app, 1).getByRole('button', { name: savingNl['children.add'] }).waitFor();
  return app;
}

test('names and dates that no form expects, by keyboard: each is told about beside the list, and kept as typed', async () => {
  const visit = await visitOf();
  const luc = clients.find(({ patient }) => patient.id === 'luc-martens')?.patient;
  if (!luc) throw new Error('Luc Martens is a client of the demo');
  await visit.stage.ehr.store.put({ ...luc, birthDate: '2010-02-01' });
  const app = await startWithChildren(visit, 'Luc Martens');
  const one = section(app, 1);
  const { keyboard } = app;
  const type = async (...texts: string[]) => {
    for (const [index, text] of texts.entries()) {
      if (index > 0) await keyboard.press('Tab');
      await keyboard.insertText(text);
    }
  };

  const next = async (row: number) => {
    await keyboard.press('Enter');
    await expect.poll(() => focused(app)).toBe(`s1.kind.nieuw.voornaam ${row}`);
  };

  await place(one, 's1.aantal').getByRole('textbox').fill('3');
  await one.getByRole('button', { name: say('children.rows', { number: '3' }) }).click();
  await expect.poll(() => focused(app)).toBe('s1.kind.nieuw.voornaam 1');
  await type(LONG, '', '24/11/2026');
  await next(2);
  await type('A', 'B', '12/2020');
  await next(3);
  await type('李', '', '2019');
  await keyboard.press('Tab');
  await keyboard.press('Space');
  await keyboard.press('ArrowRight');
  const third = one.locator('fieldset.child').nth(2);
  expect(await place(third, 's1.kind.permanent').getByRole('radio', { name: 'nee' }).isChecked()).toBe(true);
  await expect.poll(() => sentences(app)).toEqual([savingNl['list.youngClient'], savingNl['list.elsewhere']]);

  await next(4);
  await type('Ona', 'Peeters', '12/03/2027');
  await next(5);
  await type('Oud', 'Peeters', '01/01/1900');
  await next(6);
  await type('Tweeling', 'Peeters', '05/05/2018');
  await next(7);
  await type('Broer', 'Peeters', '05/05/2018');
  await expect
    .poll(() => sentences(app))
    .toEqual([
      savingNl['list.youngClient'],
      say('list.over', { known: '6', count: '3' }),
      say('list.future', { name: 'Ona Peeters' }),
      say('list.adult', { name: 'Oud Peeters', age: '126 jaar' }),
      say('list.twins', { one: 'Tweeling Peeters', other: 'Broer Peeters' }),
      savingNl['list.elsewhere'],
    ]);
  const legends = await one.locator('fieldset.child > legend').allTextContents();
  expect(legends[0]).toContain(nl['child.bornToday']);
  expect(legends[1]).toContain('5 jaar');
  expect(legends[2]).toContain('6 tot 7 jaar');
  expect(legends[3]).toContain(nl['child.unborn']);
  await expectNoSidewaysScroll(app, 'hard-names');

  await one.getByRole('button', { name: say('children.remove', { number: '7' }) }).click();
  await expect.poll(() => focused(app)).toBe('s1.kind.nieuw.voornaam 6');

  // What cannot be read as a date, also in a step that was folded since, is reached from the review by keyboard.
  await third.getByRole('textbox', { name: 'Geboortedatum' }).fill('31/02/2019');
  const three = await openStep(app, 3);
  await place(three, 's3.volgende').getByRole('textbox').fill('99/99/9999');
  await three.locator('.unfold').click();
  await app.getByRole('link', { name: savingNl['review.title'] }).focus();
  await keyboard.press('Enter');
  await expect.poll(() => focused(app)).toBe(savingNl['review.title']);
  await keyboard.press('Tab');
  expect(await focused(app)).toBe('Geboortedatum, Kind 3');
  await keyboard.press('Enter');
  await expect.poll(() => focused(app)).toBe('s1.kind.nieuw.geboortedatum 3');
  await keyboard.press('ControlOrMeta+a');
  await keyboard.insertText('2019');
  await app.locator('.review').getByRole('link', { name: 'Opnieuw vragen op' }).focus();
  await keyboard.press('Enter');
  await expect.poll(() => focused(app)).toBe('s3.volgende 0');
  await keyboard.press('ControlOrMeta+a');
  await keyboard.press('Delete');
  await expect.poll(() => app.locator('.review .warning').count()).toBe(0);
  expect(app.url()).not.toContain('#');

  await saveContact(app);
  const { persons, entries } = await landed(visit, 'luc-martens');
  // Nobody is made of who is not born yet; what was typed is in the entry.
  expect(JSON.stringify(entries)).toContain('"2027-03-12"');
  const stored = persons.map(({ name, birthDate }) => [name?.[0]?.given?.[0], name?.[0]?.family, birthDate]);
  expect(stored.toSorted()).toEqual(
    [
      [LONG, undefined, '2026-11-24'],
      ['A', 'B', '2020-12'],
      ['李', undefined, '2019'],
      ['Oud', 'Peeters', '1900-01-01'],
      ['Tweeling', 'Peeters', '2018-05-05'],
    ].toSorted(),
  );
});

test('compared with last time: left out and put back, exchanged day and month, twenty rows, and three times no', async () => {
  const visit = await visitOf();
  const rowsDrawn = await countChildRowsDrawn(visit.context);
  const app = await startWithChildren(visit, 'Anneleen De Smedt-Van den Broeck');
  const one = section(app, 1);
  const rows = one.locator('fieldset.child');
  await expect.poll(() => rows.count()).toBe(2);

  const gone = say('list.leftOut', { name: 'Lars Vandenbroeck' });
  const larsRow = one.locator('[data-instance="RelatedPerson/lars-vandenbroeck"]');
  const number = Number(/\d+/.exec(await textOf(larsRow.locator(':scope > legend')))?.[0]);
  await one.getByRole('button', { name: say('children.leaveOut', { number: String(number) }) }).click();
  await expect.poll(() => rows.count()).toBe(1);
  expect((await sentences(app)).join()).toContain(gone);
  await one.getByRole('button', { name: savingNl['children.putBack'] }).click();
  await expect.poll(() => focused(app)).toBe('s1.kind.voornaam 2');
  expect(await sentences(app)).toEqual([]);

  const typed = rows.nth(2);
  await one.getByRole('button', { name: savingNl['children.add'] }).click();
  await typed.getByRole('textbox', { name: 'Voornaam' }).fill('Zoe');
  await typed.getByRole('combobox', { name: 'Familienaam' }).fill('Van den Broeck');
  await typed.getByRole('textbox', { name: 'Geboortedatum' }).fill('05/02/2017');
  const proposal = typed.getByRole('status');
  expect(await textOf(proposal)).toContain(
    say('children.proposalSwapped', { name: 'Zoë Vandenbroeck', date: '02/05/2017' }),
  );
  await proposal.getByRole('button', { name: savingNl['children.same'] }).click();
  await expect.poll(() => rows.count()).toBe(2);
  await rows
    .nth(1)
    .getByText(say('children.inRecord', { name: 'Zoë Vandenbroeck' }))
    .waitFor();

  await place(one, 's1.aantal').getByRole('textbox').fill('20');
  await one.getByRole('button', { name: say('children.rows', { number: '18' }) }).click();
  await expect.poll(() => rows.count()).toBe(20);
  const last = rows.nth(19).getByRole('textbox', { name: 'Voornaam' });
  await last.focus();
  await app.keyboard.type('A');
  await expect.poll(() => last.inputValue()).toBe('A');
  await rowsDrawn(app);
  for (const letter of 'chille') await app.keyboard.type(letter);
  await expect.poll(() => last.inputValue()).toBe('Achille');
  // One row per letter: the nineteen others and the rest of the page's rows stay as they are.
  expect(await rowsDrawn(app)).toBe(6);
  await expectNoSidewaysScroll(app, 'hard-twenty');

  await place(one, 's1.aantal').getByRole('textbox').fill('15');
  while ((await rows.count()) > 15)
    await rows
      .last()
      .getByRole('button', { name: /uit deze lijst halen/ })
      .click();
  for (let index = 2; index < 15; index++)
    await rows
      .nth(index)
      .getByRole('textbox', { name: 'Voornaam' })
      .fill(`Kind${String.fromCharCode(65 + index)}`);
  await saveContact(app);
  const after = await landed(visit, 'anneleen-de-smedt');
  expect(after.persons).toHaveLength(3 + 13);
  expect(after.persons.find(({ id }) => id === 'zoe-vandenbroeck')).toMatchObject({
    name: [{ given: ['Zoë'], family: 'Vandenbroeck' }],
    birthDate: '2017-05-02',
  });

  await app.getByRole('button', { name: savingNl['receipt.back'] }).click();
  await app.getByRole('button', { name: nl['overview.record'] }).click();
  await place(one, 's1.uitkomst').getByRole('radio', { name: 'ja, besproken' }).check();
  for (const linkId of ['s1.zorgtVoor', 's1.verwacht', 's1.andereKinderen'])
    await place(one, linkId).getByRole('radio', { name: 'nee', exact: true }).check();
  await expect.poll(async () => (await sentences(app)).join()).toMatch(/Drie keer nee.*Lars Vandenbroeck/);
  expect(await textOf(app.locator('.foot .news'))).toContain(say('news.closed', { step: '3' }));
  expect(await textOf(section(app, 3).locator('.unfold'))).toContain(nl['contact.openByHand']);
});
