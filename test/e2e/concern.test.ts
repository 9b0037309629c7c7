import type { QuestionnaireResponse, QuestionnaireResponseItem } from 'fhir/r4';
import type { Locator } from 'playwright-core';
import { expect } from 'vitest';
import { fhirUserOf } from '../../src/demo-ehr/seed/staff';
import { nl } from '../../src/texts/nl';
import { savingNl } from '../../src/texts/saving-nl';
import { judge } from './axe';
import { openStep, place, section, stepOf, textOf } from './fill';
import { whatDoesNotFit } from './fits';
import { browserTests, picture, test } from './harness';
import { recorded } from './recorded';
import { say } from './say';
import { example, landed, saveContact, startContact } from './scenario';

const visitOf = browserTests();
const COLOUR = { system: 'https://ehr.example.org/colour', code: 'orange', display: 'oranje' };

/** A site that works in two regions and forgot 112. */
const REGIONS = [
  { region: 'Antwerpen', kind: 'VK', name: 'VK Antwerpen', phone: '+32 3 000 00 01' },
  { region: 'Limburg', kind: 'VK', name: 'VK Limburg', phone: '+32 11 00 00 01', hours: '9-17 u.' },
  { region: 'Vlaanderen', kind: '1712', name: '1712', phone: '1712' },
];

const byLinkId = (items: readonly QuestionnaireResponseItem[] = [], linkId: string) =>
  items.find((item) => item.linkId === linkId);

/** The decision of another team on the same day, which did not know of the first: the client is willing. */
function besideIt(first: QuestionnaireResponse): QuestionnaireResponse {
  const other = structuredClone(first);
  const willing = byLinkId(byLinkId(other.item, 's4.besluit')?.item, 's4.besluit.bereid')?.answer?.[0]?.valueCoding;
  if (!willing) throw new Error('The example holds whether the client is willing');
  Object.assign(willing, { code: 'yes', display: 'ja' });
  other.item?.push({ linkId: 's4.risico', answer: [{ valueString: 'Kind blijft alleen thuis' }] });
  return {
    ...other,
    id: 'beside',
    identifier: { ...other.identifier, value: '3f1f4a0e-7d0c-4c43-9d8f-0e6f5f1b2c3d' },
    author: { reference: fhirUserOf('physician') },
  };
}

const boxes = (locator: Locator) =>
  locator.evaluateAll((all) => all.map((each) => each.getBoundingClientRect().toJSON() as DOMRect));

