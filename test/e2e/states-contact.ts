import type { Page } from 'playwright-core';
import { openStep, place, section } from './fill';
import { comeBack, openKindreflex } from './host-pages';
import { say } from './say';
import { example, fillContact } from './scenario';
import type { See, Walk } from './states';
import type { Visit } from './visit';

const screen = 'contact';

async function startOn(visit: Visit, client: string): Promise<Page> {
  const page = await openKindreflex(visit, 'nurse', client);
  await page.getByRole('button', { name: say('overview.record') }).click();
  await page.locator('[data-link-id="s1.uitkomst"]').waitFor();
  return page;
}

/** Opens every step, whether or not its gate does, with one of everything that can be added. */
export async function openEverything(page: Page): Promise<void> {
  for (const step of [2, 3, 4, 5, 6] as const) {
    const byHand = section(page, step).getByRole('button', { name: say('contact.openByHand') });
    await openStep(page, step, (await byHand.count()) > 0);
  }
  for (const add of await page.locator('section.step button.add').all()) await add.click();
  await openDetails(page);
}

export async function openDetails(page: Page): Promise<void> {
  const closed = page.locator('section.step details:not([open]) > summary').filter({ visible: true });
  while ((await closed.count()) > 0) await closed.first().click();
}

async function everything(visit: Visit, see: See): Promise<void> {
  const told = example('s6-alarming-and-willing');
  const [first, second] = told.contacts;
  if (!first || !second) throw new Error('S6 has two contacts');
  visit.stage.site.setting = 'emergency';
  await visit.at(first.at);
  const page = await startOn(visit, told.client);
  await see({ page, screen, state: 'emergency', mark: 'step.long.1' });
  await fillContact(page, first);
  await fillContact(page, second);
  await openEverything(page);
  await see({ page, screen, state: 'all-open', mark: 'review.title' });
  await page.getByRole('button', { name: say('review.save') }).click();
  await page.getByRole('heading', { name: say('receipt.title') }).waitFor();
  await see({ page, screen: 'receipt', state: 'whole', mark: 'receipt.title' });
  await page.close();
}

async function mistakes(visit: Visit, see: See): Promise<void> {
  const page = await startOn(visit, 'Luc Martens');
  await see({ page, screen, state: 'empty', mark: 'review.nothing' });
  const one = section(page, 1);
  await place(one, 's1.uitkomst').getByRole('radio').first().check();
  for (const linkId of ['s1.zorgtVoor', 's1.verwacht'])
    await place(one, linkId)
      .getByRole('radio', { name: say('field.yes') })
      .check();
  await place(one, 's1.aantal').getByRole('textbox').fill('drie');
  await one.getByRole('button', { name: say('children.add') }).click();
  await one.getByRole('textbox', { name: 'Geboortedatum' }).fill('31/02/2020');
  await page.getByLabel(say('contact.date')).fill('32/01/2026');
  await see({ page, screen, state: 'invalid', mark: 'field.dateError' });
  await page.getByRole('button', { name: say('contact.back') }).click();
  await see({ page, screen, state: 'leaving', mark: 'contact.leave' });
  await page.close();
}

async function session(visit: Visit, see: See): Promise<void> {
  const { fhirBase } = visit.stage.ehr;
  visit.stage.site.issuers = [{ iss: fhirBase, clientId: 'kindreflex', name: 'AZ Voorbeeld', refresh: 'none' }];
  const page = await startOn(visit, 'Luc Martens');
  await place(section(page, 1), 's1.uitkomst').getByRole('radio').first().check();
  await page.locator('.session-notice').waitFor({ state: 'attached' });
  const later = async (minutes: number) => {
    await visit.at(new Date(visit.stage.now.getTime() + minutes * 60_000));
    await comeBack(page);
    await page.evaluate(() => window.dispatchEvent(new Event('focus')));
  };
  await later(58);
  await see({ page, screen, state: 'session-ending', mark: 'session.ending' });
  await later(24 * 60);
  await see({ page, screen, state: 'session-ended', mark: 'session.ended' });
  await page.close();
}

export const CONTACT_WALKS: readonly Walk[] = [
  { name: 'everything', go: everything },
  { name: 'mistakes', go: mistakes },
  { name: 'session', go: session },
];
