import type { Page } from 'playwright-core';
import { staff } from '../../src/demo-ehr/seed/staff';
import type { Role } from '../../src/demo-ehr/settings';
import { nl } from '../../src/texts/nl';
import type { Visit } from './harness';

/** Logs in at the host in a role; whoever was logged in is logged out first. */
export async function login({ page, stage }: Visit, role: Role): Promise<void> {
  await page.goto(`${stage.ehr.origin}/patients`);
  const logout = page.getByRole('button', { name: 'Afmelden' });
  if (await logout.isVisible()) await logout.click();
  await page.getByRole('button', { name: staff[role].name }).click();
  await page.getByRole('heading', { name: 'Cliënten' }).waitFor();
}

/** Opens a chart from the patient list. */
export async function openChart({ page, stage }: Visit, client: string): Promise<void> {
  await page.goto(`${stage.ehr.origin}/patients`);
  await page.getByRole('link', { name: client }).click();
  await page.getByRole('heading', { level: 1, name: client }).waitFor();
}

/** Presses the Kindreflex button of the chart; gives the tab in which the app opened. */
export async function pressKindreflex({ page, context }: Visit): Promise<Page> {
  const [app] = await Promise.all([
    context.waitForEvent('page'),
    page.getByRole('button', { name: 'Kindreflex' }).click(),
  ]);
  return app;
}

/** From the login to the overview of the Kindreflex, as a person goes. */
export async function openKindreflex(visit: Visit, role: Role, client: string): Promise<Page> {
  await login(visit, role);
  await openChart(visit, client);
  const app = await pressKindreflex(visit);
  await app.getByRole('button', { name: nl['overview.record'] }).waitFor();
  return app;
}

/** Comes back to a screen that was left alone for so long that it hides: the first touch shows the cover, and it is lifted. */
export async function comeBack(app: Page): Promise<void> {
  await app.mouse.move(5, 5);
  await app.mouse.move(9, 9);
  await app.getByRole('button', { name: nl['app.uncover'] }).click();
}
