import type { Bundle, FhirResource, QuestionnaireResponse, RelatedPerson } from 'fhir/r4';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { manyRelatedPersons } from '../../src/demo-ehr/seed/many-related-persons';
import { fhirUserOf } from '../../src/demo-ehr/seed/staff';
import { nl } from '../../src/texts/nl';
import { savingNl } from '../../src/texts/saving-nl';
import { place, section, textOf } from './fill';
import { browserTests, picture, test, type Visit } from './harness';
import { login, openChart, openKindreflex, pressKindreflex } from './host-pages';
import { example } from './scenario';

const visitOf = browserTests();

const person = (id: string, extra: Partial<RelatedPerson>): RelatedPerson => ({
  resourceType: 'RelatedPerson',
  id,
  active: true,
  patient: { reference: 'Patient/luc-martens' },
  relationship: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-RoleCode', code: 'CHILD' }] }],
  ...extra,
});

const overviewOf = (app: Page) => textOf(app.locator('main'));

/** Adds a resource to what the host answers to a search of its type. */
async function slipIn({ context, stage }: Visit, resource: FhirResource): Promise<void> {
  await context.route(`${stage.ehr.fhirBase}/${resource.resourceType}?*`, async (route) => {
    const response = await route.fetch();
    const bundle = (await response.json()) as Bundle;
    const entry = [
      ...(bundle.entry ?? []),
      {
        fullUrl: `${stage.ehr.fhirBase}/${resource.resourceType}/${resource.id}`,
        resource,
        search: { mode: 'match' as const },
      },
    ];
    await route.fulfill({ response, json: { ...bundle, entry } });
  });
}

test('a patient without name or birth date is named as such, and a contact can be recorded', async () => {
  const visit = await visitOf();
  const app = await openKindreflex(visit, 'nurse', 'Naam onbekend');
  expect(await textOf(app.locator('.who'))).toBe(`${nl['banner.noName']}, ${nl['banner.noBirthDate']}`);
  await app.getByRole('button', { name: nl['overview.record'] }).click();
  await app.getByRole('radio', { name: 'nog niet mogelijk' }).check();
  await app.getByRole('button', { name: savingNl['review.save'] }).click();
  await app.getByRole('heading', { name: savingNl['receipt.title'] }).waitFor();
  expect(await visit.stage.ehr.store.list('QuestionnaireResponse', 'patient=onbekend')).toHaveLength(1);
  await picture(app, 'patient-unknown');
});

test('related persons without name, with a partial date, or not active any more', async () => {
  const visit = await visitOf();
  await visit.stage.ehr.store.put(
    person('no-name', { birthDate: '2019-01' }),
    person('only-year', { name: [{ given: ['Mila'] }], birthDate: '2014' }),
    person('nothing', {}),
    person('gone', { name: [{ given: ['Oud'], family: 'Martens' }], birthDate: '2016-05-05', active: false }),
  );
  const app = await openKindreflex(visit, 'nurse', 'Luc Martens');
  const children = app.locator('.children li');
  await expect.poll(() => children.count()).toBe(3);
  const text = await textOf(app.locator('.children'));
  expect(text).toContain('naam niet bekend 7 jaar (01/2019)');
  expect(text).toContain('Mila 11 tot 12 jaar (2014)');
  expect(text).toContain('naam niet bekend leeftijd niet bekend');
  expect(text).not.toContain('Oud');
  await picture(app, 'persons-incomplete');
});

test('250 related persons are all there, over the pages of the host', async () => {
  const visit = await visitOf();
  await visit.stage.ehr.store.put(...manyRelatedPersons('luc-martens', 250));
  const app = await openKindreflex(visit, 'nurse', 'Luc Martens');
  await expect.poll(() => app.locator('.children li').count(), { timeout: 15_000 }).toBe(250);
  const pages = visit.stage.ehr.requestLog.filter(
    ({ method, path }) => method === 'GET' && path.startsWith('/fhir/RelatedPerson'),
  );
  expect(pages.length).toBeGreaterThan(1);
  await app.getByRole('button', { name: nl['overview.record'] }).click();
  await app.getByRole('radio', { name: 'ja, besproken' }).check();
  await place(section(app, 1), 's1.zorgtVoor').getByRole('radio', { name: 'ja' }).check();
  await expect.poll(() => app.locator('fieldset.child').count(), { timeout: 15_000 }).toBe(250);
});

