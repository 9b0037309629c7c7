import { readFileSync } from 'node:fs';
import type { Bundle, FhirResource, RelatedPerson } from 'fhir/r4';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { nl } from '../../src/texts/nl';
import { savingNl } from '../../src/texts/saving-nl';
import { textOf } from './fill';
import { whatDoesNotFit } from './fits';
import { browserTests, picture, test, type Visit } from './harness';
import { openKindreflex } from './host-pages';
import { print } from './pdf';
import { recorded } from './recorded';
import { say, saying } from './say';
import { speak } from './states';

const visitOf = browserTests();

const press = (app: Page, name: string) => app.getByRole('button', { name, exact: true }).click();
const part = (app: Page, name: string) => app.locator(`.report-choice [data-part="${name}"] input`);

async function openReport(visit: Visit, client: string): Promise<Page> {
  const app = await openKindreflex(visit, 'social-worker', client);
  await press(app, say('report.open'));
  await app.locator('.paper').waitFor();
  return app;
}

/** The words, or the kind, of what has the focus. */
const focused = (app: Page): Promise<string> =>
  app.evaluate(() => {
    const { activeElement: here } = document;
    return here?.tagName === 'SELECT' ? 'select' : (here?.textContent ?? '');
  });

test('the focus stays with who presses: at the veil, in another language, and on the way back', async () => {
  const visit = await visitOf();
  const { client } = await recorded(visit, 's7-alarming-not-willing');
  const app = await openReport(visit, client);
  const veil = app.locator('.veil-line button');
  await veil.focus();
  await app.keyboard.press('Enter');
  await part(app, '4').waitFor();
  expect(await focused(app)).toBe(nl['overview.hideConcern']);
  await part(app, '4').check();
  await app.getByRole('radio', { name: savingNl['report.span.last'] }).check();
  await app.locator('[data-statements="child-words"] input').check();

  await app.locator('header select').focus();
  await speak(app, 'fr');
  await app.getByRole('heading', { level: 1, name: saying('report.title', 'fr') }).waitFor();
  expect(await focused(app)).toBe('select');
  expect(await part(app, '4').isChecked()).toBe(true);
  expect(await app.locator('[data-statements="child-words"] input').isChecked()).toBe(true);
  expect(await app.getByRole('radio', { name: saying('report.span.last', 'fr') }).isChecked()).toBe(true);
  await speak(app, 'nl');

  await veil.focus();
  await app.keyboard.press('Enter');
  await app.getByText(savingNl['report.veiledPicks']).waitFor();
  expect(await focused(app)).toBe(nl['overview.showConcern']);
  await app.locator('.report-out button').focus();
  await app.keyboard.press('Enter');
  await app.locator('.paper').waitFor();
  expect(await focused(app)).toBe(savingNl['report.title']);

  await app.getByRole('button', { name: nl['contact.back'] }).focus();
  await app.keyboard.press('Enter');
  await app.getByRole('button', { name: say('report.open') }).waitFor();
  expect(await focused(app)).toBe(nl['overview.children']);
});

const LONG = 'Wolfeschlegelsteinhausenbergerdorff'.repeat(6).slice(0, 200);
const STRANGE = 'O\'Neil <b> & "Zoë"';

