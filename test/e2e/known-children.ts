import type { Locator, Page } from 'playwright-core';
import { savingNl } from '../../src/texts/saving-nl';
import { place, section } from './fill';

/** The spelling of the host */
export const hostName = { Zoe: 'Zoë', Lars: 'Lars' };
export const dateOf = { Zoe: '02/05/2017', Lars: '14/03/2019', Lara: '14/03/2019' };

/** Types a child as a person would who did not look at the list first. */
export async function typeChild(app: Page, given: keyof typeof dateOf): Promise<Locator> {
  const one = section(app, 1);
  const before = await one.locator('fieldset.child').count();
  await one.getByRole('button', { name: savingNl['children.add'] }).click();
  const row = one.locator('fieldset.child').nth(before);
  await row.getByRole('textbox', { name: 'Voornaam' }).fill(given);
  await row.getByRole('combobox', { name: 'Familienaam' }).fill('Van den Broeck');
  await row.getByRole('textbox', { name: 'Geboortedatum' }).fill(dateOf[given]);
  return row;
}

/** Answers what the example says beside name and birth date. */
export async function detail(row: Locator): Promise<void> {
  await place(row, 's1.kind.permanent').getByRole('radio', { name: 'ja' }).check();
  await row.locator('summary').click();
  await place(row, 's1.kind.nieuw.band').or(place(row, 's1.kind.band')).locator('input[value="CHILD"]').check();
}
