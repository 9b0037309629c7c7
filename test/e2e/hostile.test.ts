import type { FhirResource, Patient, QuestionnaireResponse, RelatedPerson } from 'fhir/r4';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { fhirUserOf } from '../../src/demo-ehr/seed/staff';
import { nl } from '../../src/texts/nl';
import { savingNl } from '../../src/texts/saving-nl';
import { openStep, place, section } from './fill';
import { browserTests, picture, test, type Visit } from './harness';
import { login } from './host-pages';
import { turnedAround } from './reading-order';
import { example } from './scenario';

const visitOf = browserTests();

const PATIENT = 'vreemd';
const about = { reference: `Patient/${PATIENT}` };
const SCRIPT = '<script>globalThis.hostile=1;alert(1)</script>';
const IMAGE = '<img src="https://evil.example/x" onerror="globalThis.hostile=1;alert(2)">';
const LINK = '</summary><a href="javascript:alert(3)">klik</a><iframe src="https://evil.example/"></iframe>';
/** An override that nobody ends, one that ends more than it began, and a name that is really written from right to left */
const TURNED = ['\u202eרעות', '\u2069\u2069\u202eכהן', 'رِيم'] as const;
const UNSEEN = 'Zo\u200bë\u2060\ufeff';
const LONG = 'X'.repeat(10_000);

const narrative = {
  status: 'generated' as const,
  div: `<div xmlns="http://www.w3.org/1999/xhtml">${SCRIPT}${IMAGE}</div>`,
};
const child = (id: string, given: string, extra: Partial<RelatedPerson> = {}): RelatedPerson => ({
  resourceType: 'RelatedPerson',
  id,
  text: narrative,
  active: true,
  patient: about,
  relationship: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-RoleCode', code: 'CHILD' }] }],
  name: [{ given: [given] }],
  birthDate: '2017-05-02',
  ...extra,
});

const inner: RelatedPerson = {
  resourceType: 'RelatedPerson',
  id: 'inner',
  patient: { reference: 'https://evil.example/fhir/Patient/1' },
  name: [{ given: ['Binnenin'] }],
};

/** Everything of the host that a save must leave as it is. */
const undated = child('undated', SCRIPT, {
  name: [{ given: [SCRIPT], family: IMAGE, use: 'official' }],
  contained: [inner],
  extension: [{ url: 'https://evil.example/ext', valueString: SCRIPT }],
  identifier: [{ system: 'https://ehr.example/persons', value: IMAGE }],
  telecom: [{ system: 'url', value: 'javascript:alert(4)' }],
  photo: [{ contentType: 'image/svg+xml', url: 'https://evil.example/photo.svg' }],
});
delete undated.birthDate;

const people = [
  undated,
  ...TURNED.map((name, index) => child(`turned-${index}`, name)),
  child('long', LONG),
  child('unseen', UNSEEN, { birthDate: '2014' }),
];

/** An entry in which every text is markup, and which holds items of nobody knows whom. */
function hostileEntry(): QuestionnaireResponse {
  const [known] = example('s10-declined').contacts[0]?.entries ?? [];
  if (!known) throw new Error('S10 has an entry');
  return {
    ...known,
    id: 'entry',
    subject: about,
    text: narrative,
    author: { reference: fhirUserOf('nurse'), display: `${TURNED[0]}${LINK.replace(/[a-z0-9]/gi, '')}` },
    item: [
      ...(known.item ?? []),
      { linkId: 's1.vreemd', text: `Hun vraag ${IMAGE}`, answer: [{ valueString: `${SCRIPT}${LINK}` }] },
      { linkId: 's1.opvangActie', text: 'x', answer: [{ valueString: `${IMAGE}${LINK}` }] },
    ],
  };
}

const patient: Patient = {
  resourceType: 'Patient',
  id: PATIENT,
  text: narrative,
  name: [{ text: `${TURNED[1]}<>` }],
  birthDate: '1987-02-14',
};

/** Opens the app on this client; tells what it asked of whom, and what it opened. */
async function openHostile(visit: Visit, ...resources: FhirResource[]) {
  const { stage, context, page } = visit;
  await stage.ehr.store.put(patient, ...resources);
  await login(visit, 'nurse');
  await page.goto(`${stage.ehr.origin}/chart/${PATIENT}`);
  const origins = new Set<string>();
  const dialogs: string[] = [];
  context.on('request', (request) => origins.add(new URL(request.url()).origin));
  context.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  const [app] = await Promise.all([
    context.waitForEvent('page'),
    page.getByRole('button', { name: 'Kindreflex' }).click(),
  ]);
  await app.getByRole('button', { name: nl['overview.record'] }).waitFor();
  const titles = new Set<string>();
  return {
    app,
    /** Nothing of it ran, nothing else was asked, and nothing has become an element. */
    async expectHarmless() {
      titles.add(await app.title());
      expect(dialogs).toEqual([]);
      expect([...origins].filter((origin) => origin !== stage.ehr.origin && origin !== stage.appOrigin)).toEqual([]);
      expect(await app.evaluate(() => 'hostile' in globalThis)).toBe(false);
      const strange = app.locator(
        'body :is(img, iframe, svg, object, embed, form[action], a[href^="javascript:"]), main script',
      );
      expect(await strange.count()).toBe(0);
      expect([...titles]).toEqual(['Zorgdossier']);
    },
  };
}