test('an entry of a newer version: what this version does not know is shown as it stands', async () => {
  const visit = await visitOf();
  const [known] = example('s10-declined').contacts[0]?.entries ?? [];
  if (!known) throw new Error('S10 has an entry');
  const newer: QuestionnaireResponse = {
    ...known,
    id: 'newer',
    questionnaire: known.questionnaire?.replace('0.1.0', '9.0.0') ?? '',
    author: { reference: fhirUserOf('nurse') },
    item: [
      ...(known.item ?? []),
      { linkId: 's1.later', text: 'Een latere vraag', answer: [{ valueString: 'letterlijk zo' }] },
    ],
  };
  await visit.stage.ehr.store.put(newer);
  const app = await openKindreflex(visit, 'nurse', 'Luc Martens');
  await app.locator('.history summary').click();
  const unknown = app.locator('.unknown [data-link-id="s1.later"]');
  await unknown.waitFor();
  expect(await textOf(unknown)).toContain('Een latere vraag');
  expect(await textOf(unknown)).toContain('letterlijk zo');
  await app.getByText(savingNl['entry.unknown']).waitFor();
  expect(await overviewOf(app)).toContain(nl['read.partial']);
  await picture(app, 'newer-version');
});

test('search results about another patient are left out, and said to have come', async () => {
  const visit = await visitOf();
  await login(visit, 'nurse');
  await openChart(visit, 'Luc Martens');
  const foreign = {
    ...person('foreign', { name: [{ given: ['Vreemd'] }], birthDate: '2018-01-01' }),
    patient: { reference: 'Patient/wim-claes' },
  };
  await slipIn(visit, foreign);
  const app = await pressKindreflex(visit);
  await app.getByText(nl['read.foreign']).waitFor();
  const text = await overviewOf(app);
  expect(text).not.toContain('Vreemd');
  expect(text).not.toContain(nl['overview.noChildren']);
  await picture(app, 'other-patient');
});

test('a host that silently holds back labelled entries: nothing is said to be absent', async () => {
  const visit = await visitOf();
  const told = example('s5-gut-feeling-not-alarming');
  const text = JSON.stringify(told.resources).replace(/Practitioner\/(nurse|physician)/g, (_all, role) =>
    fhirUserOf(role),
  );
  await visit.stage.ehr.store.put(...(JSON.parse(text) as FhirResource[]));
  visit.stage.ehr.settings.hideRestrictedFrom = ['nurse'];
  const app = await openKindreflex(visit, 'nurse', told.client);
  await app.getByRole('heading', { name: nl['overview.history'] }).waitFor();
  await app.getByRole('button', { name: nl['overview.showConcern'] }).first().click();
  for (const step of [2, 4, 5, 6])
    expect(await textOf(app.locator(`.steps li[data-step="${step}"]`))).toContain(nl['state.not-visible']);
  expect(await textOf(app.locator('.concern li[data-step="4"]'))).toContain(nl['gate.nothing-visible']);
  for (const absent of ['state.not-yet', 'state.not-applicable'] as const)
    expect(await textOf(app.locator('.steps'))).not.toContain(nl[absent]);
  await picture(app, 'labels-filtered');
});

test('children that could not be read: nothing concluded, and reading again brings them', async () => {
  const visit = await visitOf();
  visit.tolerate(/ERR_FAILED/);
  await login(visit, 'nurse');
  await openChart(visit, 'Anneleen');
  const persons = `${visit.stage.ehr.fhirBase}/RelatedPerson?*`;
  await visit.context.route(persons, (route) => route.abort());
  const app = await pressKindreflex(visit);
  await app.getByText(`${nl['part.relatedPersons']} ${nl['read.failed']}`).waitFor();
  expect(await overviewOf(app)).toContain(nl['overview.childrenNotLoaded']);
  await picture(app, 'persons-unread');
  await visit.context.unroute(persons);
  await app.getByRole('button', { name: nl['read.retry'] }).click();
  await expect.poll(() => app.locator('.children li').count()).toBe(2);
});
