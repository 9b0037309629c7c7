import type { RelatedPerson } from 'fhir/r4';
import type { Page } from 'playwright-core';
import { typeContactWithChild } from './contact-with-child';
import { place, section } from './fill';
import { openKindreflex } from './host-pages';
import { say } from './say';
import type { See, Walk } from './states';
import type { Visit } from './visit';

const screen = 'review';

async function typed(visit: Visit, client = 'Luc Martens'): Promise<Page> {
  const page = await openKindreflex(visit, 'nurse', client);
  await typeContactWithChild(page, 'Samen besproken wat hij thuis vertelt.');
  return page;
}
const save = (page: Page) => page.getByRole('button', { name: say('review.save') }).click();

async function failing(visit: Visit, see: See): Promise<void> {
  visit.tolerate(/ERR_|Failed to load resource/);
  const { faults, fhirBase, settings } = visit.stage.ehr;
  const page = await typed(visit);
  await see({ page, screen, state: 'ready', mark: 'review.newChild' });

  await page.waitForLoadState('networkidle');
  await visit.context.setOffline(true);
  await see({ page, screen, state: 'waiting-for-network', mark: 'session.offline' });
  await visit.context.setOffline(false);

  await visit.context.route(`${fhirBase}**`, (route) =>
    route.request().method() === 'POST' ? route.abort() : route.continue(),
  );
  await save(page);
  await see({ page, screen, state: 'offline', mark: 'save.offline' });
  await visit.context.unroute(`${fhirBase}**`);
  await page.close();

  const refused = await typed(visit);
  faults.add({ on: { method: 'POST', path: /^\/fhir/, every: true }, act: { kind: 'refuse', status: 422 } });
  await save(refused);
  await see({ page: refused, screen, state: 'refused', mark: 'save.refused' });
  await refused.close();
  faults.clear();

  settings.profile = 'no-transaction';
  const partly = await typed(visit);
  faults.add({
    on: { method: 'POST', path: '/fhir/QuestionnaireResponse', nth: 2 },
    act: { kind: 'refuse', status: 422 },
  });
  await save(partly);
  await see({ page: partly, screen, state: 'partly', mark: 'save.partly' });
  await partly.getByRole('button', { name: say('save.leaveSo') }).click();
  await see({ page: partly, screen: 'receipt', state: 'partly', mark: 'receipt.titlePartly' });
  await partly.close();
  faults.clear();

  settings.profile = 'read-only';
  const readOnly = await typed(visit, 'Wim Claes');
  await see({ page: readOnly, screen, state: 'read-only', mark: 'readOnly.why' });
  await readOnly.close();
  settings.profile = 'full';
}

async function uncertain(visit: Visit, see: See): Promise<void> {
  visit.tolerate(/ERR_|Failed to load resource/);
  const { faults } = visit.stage.ehr;
  const page = await typed(visit);
  const close = (method: string, path: string | RegExp, when: 'after-commit' | 'before-commit') =>
    faults.add({ on: { method, path, every: true }, act: { kind: 'close', when } });
  close('POST', '/fhir', 'after-commit');
  close('GET', /identifier|QuestionnaireResponse/, 'before-commit');
  await save(page);
  await page.getByText(say('save.uncertain')).waitFor({ timeout: 30_000 });
  await see({ page, screen, state: 'uncertain', mark: 'save.uncertain' });
  faults.clear();
  await page.close();
}

async function conflict(visit: Visit, see: See): Promise<void> {
  visit.tolerate(/status of 412/);
  const mila: RelatedPerson = {
    resourceType: 'RelatedPerson',
    id: 'mila',
    active: true,
    patient: { reference: 'Patient/luc-martens' },
    relationship: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-RoleCode', code: 'CHILD' }] }],
    name: [{ given: ['Mila'] }],
  };
  await visit.stage.ehr.store.put(mila);
  const page = await typed(visit);
  const row = section(page, 1).locator('fieldset.child').first();
  const birthDate = place(row, 's1.kind.geboortedatum').getByRole('textbox');
  if (!(await birthDate.isVisible())) await row.locator('summary').first().click();
  await birthDate.fill('04/03/2018');
  await page.getByText(say('review.mergeChild', { name: 'Mila' })).waitFor();
  await visit.stage.ehr.store.put({ ...mila, name: [{ given: ['Mila'], family: 'Martens' }] });
  await save(page);
  await page.locator('.conflict table').waitFor();
  await see({ page, screen, state: 'conflict', mark: 'conflict.intro' });
  await page.close();
}

export const REVIEW_WALKS: readonly Walk[] = [
  { name: 'failing', go: failing },
  { name: 'uncertain', go: uncertain },
  { name: 'conflict', go: conflict },
];
