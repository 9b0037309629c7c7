import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { nl } from '../../src/texts/nl';
import { savingNl } from '../../src/texts/saving-nl';
import { openStep, section, textOf } from './fill';
import { picture, type Visit, type VisitOptions } from './harness';
import { openChart } from './host-pages';
import {
  type Example,
  example,
  expectAsInExample,
  fillContact,
  keepLanded,
  landed,
  saveContact,
  settingIn,
  startContact,
} from './scenario';

export interface Told {
  readonly visit: Visit;
  readonly told: Example;
  /** The app after the last contact was saved, on its receipt */
  readonly app: Page;
}

type Play = (
  name: string,
  /** Sees each contact before it is saved. */
  look?: (app: Page, contact: number) => Promise<void>,
  /** Questions in which the record may say more than the example */
  ignored?: readonly string[],
) => Promise<Told>;

/**
 * Plays examples from the login to the chart, and asserts that the store then holds what the example holds; `folder` keeps what
 * landed.
 */
export const playing =
  (visitOf: (options: VisitOptions) => Promise<Visit>, folder: string): Play =>
  async (name, look = async () => {}, ignored = []) => {
    const told = example(name);
    const visit = await visitOf({ site: { setting: settingIn(told) } });
    let app: Page | undefined;
    for (const [index, contact] of told.contacts.entries()) {
      await app?.close();
      app = await startContact(visit, told, contact);
      await fillContact(app, contact);
      await look(app, index);
      await picture(app, `contact-${name}-${index + 1}`);
      await saveContact(app);
      await picture(app, `receipt-${name}-${index + 1}`);
    }
    if (!app) throw new Error(`${name} has no contacts`);
    await expectAsInExample(visit, told, ignored);
    await keepLanded(visit, told.patient, `${folder}/${name}`);
    await openChart(visit, told.client);
    await picture(visit.page, `chart-${name}`);
    await expect
      .poll(() => visit.page.locator('article.entry').count())
      .toBe((await landed(visit, told.patient)).entries.length);
    return { visit, told, app };
  };

/** Goes from the receipt to the overview, and gives what stands there. */
export async function overview(app: Page): Promise<string> {
  await app.getByRole('button', { name: savingNl['receipt.back'] }).click();
  await app.getByRole('heading', { name: nl['overview.steps'] }).waitFor();
  return textOf(app.locator('main'));
}

/** Opens everything that the overview veils, and gives what then stands there. */
export async function unveiled(app: Page): Promise<string> {
  await app.getByRole('heading', { name: nl['overview.history'] }).waitFor();
  const veiled = app.getByRole('button', { name: nl['overview.showConcern'] });
  while ((await veiled.count()) > 0) await veiled.first().click();
  const entries = app.locator('.history details');
  for (const summary of await entries.locator('summary').all()) await summary.click();
  await expect.poll(() => entries.filter({ has: app.locator('dl') }).count()).toBe(await entries.count());
  await expect.poll(() => textOf(app.locator('main'))).not.toContain(nl['read.loading']);
  return textOf(app.locator('main'));
}

type Gated = 2 | 3 | 4 | 5 | 6;

/** Why a step is open; of a step about concern that is said when it is unfolded. */
export const gateOf = async (app: Page, step: Gated) => textOf((await openStep(app, step)).locator('.gate'));
/** Whether a step is open by itself, and not only by hand. */
export const isOpen = (app: Page, step: Gated) =>
  section(app, step)
    .getByRole('button', { name: nl['contact.openByHand'] })
    .count()
    .then((count) => count === 0);