test('a team that decided twice decides anew: numbers, earlier decisions, factors, permission, matrix, colour', async () => {
  const visit = await visitOf({
    bypassCSP: true,
    viewport: { width: 1280, height: 800 },
    site: { setting: 'emergency', colour: [COLOUR] },
  });
  const told = await recorded(visit, 's7-alarming-not-willing');
  const first = told.contacts.flatMap(({ entries }) => entries).find((entry) => stepOf(entry) === 4);
  if (!first) throw new Error('S7 has a decision');
  await visit.stage.ehr.store.put(besideIt(first));
  const nextMonth = { role: 'social-worker', at: new Date('2026-12-20T10:00:00+01:00'), entries: [] } as const;
  const app = await startContact(visit, told, nextMonth);
  const four = section(app, 4);
  await four.locator('.heading .unfold').click();
  await four.locator('.blocks').waitFor();
  await picture(app, 'concern-two-decisions');

  // The numbers are there without unfolding anything, and step 4 fits the window.
  const calls = four.locator('.concern-head a[href^="tel:"]');
  expect(await calls.evaluateAll((all) => all.map((link) => link.getAttribute('href')))).toEqual([
    'tel:+3220000001',
    'tel:+3220000002',
    'tel:1712',
    'tel:112',
  ]);
  for (const call of await calls.all()) expect(await call.isVisible()).toBe(true);
  expect((await four.boundingBox())?.height).toBeLessThanOrEqual(800);

  // Both decisions, side by side although the block is folded; the stricter counts.
  const decisions = four.locator('.decisions');
  expect(await textOf(decisions)).toContain(savingNl['decision.talk']);
  const counting = decisions.locator('[data-standing="counts"]');
  expect(await textOf(counting)).toContain(`20/11/2026 · ${savingNl['decision.yes.no']}`);
  expect(await textOf(counting)).toContain(savingNl['decision.counts']);
  expect(await textOf(decisions.locator('[data-standing="beside"]'))).toContain(savingNl['decision.yes.yes']);
  expect(await textOf(counting)).toContain('maatschappelijk werker, psycholoog');
  const [one, two] = await boxes(decisions.locator('li'));
  expect([one?.y, one?.height]).toEqual([two?.y, two?.height]);

  // Who may read along: what the label asks, and what the portal does.
  await four.getByText(savingNl['concern.whoReads']).click();
  expect(await textOf(four.locator('.read-along'))).toContain(say('concern.label', { labels: 'R + SDV' }));
  expect(await textOf(four.locator('.read-along'))).toContain(savingNl['concern.portalShows']);

  // Risk and protection: two equal columns, a line more with Enter, and no number that counts them.
  await openStep(app, 4);
  const columns = four.locator('.factors > div');
  const [risk, protection] = await boxes(columns);
  expect([risk?.y, risk?.width]).toEqual([protection?.y, protection?.width]);
  expect(await textOf(columns.first())).toContain('Kind blijft alleen thuis');
  await columns.first().getByRole('textbox').first().fill('Nachten zonder volwassene');
  await app.keyboard.press('Enter');
  await app.keyboard.type('Werk in ploegen');
  await columns.last().getByRole('textbox').first().fill('Buurvrouw in de buurt');
  expect(await columns.first().getByRole('textbox').count()).toBe(3);

  // A child that is heard: why its permission is asked.
  await place(four, 's4.sleutel').getByRole('button', { name: '+ Sleutelfiguur toevoegen' }).click();
  await place(four, 's4.sleutel.relatie').getByRole('radio', { name: 'kind' }).check();
  await expect.poll(() => textOf(place(four, 's4.sleutel.kind'))).toContain(savingNl['permission.choose']);
  await place(four, 's4.sleutel.wie').getByRole('radio', { name: 'Tuur De Wilde' }).check();
  await expect
    .poll(() => textOf(place(four, 's4.sleutel.kind')))
    .toContain(say('permission.asked', { name: 'Tuur De Wilde', date: '20/12/2026', age: '14 jaar' }));

  // The order is asked about only when it is another.
  await place(four, 's4.benoemd.op').getByRole('textbox').fill('10/11/2026');
  await expect.poll(() => place(four, 's4.volgordeReden').count()).toBe(1);
  await place(four, 's4.benoemd.op').getByRole('textbox').fill('19/12/2026');
  await expect.poll(() => place(four, 's4.volgordeReden').count()).toBe(0);

  // What is not understood is found from the review, also in a block that is folded.
  const named = place(four, 's4.benoemd.op').getByRole('textbox');
  await named.fill('99/99');
  await four.locator('[data-block="name"] .block-toggle').click();
  await app.locator('.review a[href*="s4.benoemd.op"]').click();
  await expect.poll(() => named.evaluate((field) => field === document.activeElement)).toBe(true);
  await named.fill('19/12/2026');

  // Alone, and only alone, the reason is asked.
  const alone = place(four, 's4.besluit.alleenReden');
  const takesPart = (role: string) => place(four, 's4.besluit.wie').getByRole('checkbox', { name: role, exact: true });
  expect(await alone.count()).toBe(0);
  await takesPart('arts').check();
  await expect.poll(() => alone.count()).toBe(1);
  await alone.getByRole('textbox').fill('nacht');
  await takesPart('psycholoog').check();
  // A reason that was given stays, and with it the field while someone empties it.
  await alone.getByRole('textbox').fill('');
  expect(await alone.getByRole('textbox').evaluate((field) => field === document.activeElement)).toBe(true);
  await takesPart('psycholoog').uncheck();
  await takesPart('psycholoog').check();
  await expect.poll(() => alone.count()).toBe(0);

  // The matrix in a sentence, in a live region that was there before; willingness is asked only after alarming.
  const stands = four.getByRole('status').and(four.locator('.stands'));
  const answer = (linkId: string, name: string) =>
    place(four, linkId).getByRole('radio', { name, exact: true }).check();
  const willing = place(four, 's4.besluit.bereid');
  expect(await textOf(stands)).toBe(savingNl['decision.none']);
  const region = await stands.elementHandle();
  expect(await willing.count()).toBe(0);
  await answer('s4.besluit.verontrustend', 'nog niet beslist');
  await expect.poll(() => textOf(stands)).toContain(nl['gate.not-decided']);
  await answer('s4.besluit.verontrustend', 'ja');
  await expect.poll(() => textOf(stands)).toContain(savingNl['decision.willingMissing']);
  await answer('s4.besluit.bereid', 'nee');
  await expect.poll(() => textOf(stands)).toBe(nl['gate.alarming-and-not-willing']);
  await answer('s4.besluit.verontrustend', 'nee');
  await expect.poll(() => textOf(stands)).toContain(nl['gate.not-alarming']);
  const before = say('decision.becomes', { date: '20/11/2026', before: savingNl['decision.yes.no'] });
  expect(await textOf(stands)).toContain(before);
  expect(await region?.evaluate((node) => node.isConnected)).toBe(true);
  expect(await willing.count()).toBe(0);

  await answer('s4.kleur', 'oranje');
  for (const step of [5, 6] as const) {
    const part = await openStep(app, step, (await section(app, step).locator('.unfold[aria-expanded]').count()) === 0);
    for (const add of await part.locator('button.add').all()) await add.click();
  }
  await place(section(app, 5), 's5.nieuwSignaal').getByRole('radio', { name: 'ja' }).check();
  await section(app, 5).getByRole('status').filter({ hasText: savingNl['concern.newSignal'] }).waitFor();
  expect(await textOf(section(app, 6))).toContain(say('concern.plannedPassed', { date: '01/12/2026' }));
  expect(await textOf(section(app, 6))).toContain('M-document bezorgen · maatschappelijk werker · 27/11/2026');
  expect((await judge(app)).violations).toEqual([]);
  await picture(app, 'concern-open');

  await app.setViewportSize({ width: 320, height: 800 });
  const [above, below] = await boxes(columns);
  expect(below?.y).toBeGreaterThanOrEqual((above?.y ?? 0) + (above?.height ?? 0));
  expect(await whatDoesNotFit(app)).toEqual([]);
  await picture(app, 'concern-320');
  await app.setViewportSize({ width: 1280, height: 800 });

  await saveContact(app);
  const { entries } = await landed(visit, told.patient);
  const saved = entries.find((entry) => stepOf(entry) === 4 && entry.authored?.startsWith('2026-12-20'));
  expect(byLinkId(saved?.item, 's4.kleur')?.answer).toEqual([{ valueCoding: COLOUR }]);
  expect(byLinkId(saved?.item, 's4.risico')?.answer).toEqual([
    { valueString: 'Nachten zonder volwassene' },
    { valueString: 'Werk in ploegen' },
  ]);
  const decision = byLinkId(saved?.item, 's4.besluit')?.item;
  expect(byLinkId(decision, 's4.besluit.volgtOp')?.answer).toHaveLength(2);
  expect(byLinkId(decision, 's4.besluit.bereid')).toBeUndefined();

  // A month on it stands above the two that it followed, with what it changed.
  await app.close();
  const again = await startContact(visit, told, { ...nextMonth, at: new Date('2027-01-20T10:00:00+01:00') });
  const earlier = (
    await openStep(again, 4, (await section(again, 4).locator('.unfold[aria-expanded]').count()) === 0)
  ).locator('.decisions li');
  expect(await earlier.evaluateAll((all) => all.map((each) => (each as HTMLElement).dataset.standing))).toEqual([
    'counts',
    'followed',
    'followed',
  ]);
  expect(await textOf(earlier.first())).toContain(
    say('decision.changed', { date: '20/11/2026', before: savingNl['decision.yes.no'] }),
  );
});

