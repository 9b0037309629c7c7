import type { FhirResource, RelatedPerson } from 'fhir/r4';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { clients } from '../../src/demo-ehr/seed/clients';
import { manyRelatedPersons } from '../../src/demo-ehr/seed/many-related-persons';
import { encounter } from '../../src/demo-ehr/seed/person';
import { fhirUserOf, staff } from '../../src/demo-ehr/seed/staff';
import { toResponse } from '../../src/mapping/to-response';
import type { Entry } from '../../src/plan/entry';
import { nl } from '../../src/texts/nl';
import { savingNl } from '../../src/texts/saving-nl';
import { answered, coding, DEFAULT_LABELS, decided, entry, group } from '../differential/fixtures';
import { textOf } from './fill';
import { browserTests, picture, test, type Visit } from './harness';
import { login, openChart, openKindreflex } from './host-pages';
import { recorded } from './recorded';
import { say } from './say';

const visitOf = browserTests();
const WIDE = { viewport: { width: 1280, height: 800 } };

/** Puts entries into the host as if the GP had recorded them there. */
async function put({ stage }: Visit, patient: string, ...entries: Entry[]): Promise<void> {
  const author = { reference: fhirUserOf('gp'), display: staff.gp.name };
  const responses = entries.map((one): FhirResource => {
    const during = one.encounter ? { encounter: one.encounter } : {};
    const context = { patient: `Patient/${patient}`, author, authored: one.recordedAt, ...during };
    const response = toResponse(one, { ...context, labels: DEFAULT_LABELS[one.step], label: (linkId) => linkId });
    return { ...response, id: one.id };
  });
  await stage.ehr.store.put(...responses);
}

const no = coding('no');
const yes = coding('yes');
const conversation = (id: string, on: string, more: Parameters<typeof answered>[0] = {}, extra: Partial<Entry> = {}) =>
  entry(id, 1, on, answered({ 's1.uitkomst': coding('held'), ...more }), extra);
const NONE = { 's1.zorgtVoor': no, 's1.verwacht': no, 's1.andereKinderen': no };

/** Reads the record anew, after something was put there. */
async function again(app: Page): Promise<void> {
  await app.reload();
  await app.locator('.asked').waitFor();
}

const child = (id: string, more: Partial<RelatedPerson>): RelatedPerson => ({
  resourceType: 'RelatedPerson',
  id,
  active: true,
  patient: { reference: 'Patient/luc-martens' },
  relationship: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-RoleCode', code: 'CHILD' }] }],
  ...more,
});

/** How a line looks in black and white: its frame, its weight and its icon. */
const shapeOf = (app: Page) =>
  app.locator('.asked').evaluate((line) => {
    const { borderTopStyle, borderTopWidth, fontWeight } = getComputedStyle(line);
    const icon = getComputedStyle(line, '::before');
    return {
      frame: `${borderTopStyle} ${borderTopWidth} ${fontWeight}`,
      icon: icon.maskImage,
      ink: icon.printColorAdjust,
    };
  });