test('fifteen children, names of two hundred letters and none at all: on screen, on paper and as a file', async () => {
  const visit = await visitOf();
  const { client, patient } = await recorded(visit, 's7-alarming-not-willing');
  const children = Array.from(
    { length: 15 },
    (_, index): RelatedPerson => ({
      resourceType: 'RelatedPerson',
      id: `hard-${index}`,
      active: true,
      patient: { reference: `Patient/${patient}` },
      relationship: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-RoleCode', code: 'CHILD' }] }],
      ...(index === 0 ? {} : { birthDate: `201${index % 8}-0${(index % 8) + 1}-11` }),
      ...(index === 1
        ? {}
        : { name: [index === 2 ? { given: [LONG] } : { given: [STRANGE], family: `Kind${index}` }] }),
    }),
  );
  await visit.stage.ehr.store.put(...(children as FhirResource[]));
  const app = await openReport(visit, client);
  await press(app, nl['overview.showConcern']);
  for (const one of ['2', '4', 'decisions', '6']) await part(app, one).check();
  for (const [width, name] of [
    [1280, 'wide'],
    [800, 'middle'],
    [360, 'narrow'],
  ] as const) {
    await app.setViewportSize({ width, height: 800 });
    expect(await whatDoesNotFit(app)).toEqual([]);
    await picture(app, `report-hard-${name}`);
  }
  expect(await app.locator('[data-section="children"] h3').count()).toBe(16);
  expect(await app.title()).not.toMatch(/Kind1|O'Neil/);
  await app.setViewportSize({ width: 794, height: 1123 });
  await app.emulateMedia({ media: 'print' });
  expect(await whatDoesNotFit(app)).toEqual([]);
  await picture(app, 'report-hard-paper');
  await app.emulateMedia({ media: null });
  const printed = await print(app);
  expect(printed.text).toContain('Kind14');
  expect(printed.text).not.toContain(savingNl['report.handOver']);

  const [download] = await Promise.all([app.waitForEvent('download'), press(app, say('report.export'))]);
  const bundle = JSON.parse(readFileSync(await download.path(), 'utf8')) as Bundle;
  expect(bundle.entry?.filter(({ resource }) => resource?.resourceType === 'RelatedPerson')).toHaveLength(16);
  const blank = await visit.context.newPage();
  const told = await blank.evaluate(
    (text) => {
      const divs = [...text.matchAll(/"div": ("(?:[^"\\]|\\.)*")/g)].map(([, div]) => JSON.parse(div ?? '') as string);
      const read = divs.map((div) => new DOMParser().parseFromString(div, 'application/xhtml+xml'));
      return {
        count: divs.length,
        broken: read.filter((document) => document.querySelector('parsererror')).length,
        words: read.map(({ documentElement }) => documentElement.textContent).join(' '),
      };
    },
    JSON.stringify(bundle, null, 1),
  );
  expect([told.count > 5, told.broken]).toEqual([true, 0]);
  expect(told.words).toContain(`${STRANGE} Kind14`);

  await app.getByRole('radio', { name: savingNl['report.kind.referral'] }).check();
  await app.locator('[data-section="agreed"]').waitFor();
  for (const width of [1280, 800, 360]) {
    await app.setViewportSize({ width, height: 800 });
    expect(await whatDoesNotFit(app)).toEqual([]);
  }
  await picture(app, 'report-hard-referral-narrow');
  await app.setViewportSize({ width: 794, height: 1123 });
  await app.emulateMedia({ media: 'print' });
  await picture(app, 'report-hard-referral-paper');
});

const withholding = { site: { documents: { notes: false, portalWithholds: true, entries: false } } };

test.each([403, 500, 422])(
  'a host that answers %i to storing: said, nothing in the record, and it can be tried again',
  async (status) => {
    const visit = await visitOf(withholding);
    visit.tolerate(/Failed to load resource|ERR_/);
    const { client, patient } = await recorded(visit, 's7-alarming-not-willing');
    const { faults, store } = visit.stage.ehr;
    const app = await openReport(visit, client);
    faults.add({ on: { method: 'POST', every: true }, act: { kind: 'refuse', status } });
    await press(app, say('report.store'));
    await app.locator('.report-store').locator('[role="alert"], .stored-report').first().waitFor({ timeout: 60_000 });
    expect(await app.getByText(savingNl['report.stored']).count()).toBe(0);
    expect(await store.list('DocumentReference', `patient=${patient}`)).toEqual([]);
    await picture(app, `report-refused-${status}`);
    faults.clear();
    const again = app.locator('.report-store').getByRole('button', { name: say('save.again') });
    const first = app.locator('.report-store').getByRole('button', { name: say('report.store') });
    await again.or(first).first().click();
    await app.getByText(savingNl['report.stored']).waitFor({ timeout: 60_000 });
    expect(await store.list('DocumentReference', `patient=${patient}`)).toHaveLength(1);
  },
  120_000,
);

test('covered in the middle of storing: it lands once, and the choice can be gone on with', async () => {
  const visit = await visitOf(withholding);
  const { client, patient } = await recorded(visit, 's7-alarming-not-willing');
  const { faults, store } = visit.stage.ehr;
  const app = await openReport(visit, client);
  await press(app, nl['overview.showConcern']);
  await part(app, '6').check();
  faults.add({ on: { method: 'POST', every: true }, act: { kind: 'delay', ms: 1500 } });
  await press(app, say('report.store'));
  await app.locator('.report-choice > [inert]').waitFor({ state: 'attached' });
  await app.keyboard.press('Escape');
  await app.locator('.cover button').click();
  await app.getByText(savingNl['report.veiledPicks']).waitFor();
  expect(await app.locator('.report-choice > [inert]').count()).toBe(0);
  await app.locator('.report-out').getByRole('button').click();
  const done = app.getByText(savingNl['report.stored']);
  const ask = app.locator('.report-store').getByRole('button');
  for (let times = 0; times < 20 && !(await done.isVisible()); times++) {
    await ask.or(done).first().waitFor();
    if (await ask.isEnabled()) await ask.click();
    await app.locator('.report-store [role="alert"]').or(done).first().waitFor();
  }
  expect(await store.list('DocumentReference', `patient=${patient}`)).toHaveLength(2);
});

test('children that come in while the report is open stand in it, until someone chooses', async () => {
  const visit = await visitOf();
  const { client, patient } = await recorded(visit, 's7-alarming-not-willing');
  const later: RelatedPerson = {
    resourceType: 'RelatedPerson',
    id: 'later',
    active: true,
    patient: { reference: `Patient/${patient}` },
    relationship: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-RoleCode', code: 'CHILD' }] }],
    name: [{ given: ['Later'], family: 'De Wilde' }],
    birthDate: '2019-03-04',
  };
  await visit.stage.ehr.store.put(later);
  visit.stage.ehr.faults.add({
    on: { method: 'GET', path: /RelatedPerson/, every: true },
    act: { kind: 'delay', ms: 6000 },
  });
  const app = await openReport(visit, client);
  expect(await textOf(app.locator('[data-section="children"]'))).toContain(nl['read.partial']);
  expect(await textOf(app.locator('main'))).not.toContain('Later');
  await app.locator('.report-choice [data-child]', { hasText: 'Later' }).waitFor();
  expect(await app.locator('.report-choice [data-child] input:checked').count()).toBe(2);
  expect(await textOf(app.locator('[data-section="children"]'))).toContain('Later De Wilde');
  expect(await textOf(app.locator('[data-section="children"]'))).not.toContain(nl['read.partial']);
});

test('what became of a report is not known: the choice is held, and neither the way back nor the veil is', async () => {
  const visit = await visitOf(withholding);
  visit.tolerate(/ERR_|Failed to load resource/);
  const { client, patient } = await recorded(visit, 's7-alarming-not-willing');
  const { faults, store } = visit.stage.ehr;
  const app = await openReport(visit, client);
  await press(app, nl['overview.showConcern']);
  faults.add({ on: { writes: true, every: true }, act: { kind: 'close', when: 'after-commit' } });
  faults.add({
    on: { method: 'GET', path: /DocumentReference/, every: true },
    act: { kind: 'close', when: 'before-commit' },
  });
  await press(app, say('report.store'));
  await app.locator('.report-store [role="alert"]').waitFor({ timeout: 60_000 });
  expect(await app.locator('.report-choice > [inert]').count()).toBe(1);
  await press(app, nl['overview.hideConcern']);
  await part(app, '6').waitFor({ state: 'detached' });
  await press(app, nl['contact.back']);
  await app.getByRole('heading', { name: nl['overview.history'] }).waitFor();
  faults.clear();
  await press(app, say('report.open'));
  await press(app, say('report.store'));
  await app.getByText(savingNl['report.stored']).waitFor({ timeout: 60_000 });
  expect(await store.list('DocumentReference', `patient=${patient}`)).toHaveLength(1);
});

test('a host of which nothing may be written or read whole: no offer to store, and no conclusion', async () => {
  const visit = await visitOf();
  visit.tolerate(/Failed to load resource/);
  const { client } = await recorded(visit, 's7-alarming-not-willing');
  visit.stage.ehr.settings.withheldScopes = [
    'patient/RelatedPerson.cruds',
    'patient/DocumentReference.cs',
    'patient/QuestionnaireResponse.cu',
  ];
  visit.stage.ehr.faults.add({
    on: { method: 'GET', path: /RelatedPerson/, every: true },
    act: { kind: 'refuse', status: 403 },
  });
  const app = await openReport(visit, client);
  await app.waitForLoadState('networkidle');
  expect(await textOf(app.locator('[data-section="children"]'))).toContain(nl['read.partial']);
  expect(await app.locator('.report-store').count()).toBe(0);
  await press(app, nl['overview.showConcern']);
  await app.getByRole('radio', { name: savingNl['report.kind.referral'] }).check();
  await app.locator('[data-section="agreed"]').waitFor();
  expect(await textOf(app.locator('[data-section="children"]'))).toContain(nl['read.partial']);
  await picture(app, 'report-partial');
  expect(await textOf(app.locator('.warning').first())).toContain('D-01');
  expect((await print(app)).text).not.toContain('D-01');
});
