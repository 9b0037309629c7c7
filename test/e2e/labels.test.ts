import type { ElementHandle, Page } from 'playwright-core';
import { expect } from 'vitest';
import { place, section } from './fill';
import { browserTests, test } from './harness';
import { openKindreflex } from './host-pages';
import { LANGUAGES, say } from './say';
import { speak } from './states';
import { openDetails, openEverything } from './states-contact';

const visitOf = browserTests();

/** In the middle of the window, clear of bars at its edge; undefined once an answer has taken the question away. */
const middleOf = (label: ElementHandle<Node>) =>
  label.evaluate((node) => {
    const element = node as HTMLLabelElement;
    if (!element.isConnected || !element.checkVisibility()) return undefined;
    element.scrollIntoView({ block: 'center' });
    const [first] = element.getClientRects();
    return first && { x: first.left + 4, y: first.top + first.height / 2 };
  });

/** Clicks every label on screen: the control that then has the focus must stand in the same field. Gives how many, and those that stray. */
async function clickLabels(app: Page): Promise<{ clicked: number; stray: string[] }> {
  const stray: string[] = [];
  let clicked = 0;
  for (const label of await app.locator('main label:visible').elementHandles()) {
    const at = await middleOf(label);
    if (!at) continue;
    await app.mouse.click(at.x, at.y);
    clicked++;
    const own = await label.evaluate((node) => {
      const element = node as HTMLLabelElement;
      const { control } = element;
      const field = element.closest('[data-link-id]');
      return control !== null && document.activeElement === control && field?.contains(control) === true;
    });
    if (!own) stray.push((await label.textContent()) ?? '');
  }
  return { clicked, stray };
}

test('every label of every repeated instance puts the focus in its own field, in each language', async () => {
  const visit = await visitOf({ site: { setting: 'emergency' }, viewport: { width: 1280, height: 2000 } });
  const app = await openKindreflex(visit, 'nurse', 'Karim Benali');
  await app.getByRole('button', { name: say('overview.record') }).click();
  const one = section(app, 1);
  await one.getByRole('radio', { name: 'ja, besproken' }).check();
  await place(one, 's1.zorgtVoor')
    .getByRole('radio', { name: say('field.yes') })
    .check();
  await openEverything(app);
  for (const add of await app.locator('section.step button.add').all()) await add.click();
  await openDetails(app);
  const instances = await app.locator('[data-instance]').count();
  expect(instances).toBeGreaterThan(20);
  const counts: string[] = [];
  for (const language of LANGUAGES) {
    await speak(app, language);
    await app
      .getByText(say('step.long.1', {}, language))
      .first()
      .waitFor();
    const { clicked, stray } = await clickLabels(app);
    counts.push(`${clicked} in ${language}`);
    expect(stray).toEqual([]);
    expect(clicked).toBeGreaterThan(100);
  }
  console.log(`labels clicked, over ${instances} repeated instances: ${counts.join(', ')}`);
});