test('not asked, asked and none, stale, not possible, declined and not loaded each look like nothing else, on paper too', async () => {
  const visit = await visitOf(WIDE);
  visit.tolerate(/ERR_FAILED/);
  const outcome = (code: string, again?: string) =>
    answered({ 's1.uitkomst': coding(code), ...(again ? { 's1.opnieuwOp': again } : {}) });
  const app = await openKindreflex(visit, 'nurse', 'Wim Claes');
  const shapes = new Map<string, { frame: string; icon: string; ink: string }>();
  const expectLook = async (look: string, next: string, text: string) => {
    await expect.poll(() => app.locator('.asked').getAttribute('data-asked')).toBe(look);
    expect(await app.locator('.act button').getAttribute('data-next')).toBe(next);
    expect(await textOf(app.locator('.first'))).toContain(text);
    expect(await app.title()).toBe(nl['app.title']);
    await app.emulateMedia({ media: 'print' });
    shapes.set(look, await shapeOf(app));
    await app.emulateMedia({ media: 'screen' });
    await picture(app, `overview-${look}`);
  };
  const seen = async (one: Entry, ...expected: Parameters<typeof expectLook>) => {
    await put(visit, 'wim-claes', one);
    await again(app);
    await expectLook(...expected);
  };
  const firstStep = () => app.locator('.steps [data-step="1"]').getAttribute('data-state');
  const main = () => textOf(app.locator('main'));
  await expectLook('not-asked', 'ask', nl['overview.notAsked']);
  expect(await main()).not.toContain(nl['overview.noChildren']);
  expect(await app.evaluate(() => document.documentElement.scrollHeight)).toBeLessThanOrEqual(800);
  const declined = entry('declined', 1, '2026-11-10', outcome('declined'));
  await seen(declined, 'declined', 'record', say('overview.declined', { date: '10/11/2026' }));
  const later = entry('later', 1, '2026-11-12', outcome('not-possible-yet', '2026-11-25'));
  await seen(later, 'postponed', 'record', `${nl['overview.next']} 25/11/2026`);
  expect(await firstStep()).toBe('not-yet');
  const old = conversation('old', '2025-01-10', NONE);
  await seen(old, 'stale', 'ask-again', say('overview.askedStale', { date: '10/01/2025' }));
  expect(await firstStep()).toBe('due');
  const none = conversation('none', '2026-11-20', NONE);
  await seen(none, 'asked', 'record', say('overview.asked', { date: '20/11/2026' }));
  expect(await textOf(app.locator('.none'))).toBe(nl['overview.noChildren']);
  expect(await firstStep()).toBe('done');
  await visit.context.route(`${visit.stage.ehr.fhirBase}/QuestionnaireResponse?*`, (route) => route.abort());
  await again(app);
  await expectLook('not-loaded', 'record', nl['overview.notLoaded']);
  await app.getByText(`${nl['part.entries']} ${nl['read.failed']}`).waitFor();
  for (const absent of ['overview.notAsked', 'overview.noChildren', 'state.not-yet'] as const)
    expect(await main()).not.toContain(nl[absent]);
  const all = [...shapes.values()];
  expect(all).toHaveLength(6);
  for (const key of ['frame', 'icon'] as const) expect(new Set(all.map((shape) => shape[key])).size, key).toBe(6);
  expect(new Set(all.map(({ ink }) => ink))).toEqual(new Set(['exact']));
});

/** What must be in sight without scrolling. */
const lowest = (app: Page) =>
  app.evaluate(() =>
    Math.max(
      ...[...document.querySelectorAll('.who, .children, .asked, .act, .steps')].map(
        (part) => part.getBoundingClientRect().bottom,
      ),
    ),
  );
const sideways = (app: Page) => app.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

test('fifteen children, the next action and the six steps need no scrolling; what is odd about a child is said', async () => {
  const visit = await visitOf(WIDE);
  const long = 'Maximiliaan-Alexander '.repeat(10).slice(0, 200).trim();
  const patient = 'luc-martens';
  await visit.stage.ehr.store.put(...manyRelatedPersons(patient, 15));
  await put(
    visit,
    patient,
    conversation('fifteen', '2026-10-01', { 's1.zorgtVoor': yes, 's1.verwacht': no, 's1.aantal': 15 }),
    entry('support', 3, '2026-10-01', answered({ 's3.hoe': 'x', 's3.volgende': '2026-11-01' })),
  );
  const app = await openKindreflex(visit, 'nurse', 'Luc Martens');
  await expect.poll(() => app.locator('.children li').count()).toBe(15);
  expect(await textOf(app.locator('.act'))).toContain(say('why.follow-up', { date: '01/11/2026' }));
  expect(await app.locator('.steps [data-step="3"]').getAttribute('data-state')).toBe('due');
  for (const width of [1280, 800]) {
    await app.setViewportSize({ width, height: 800 });
    expect(await lowest(app), `${width} wide`).toBeLessThanOrEqual(800);
    await picture(app, `overview-fifteen-${width}`);
  }

  await visit.stage.ehr.store.put(
    child('today', { name: [{ given: ['Nu'] }], birthDate: '2026-11-24' }),
    child('later', { name: [{ given: ['Straks'] }], birthDate: '2027-03-01' }),
    child('long', { name: [{ given: [long], family: 'x' }], birthDate: '2012' }),
    child('adult', { name: [{ given: ['Mila'] }], birthDate: '2008-11-20' }),
  );
  const due = { 's1.zorgtVoor': yes, 's1.verwacht': yes, 's1.uitgerekend': '2026-11-10', 's1.aantal': 19 };
  const told = conversation('told', '2026-11-02', due);
  const mila = { 's1.kind.id': 'adult', 's1.kind.voornaam': 'Mila', 's1.kind.geboortedatum': '2008-11-20' };
  await put(
    visit,
    patient,
    { ...told, answers: { ...told.answers, 's1.kind': group(answered(mila)) } },
    entry('since', 3, '2026-11-02', answered({ 's3.hoe': 'y' })),
  );
  await again(app);
  await expect.poll(() => app.locator('.children li').count()).toBe(18);
  await app.getByText(savingNl['open.child-turned-18']).waitFor();
  const text = await textOf(app.locator('main'));
  const turned = `Mila: ${savingNl['open.child-turned-18']}`;
  for (const words of ['Nu vandaag geboren', 'Straks nog niet geboren', '13 tot 14 jaar', turned])
    expect(text).toContain(words);
  expect(text).toContain(say('overview.duePassed', { date: '10/11/2026' }));
  expect(await app.locator('.act button').getAttribute('data-next')).toBe('born');
  for (const width of [320, 800]) {
    await app.setViewportSize({ width, height: 800 });
    expect([width, await sideways(app)]).toEqual([width, 0]);
    await picture(app, `overview-odd-${width}`);
  }
});

