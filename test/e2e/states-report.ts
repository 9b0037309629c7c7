import { openKindreflex } from './host-pages';
import { recorded } from './recorded';
import { say } from './say';
import type { See, Walk } from './states';
import type { Visit } from './visit';

const screen = 'report';

async function reports(visit: Visit, see: See): Promise<void> {
  const { client } = await recorded(visit, 's7-alarming-not-willing');
  const page = await openKindreflex(visit, 'social-worker', client);
  await page.getByRole('button', { name: say('report.open') }).click();
  await page.locator('.paper').waitFor();
  await see({ page, screen, state: 'veiled', mark: 'report.veiled' });
  await page.getByRole('button', { name: say('overview.showConcern') }).click();
  await page.locator('[data-part="4"] input').check();
  await page.locator('[data-part="5"] input').check();
  await page.locator('[data-statements="child-words"] input').check();
  await see({ page, screen, state: 'chosen', mark: 'report.child-words' });
  await page.getByRole('button', { name: say('report.store') }).click();
  await page.locator('.stored-report').waitFor();
  // In another language it is another report.
  await see({ page, screen, state: 'stored', mark: 'report.stored', languages: ['nl'] });
  await page.getByRole('button', { name: say('overview.hideConcern') }).click();
  await see({ page, screen, state: 'hidden-again', mark: 'report.veiledPicks' });
  await page.locator('.report-out').getByRole('button').click();
  await page.getByRole('radio', { name: say('report.kind.referral') }).check();
  await page.locator('[data-section="agreed"]').waitFor();
  await see({ page, screen, state: 'referral', mark: 'report.referral.draft' });
  await page.close();
}

export const REPORT_WALKS: readonly Walk[] = [{ name: 'report', go: reports }];
