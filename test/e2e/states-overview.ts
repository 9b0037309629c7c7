import type { RelatedPerson } from 'fhir/r4';
import type { Page } from 'playwright-core';
import { manyRelatedPersons } from '../../src/demo-ehr/seed/many-related-persons';
import { typeContactWithChild } from './contact-with-child';
import { login, openChart, openKindreflex, pressKindreflex } from './host-pages';
import { recorded } from './recorded';
import { say } from './say';
import type { See, Walk } from './states';
import type { Visit } from './visit';

const press = (app: Page, name: string) => app.getByRole('button', { name }).first().click();

const child = (id: string, patient: string, given: string, family: string, uuid?: string): RelatedPerson => ({
  resourceType: 'RelatedPerson',
  id,
  active: true,
  patient: { reference: `Patient/${patient}` },
  relationship: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-RoleCode', code: 'CHILD' }] }],
  name: [{ given: [given], family }],
  birthDate: '2018-03-04',
  ...(uuid ? { identifier: [{ system: 'https://w3id.org/kindreflex/id', value: uuid }] } : {}),
});

async function opening(visit: Visit, see: See): Promise<void> {
  const page = await openKindreflex(visit, 'nurse', 'Wim Claes');
  const screen = 'overview';
  await see({ page, screen, state: 'never-asked', mark: 'overview.notAsked' });
  const enter = () => page.keyboard.press('Escape');
  const leave = () => page.getByRole('dialog').getByRole('button').click();
  await see({ page, screen: 'cover', state: 'covered', mark: 'app.covered', enter, leave });
  await press(page, say('app.close'));
  await page.getByText(say('app.closed')).waitFor();
  await see({
    page,
    screen: 'closed',
    state: 'closed',
    mark: { nl: say('app.closed'), fr: '', en: '' },
    languages: ['nl'],
  });
  await page.close();

  visit.stage.ehr.settings.withheldScopes = ['patient/QuestionnaireResponse.cu'];
  const fewer = await openKindreflex(visit, 'nurse', 'Wim Claes');
  await see({ page: fewer, screen, state: 'fewer-rights', mark: 'overview.scopes' });
  visit.stage.ehr.settings.withheldScopes = [];
  await fewer.close();

  const draft = await openKindreflex(visit, 'nurse', 'Jelle Peeters');
  await typeContactWithChild(draft, 'Samen besproken.');
  await draft.waitForFunction(() => Object.keys(sessionStorage).some((key) => key.startsWith('kindreflex.draft.')));
  draft.on('dialog', (dialog) => void dialog.accept());
  await draft.reload();
  await see({ page: draft, screen, state: 'draft-offer', mark: 'draft.continue' });
  await draft.close();
}

async function known(visit: Visit, see: See): Promise<void> {
  const screen = 'overview';
  const { store } = visit.stage.ehr;
  await recorded(visit, 's1-no-children');
  const none = await openKindreflex(visit, 'nurse', 'Wim Claes');
  await see({ page: none, screen, state: 'no-children', mark: 'overview.noChildren' });
  await none.close();

  const crowd = manyRelatedPersons('luc-martens', 14);
  await store.put(...crowd, child('long', 'luc-martens', 'Maximiliaan-Alexander '.repeat(9).trim(), 'x'));
  const many = await openKindreflex(visit, 'nurse', 'Luc Martens');
  await many.locator('.children li').nth(14).waitFor();
  await see({ page: many, screen, state: 'many-children', mark: 'overview.children' });
  await many.close();

  await store.put(
    child('m1', 'els-verhoeven', 'Zoë', 'Verhoeven', '0f8fad5b-d9cb-469f-a165-70867728950e'),
    child('m2', 'els-verhoeven', 'Zoe', 'Verhoeven', '7c9e6679-7425-40de-944b-e07fc1f90ae7'),
  );
  const twice = await openKindreflex(visit, 'nurse', 'Els Verhoeven');
  await see({ page: twice, screen, state: 'duplicates', mark: 'duplicate.title' });
  await twice.close();
}

async function history(visit: Visit, see: See): Promise<void> {
  const { client } = await recorded(visit, 's7-alarming-not-willing');
  const page = await openKindreflex(visit, 'nurse', client);
  await page.getByRole('heading', { name: say('overview.history') }).waitFor();
  await see({ page, screen: 'overview', state: 'recorded', mark: 'overview.history' });
  await unveil(page);
  await see({ page, screen: 'overview', state: 'unveiled', mark: 'overview.hideConcern' });
  for (const summary of await page.locator('.history summary').all()) await summary.click();
  await see({ page, screen: 'history', state: 'open', mark: 'entry.correct' });
  await press(page, say('entry.correct'));
  await page.locator('[data-correction="replace"] [data-link-id]').first().waitFor();
  await see({ page, screen: 'correction', state: 'replace', mark: 'correct.why' });
  await press(page, say('correct.cancel'));
  await press(page, say('entry.withdraw'));
  await see({ page, screen: 'correction', state: 'withdraw', mark: 'correct.why.twice' });
  await page.close();
}

/** Opens what the overview shows on request only. */
export async function unveil(page: Page): Promise<void> {
  const veiled = page.getByRole('button', { name: say('overview.showConcern') });
  while ((await veiled.count()) > 0) await veiled.first().click();
}

async function unread(visit: Visit, see: See): Promise<void> {
  visit.tolerate(/ERR_FAILED/);
  const screen = 'overview';
  await login(visit, 'nurse');
  await openChart(visit, 'Anneleen');
  const persons = `${visit.stage.ehr.fhirBase}/RelatedPerson?*`;
  await visit.context.route(persons, (route) => route.abort());
  const failed = await pressKindreflex(visit);
  await see({ page: failed, screen, state: 'not-read', mark: 'read.retry' });
  await visit.context.unroute(persons);
  await failed.close();

  const { client } = await recorded(visit, 's5-gut-feeling-not-alarming');
  visit.stage.ehr.settings.hideRestrictedFrom = ['nurse'];
  const hidden = await openKindreflex(visit, 'nurse', client);
  await hidden.getByRole('heading', { name: say('overview.history') }).waitFor();
  await unveil(hidden);
  await see({ page: hidden, screen, state: 'not-visible', mark: 'state.not-visible' });
  visit.stage.ehr.settings.hideRestrictedFrom = [];
  await hidden.close();
}

export const OVERVIEW_WALKS: readonly Walk[] = [
  { name: 'opening', go: opening },
  { name: 'known', go: known },
  { name: 'history', go: history },
  { name: 'unread', go: unread },
];