const veiledSteps = (app: Page) =>
  app
    .locator('.steps')
    .evaluate((list) =>
      [...list.children]
        .filter((step) => /[2456]/.test(step.getAttribute('data-step') ?? ''))
        .map((step) => step.outerHTML),
    );

test('one switch unveils the path and the history; veiled they tell nothing, and a cover veils them again', async () => {
  const visit = await visitOf(WIDE);
  const app = await openKindreflex(visit, 'nurse', 'Bart De Wilde');
  await app.locator('.asked').waitFor();
  const empty = await veiledSteps(app);
  const nothing = await app.locator('main').innerHTML();
  await put(visit, 'bart-de-wilde', entry('only', 2, '2026-11-01', answered({ 's2.overleg': true })));
  await again(app);
  await app.getByText(nl['overview.noHistory']).waitFor();
  expect(await app.locator('main').innerHTML()).toBe(nothing);
  const advice = { 's4.advies.bij': coding('vk'), 's4.advies.op': '2026-11-02', 's4.advies.anoniem': true };
  const other = { ...decided('no'), 's4.advies': group(answered(advice)) };
  await put(visit, 'bart-de-wilde', entry('other', 4, '2026-11-02', other));
  await recorded(visit, 's7-alarming-not-willing');
  await again(app);
  await app.getByRole('heading', { name: nl['overview.history'] }).waitFor();
  expect(await veiledSteps(app)).toEqual(empty);
  const veiled = await textOf(app.locator('main'));
  for (const word of ['verontrustend', 'niet bereid', 'Mandaat Volgende', savingNl['decision.counts']])
    expect(veiled).not.toContain(word);
  const show = app.getByRole('button', { name: nl['overview.showConcern'] });
  expect(await show.count()).toBe(1);
  const before = await app.locator('.history li').count();
  await show.click();
  const panel = app.locator('.concern');
  await panel.locator('li[data-step="6"]').waitFor();
  const open = await textOf(panel);
  expect(open).toContain(nl['gate.alarming-and-not-willing']);
  expect(open).toContain(savingNl['decision.yes.no']);
  expect(open).toContain(savingNl['open.decisions-contradict']);
  expect(await panel.locator('[data-standing="beside"]').count()).toBe(1);
  await panel.locator('.advice').waitFor();
  const asked = await textOf(panel.locator('.advice'));
  for (const words of ['Vertrouwenscentrum', '02/11/2026', savingNl['panel.anonymous']]) expect(asked).toContain(words);
  expect(await panel.getByRole('link', { name: /112/ }).count()).toBe(1);
  expect(await app.locator('.history li').count()).toBeGreaterThan(before);
  await picture(app, 'overview-unveiled');

  await app.locator('.act button').click();
  await app.locator('[data-link-id="s1.uitkomst"]').waitFor();
  await app.getByRole('button', { name: nl['contact.back'] }).click();
  // A client was there meanwhile: coming back from a contact nothing is unveiled.
  await show.waitFor();
  expect(await panel.count()).toBe(0);
  expect(await veiledSteps(app)).toEqual(empty);
  await show.click();
  await panel.getByRole('link', { name: /112/ }).focus();
  await app.keyboard.press('Escape');
  await app.getByRole('button', { name: nl['app.uncover'] }).click();
  await show.waitFor();
  expect(await focused(app)).toBe(nl['overview.children']);
  expect(await veiledSteps(app)).toEqual(empty);
  expect(await panel.count()).toBe(0);
});

