import type { Page } from 'playwright-core';
import { nl } from '../../src/texts/nl';
import { savingNl } from '../../src/texts/saving-nl';
import { openStep, place, section } from './fill';

/** From the overview to a contact with a new child, Noor, in step 1 and these words in step 3: two entries and a person to be lost. */
export async function typeContactWithChild(app: Page, words: string): Promise<void> {
  await app.getByRole('button', { name: nl['overview.record'] }).click();
  const one = section(app, 1);
  await one.getByRole('radio', { name: 'ja, besproken' }).check();
  await place(one, 's1.zorgtVoor').getByRole('radio', { name: 'ja' }).check();
  await one.getByRole('button', { name: savingNl['children.add'] }).click();
  await one.getByRole('textbox', { name: 'Voornaam' }).last().fill('Noor');
  await place(await openStep(app, 3), 's3.hoe')
    .getByRole('textbox')
    .fill(words);
}