test('acute danger puts 112 first; anonymous advice alone is saved in a few interactions', async () => {
  const visit = await visitOf({ viewport: { width: 1280, height: 800 }, site: { contacts: REGIONS } });
  const told = example('s5-gut-feeling-not-alarming');
  const now = { role: 'nurse', at: new Date('2026-11-24T10:00:00+01:00'), entries: [] } as const;
  const app = await startContact(visit, told, now);
  const two = await openStep(app, 2);
  const urgent = two.getByRole('status').and(two.locator('.concern-head > p'));
  expect(await urgent.textContent()).toBe('');

  // Why the conversation was not possible is asked when it was not, and stays when that changes.
  const postponed = place(two, 's2.uitstelReden');
  const outcome = (name: string) => place(section(app, 1), 's1.uitkomst').getByRole('radio', { name }).check();
  await outcome('ja');
  expect(await postponed.count()).toBe(0);
  await outcome('nog niet mogelijk');
  await postponed.getByRole('radio').first().check();
  await outcome('ja');
  expect(await postponed.count()).toBe(1);
  await place(two, 's2.acuut').getByRole('radio', { name: 'ja' }).check();
  await expect.poll(() => urgent.textContent()).toBe(savingNl['contact.urgent']);
  expect(await two.locator('.calls a').first().getAttribute('href')).toBe('tel:112');
  expect(await two.locator('.calls a[href="tel:112"]').count()).toBe(1);
  expect(await two.locator('.calls .region').allTextContents()).toEqual(['Antwerpen', 'Limburg', 'Vlaanderen']);
  expect(await textOf(two.locator('.calls'))).toContain('VK Limburg, 9-17 u.');

  const four = section(app, 4);
  await four.locator('.heading .unfold').click();
  await four.locator('.blocks').waitFor();
  expect((await four.boundingBox())?.height).toBeLessThanOrEqual(800);
  expect(await four.locator('.calls a').first().getAttribute('href')).toBe('tel:112');
  await four.getByRole('button', { name: savingNl['advice.anonymous'] }).click();
  const block = four.locator('[data-block="advise"]');
  const centre = place(block, 's4.advies.bij').getByRole('radio').first();
  await expect.poll(() => centre.evaluate((node) => node === document.activeElement)).toBe(true);
  await app.keyboard.press('Space');
  expect(await textOf(block)).toContain(savingNl['advice.stays']);
  expect(await block.locator('.calls a').count()).toBe(3);
  await picture(app, 'concern-advice');
  await saveContact(app);

  const advice = (await landed(visit, told.patient)).entries.find((entry) => stepOf(entry) === 4);
  expect(advice?.item?.map(({ linkId }) => linkId)).toEqual(['s4.contactDate', 's4.setting', 's4.advies']);
  const asked = byLinkId(advice?.item, 's4.advies')?.item;
  expect(byLinkId(asked, 's4.advies.anoniem')?.answer).toEqual([{ valueBoolean: true }]);
  expect(byLinkId(asked, 's4.advies.bij')?.answer?.[0]?.valueCoding?.code).toBe('vk');
});