const focused = (app: Page) =>
  app.evaluate(() => {
    const { activeElement } = document;
    return activeElement?.closest('[data-link-id]')?.getAttribute('data-link-id') ?? activeElement?.textContent ?? '';
  });

test('the focus goes to the title of each page; Escape and idle time hide all, and give back what was there', async () => {
  const visit = await visitOf({ viewport: { width: 1000, height: 500 } });
  const app = await openKindreflex(visit, 'nurse', 'Wim Claes');
  await app.keyboard.press('Tab');
  await app.locator('.act button').press('Enter');
  await app.locator('[data-link-id="s1.uitkomst"]').waitFor();
  expect(await focused(app)).toBe(nl['contact.title']);
  const date = app.getByLabel(nl['contact.date']);
  await date.fill('24/1');
  await app.getByRole('radio', { name: 'nog niet mogelijk' }).check();
  await app.evaluate(() => window.scrollTo(0, 120));
  await date.focus();
  const scrolled = await app.evaluate(() => window.scrollY);

  const hidden = app.getByRole('dialog', { name: nl['app.covered'] });
  const expectBack = async (where: string) => {
    await hidden.waitFor();
    expect(await focused(app)).toBe(nl['app.uncover']);
    expect(await app.locator('main').isVisible()).toBe(false);
    expect(await app.title()).toBe(nl['app.title']);
    await app.keyboard.press('Enter');
    await hidden.waitFor({ state: 'detached' });
    expect(await focused(app)).toBe(where);
    expect(await date.inputValue()).toBe('24/1');
    expect(await app.getByRole('radio', { name: 'nog niet mogelijk' }).isChecked()).toBe(true);
    expect(await app.evaluate(() => window.scrollY)).toBe(scrolled);
  };
  await app.keyboard.press('Escape');
  await expectBack('contactDate');
  await app.clock.fastForward(179_000);
  expect(await hidden.count()).toBe(0);
  await app.clock.fastForward(2_000);
  await expectBack('contactDate');
  await visit.at(new Date(visit.stage.now.getTime() + 200_000));
  await app.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await expectBack('contactDate');
  // Back at a computer that slept: the first touch covers.
  await visit.at(new Date(visit.stage.now.getTime() + 400_000));
  await app.mouse.move(5, 5);
  await expectBack('contactDate');
  // Dictating counts as being there.
  await app.clock.fastForward(100_000);
  await date.evaluate((field) => field.dispatchEvent(new Event('input', { bubbles: true })));
  await app.clock.fastForward(100_000);
  expect(await hidden.count()).toBe(0);
  // A screen reader presses without key or mouse: idle time counts again after it.
  await app.clock.fastForward(81_000);
  await app.getByRole('button', { name: nl['app.uncover'] }).evaluate((button) => (button as HTMLElement).click());
  await hidden.waitFor({ state: 'detached' });
  await app.clock.fastForward(181_000);
  await expectBack('contactDate');
  const languages = app.locator('header select');
  await languages.focus();
  // An open list keeps Escape to itself; only the release of the key reaches the page.
  await app.keyboard.press('Alt+ArrowDown');
  await app.keyboard.press('Escape');
  await hidden.waitFor();
  await app.emulateMedia({ media: 'print' });
  expect(await app.locator('.who').isVisible()).toBe(false);
  await app.emulateMedia({ media: 'screen' });
  await app.getByRole('button', { name: nl['app.uncover'] }).click();
  await date.fill('24/11/2026');
  await app.getByRole('button', { name: savingNl['review.save'] }).click();
  await app.getByRole('heading', { name: savingNl['receipt.title'] }).waitFor();
  expect(await focused(app)).toBe(savingNl['receipt.title']);
  expect(await app.title()).toBe(nl['app.title']);
  await app.getByRole('button', { name: savingNl['receipt.back'] }).click();
  await expect.poll(() => focused(app)).toBe(nl['overview.children']);
});