async function startContact(app: Page): Promise<void> {
  await app.getByRole('button', { name: nl['overview.record'] }).click();
  const one = section(app, 1);
  await one.getByRole('radio', { name: 'ja, besproken' }).check();
  await place(one, 's1.zorgtVoor').getByRole('radio', { name: 'ja' }).check();
  await one.locator('fieldset.child').first().waitFor();
}

const scrollsSideways = (app: Page) =>
  app.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

test('markup in a record is shown as text, runs nowhere and asks nothing of anyone', async () => {
  const visit = await visitOf();
  const { app, expectHarmless } = await openHostile(visit, ...people, hostileEntry());
  await expect.poll(() => app.locator('.children li').count()).toBe(people.length);
  expect(await app.locator('.children').textContent()).toContain(`${SCRIPT} ${IMAGE}`);
  await app.locator('.history summary').first().click();
  const unknown = app.locator('.unknown [data-link-id="s1.vreemd"]');
  await unknown.waitFor();
  expect(await unknown.textContent()).toContain(IMAGE);
  expect(await unknown.textContent()).toContain('<script>globalThis.hostile=1');
  await expectHarmless();
});

test('a save completes a child whose record is hostile, and keeps all that the host had there', async () => {
  const visit = await visitOf();
  const { app, expectHarmless } = await openHostile(visit, ...people);
  await startContact(app);
  const row = app.locator('[data-instance="RelatedPerson/undated"]');
  await row.locator('summary').click();
  await place(row, 's1.kind.geboortedatum').getByRole('textbox').fill('02/01/2019');
  const three = await openStep(app, 3);
  await place(three, 's3.hoe').getByRole('textbox').fill(`${IMAGE}${LINK}`);
  await expectHarmless();
  await app.getByRole('button', { name: savingNl['review.save'] }).click();
  await app.getByRole('heading', { name: savingNl['receipt.title'] }).waitFor();
  await expectHarmless();

  const { store } = visit.stage.ehr;
  const persons = await store.list('RelatedPerson', `patient=${PATIENT}`);
  expect(persons).toHaveLength(people.length);
  const { meta: _, ...now } = persons.find(({ id }) => id === 'undated') as RelatedPerson;
  expect(now).toEqual({ ...undated, birthDate: '2019-01-02' });
  for (const before of people.filter(({ id }) => id !== 'undated'))
    expect(persons.find(({ id }) => id === before.id)).toMatchObject(before);
  const [third] = (await store.list('QuestionnaireResponse', `patient=${PATIENT}`)).filter(({ questionnaire }) =>
    questionnaire?.includes('kindreflex-3-'),
  );
  expect(JSON.stringify(third)).toContain(JSON.stringify(`${IMAGE}${LINK}`));
});

test('marks that turn the direction of writing turn nothing but the name that they stand in', async () => {
  const visit = await visitOf();
  const { app, expectHarmless } = await openHostile(
    visit,
    ...TURNED.map((name, index) => child(`turned-${index}`, name, { name: [{ given: [name], family: TURNED[1] }] })),
    { ...hostileEntry(), item: example('s10-declined').contacts[0]?.entries[0]?.item ?? [] },
  );
  await expect.poll(() => app.locator('.children li').count()).toBe(TURNED.length);
  await app.locator('.history summary').first().click();
  expect(await turnedAround(app.locator('body'))).toEqual([]);
  await picture(app, 'hostile-turned-overview');
  await startContact(app);
  const three = await openStep(app, 3);
  await place(three, 's3.vormen').getByRole('checkbox').first().check();
  await place(three, 's3.hoe').getByRole('textbox').fill('\u202eשלום');
  await app.locator('.review').waitFor();
  expect(await turnedAround(app.locator('body'))).toEqual([]);
  await picture(app, 'hostile-turned-contact');
  await app.getByRole('button', { name: savingNl['review.save'] }).click();
  await app.getByRole('heading', { name: savingNl['receipt.title'] }).waitFor();
  expect(await turnedAround(app.locator('body'))).toEqual([]);
  await expectHarmless();
  await picture(app, 'hostile-turned-receipt');
});

test('a name of ten thousand letters breaks the lines, not the page: nothing scrolls sideways at 800 pixels', async () => {
  const visit = await visitOf({ viewport: { width: 800, height: 600 } });
  const long = { ...hostileEntry(), author: { reference: fhirUserOf('nurse'), display: LONG } };
  const { app, expectHarmless } = await openHostile(visit, child('long', LONG), long);
  await visit.stage.ehr.store.put({ ...patient, name: [{ text: LONG }] });
  await app.reload();
  await app.getByRole('button', { name: nl['overview.record'] }).waitFor();
  await expect.poll(() => app.locator('.children li').count()).toBe(1);
  await app.locator('.history summary').first().click();
  await app.locator('.unknown').waitFor();
  expect(await scrollsSideways(app)).toBe(0);
  await startContact(app);
  const three = await openStep(app, 3);
  await place(three, 's3.hoe').getByRole('textbox').fill(LONG);
  expect(await scrollsSideways(app)).toBe(0);
  await picture(app, 'hostile-long-contact');
  await app.getByRole('button', { name: savingNl['review.save'] }).click();
  await app.getByRole('heading', { name: savingNl['receipt.title'] }).waitFor();
  expect(await scrollsSideways(app)).toBe(0);
  await expectHarmless();
});
