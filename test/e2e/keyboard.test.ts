import { expect } from 'vitest';
import { place, section } from './fill';
import { browserTests, test } from './harness';
import { openKindreflex } from './host-pages';
import { keyboardOn } from './keyboard';
import { say } from './say';
import { landed } from './scenario';

const visitOf = browserTests();
const saved = { name: say('receipt.title') };

test('the keyboard alone records S1 and saves', async () => {
  const visit = await visitOf();
  const app = await openKindreflex(visit, 'nurse', 'Wim Claes');
  const keys = keyboardOn(app);
  await keys.pressOn(say('overview.record'));
  await app.locator('[data-link-id="s1.uitkomst"]').waitFor();
  await keys.choose('s1.uitkomst', 'ja, besproken');
  for (const linkId of ['s1.zorgtVoor', 's1.verwacht', 's1.andereKinderen']) await keys.choose(linkId, say('field.no'));
  await keys.pressOn(say('review.save'));
  await app.getByRole('heading', saved).waitFor();
  expect((await landed(visit, 'wim-claes')).entries).toHaveLength(1);
  expect(keys.flaws()).toEqual([]);
});

test('the keyboard alone records three children, with the focus in the row that was added, and saves', async () => {
  const visit = await visitOf();
  const app = await openKindreflex(visit, 'nurse', 'Sofie Maes');
  const keys = keyboardOn(app);
  await keys.pressOn(say('overview.record'));
  await app.locator('[data-link-id="s1.uitkomst"]').waitFor();
  await keys.choose('s1.uitkomst', 'ja, besproken');
  await keys.choose('s1.zorgtVoor', say('field.yes'));
  for (const linkId of ['s1.verwacht', 's1.andereKinderen']) await keys.choose(linkId, say('field.no'));
  await keys.type('s1.aantal', '3');
  for (const [given, family, born] of [
    ['Emma', 'Janssens', '02/09/2013'],
    ['Lowie', 'Janssens', '10/01/2015'],
    ['Noor', 'Maes', '05/2019'],
  ] as const) {
    await keys.pressOn(say('children.add'));
    await keys.arrives('s1.kind.nieuw.voornaam');
    await app.keyboard.type(given);
    await keys.type('s1.kind.nieuw.naam', family);
    await keys.type('s1.kind.nieuw.geboortedatum', born);
    await keys.choose('s1.kind.permanent', say('field.yes'));
  }
  await keys.type('s3.hoe', 'Samen gekeken wat helpt.');
  await keys.pressOn(say('review.save'));
  await app.getByRole('heading', saved).waitFor();
  await keys.arrives(say('receipt.title'));
  const { entries, persons } = await landed(visit, 'sofie-maes');
  expect([entries.length, persons.length]).toEqual([2, 3]);
  expect(keys.flaws()).toEqual([]);
});

test('the keyboard alone records a gut feeling and a decision, and saves', async () => {
  const visit = await visitOf();
  const app = await openKindreflex(visit, 'physician', 'Bart De Wilde');
  const keys = keyboardOn(app);
  await keys.pressOn(say('overview.record'));
  await app.locator('[data-link-id="s1.uitkomst"]').waitFor();
  await keys.choose('s1.uitkomst', 'ja, besproken');
  await keys.choose('s1.zorgtVoor', say('field.yes'));
  await keys.pressOn(`${say('contact.unfold')} ${say('step.long.2')}`);
  await keys.choose('s2.nietPluis', say('field.yes'));
  await keys.to('s2.redenen');
  await keys.press('Enter');
  await keys.arrives('s2.redenen.bron');
  await keys.press('Space');
  await keys.type('s2.redenen.tekst', 'Kwam alleen naar school.');
  await keys.pressOn(`${say('contact.unfold')} ${say('step.long.4')}`);
  await section(app, 4).locator('[data-link-id]').first().waitFor();
  for (const folded of await section(app, 4).locator('.block-toggle[aria-expanded="false"]').allInnerTexts())
    await keys.pressOn(folded.trim());
  await keys.choose('s4.besluit.verontrustend', say('field.yes'));
  await keys.choose('s4.besluit.bereid', say('field.yes'));
  await keys.pressOn(say('review.save'));
  await app.getByRole('heading', saved).waitFor();
  expect((await landed(visit, 'bart-de-wilde')).entries).toHaveLength(3);
  expect(keys.flaws()).toEqual([]);
});

test('the focus goes somewhere sensible after removing, a mistake, hiding the screen, and another language', async () => {
  const visit = await visitOf();
  const app = await openKindreflex(visit, 'nurse', 'Sofie Maes');
  const keys = keyboardOn(app);
  await keys.pressOn(say('overview.record'));
  await app.locator('[data-link-id="s1.uitkomst"]').waitFor();
  await keys.choose('s1.uitkomst', 'ja, besproken');
  await keys.choose('s1.zorgtVoor', say('field.yes'));
  await keys.pressOn(say('children.add'));
  await keys.type('s1.kind.nieuw.geboortedatum', '31/02/2020');

  await app.keyboard.press('Escape');
  await keys.arrives(say('app.uncover'));
  await app.keyboard.press('Enter');
  await keys.arrives('s1.kind.nieuw.geboortedatum');

  const mistake = app.locator('.review .warning').getByRole('link');
  await mistake.waitFor();
  await keys.to(((await mistake.textContent()) ?? '').trim());
  await app.keyboard.press('Enter');
  await keys.arrives('s1.kind.nieuw.geboortedatum');
  expect(await place(app.locator('main'), 's1.kind.nieuw.geboortedatum').getByRole('textbox').inputValue()).toBe(
    '31/02/2020',
  );

  await keys.to(say('children.remove', { number: '1' }));
  await app.keyboard.press('Enter');
  await keys.arrives(say('children.add'));

  await keys.to(say('app.language'), 'Shift+Tab');
  await app.keyboard.press('ArrowDown');
  await expect.poll(() => app.evaluate(() => document.documentElement.lang)).toBe('fr');
  expect((await keys.here()).name).toContain(say('app.language', {}, 'fr'));
  expect(keys.flaws()).toEqual([]);
});