test('for a GP the contacts come before the path, with who, which steps and the next date', async () => {
  const visit = await visitOf({ ...WIDE, site: { setting: 'gp' } });
  const months = ['03', '04', '05', '06', '07', '08'];
  await put(
    visit,
    'jelle-peeters',
    conversation('first', '2026-03-02', { 's1.zorgtVoor': yes, 's1.verwacht': no, 's1.aantal': 0 }),
    ...months.map((month) =>
      entry(`s-${month}`, 3, `2026-${month}-02`, answered({ 's3.hoe': 'x', 's3.volgende': `2026-${month}-28` })),
    ),
  );
  const app = await openKindreflex(visit, 'gp', 'Jelle Peeters');
  const contacts = app.locator('.history > li');
  await contacts.first().waitFor();
  expect(await contacts.count()).toBe(4);
  const top = (selector: string) => app.locator(selector).evaluate((part) => part.getBoundingClientRect().top);
  expect(await top('.history')).toBeLessThan(await top('.steps'));
  const newest = await textOf(contacts.first());
  for (const words of ['02/08/2026', '3. Ondersteunen', staff.gp.name, '28/08/2026']) expect(newest).toContain(words);
  await app.getByRole('button', { name: say('history.all', { count: '6' }) }).click();
  expect(await contacts.count()).toBe(6);
  expect(await textOf(contacts.last())).toContain('1. Gesprek, 3. Ondersteunen');
  expect(await textOf(app.locator('.first'))).toContain(nl['overview.childrenUnlisted']);
  await picture(app, 'overview-gp');
});

test('in an emergency department each presentation asks anew, and what was said before stays in sight', async () => {
  const visit = await visitOf({ ...WIDE, site: { setting: 'emergency' } });
  const patient = 'karim-benali';
  const spring = encounter('karim-benali-spring', patient, 'EMER', '2026-04-01T20:00:00+02:00', 'Spoed');
  await visit.stage.ehr.store.put(spring);
  await put(visit, patient, conversation('spring', '2026-04-01', NONE, { encounter: `Encounter/${spring.id}` }));
  const app = await openKindreflex(visit, 'nurse', 'Karim Benali');
  await app.locator('.asked').waitFor();
  expect(await app.locator('.asked').getAttribute('data-asked')).toBe('not-here');
  const text = await textOf(app.locator('.first'));
  expect(text).toContain(nl['overview.notHere']);
  expect(text).toContain(say('overview.asked', { date: '01/04/2026' }));
  expect(text).toContain(nl['overview.noChildren']);
  expect(await app.locator('.act button').getAttribute('data-next')).toBe('ask');
  expect(await app.locator('.steps [data-step="1"]').getAttribute('data-state')).toBe('due');
  await picture(app, 'overview-not-here');

  const stay = clients.find((each) => each.patient.id === patient)?.encounter.id;
  await put(visit, patient, conversation('evening', '2026-11-23', NONE, { encounter: `Encounter/${stay}` }));
  await again(app);
  expect(await app.locator('.asked').getAttribute('data-asked')).toBe('asked');
  // The launch names the encounter: it need not be read to know that it is this one.
  visit.tolerate(/ERR_FAILED/);
  await visit.context.route(`${visit.stage.ehr.fhirBase}/Encounter/**`, (route) => route.abort());
  await again(app);
  expect(await app.locator('.asked').getAttribute('data-asked')).toBe('asked');
});

test('in the frame of the chart the first information needs no scrolling', async () => {
  const visit = await visitOf({ withProfile: true, viewport: { width: 1000, height: 900 } });
  await visit.context.route('**/host.css', (route) => route.fulfill({ path: 'src/demo-ehr/chart/host.css' }));
  await visit.stage.ehr.store.put(...manyRelatedPersons('luc-martens', 6));
  await login(visit, 'nurse');
  await openChart(visit, 'Luc Martens');
  await visit.page.getByRole('link', { name: 'Kindreflex in het dossier' }).click();
  const frame = visit.page.frameLocator('iframe[title="Kindreflex"]');
  await frame.locator('.act button').waitFor();
  await picture(visit.page, 'overview-framed');
  const fits = await frame
    .locator('.steps')
    .evaluate((steps) => steps.getBoundingClientRect().bottom <= window.innerHeight);
  expect(fits).toBe(true);
});
