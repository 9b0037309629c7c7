import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { nl } from '../../src/texts/nl';
import { browserTests, picture, test, type Visit } from './harness';
import { openKindreflex } from './host-pages';

const visitOf = browserTests();

/** The look of the button that one presses most, of a title and of the page. */
const lookOf = (app: Page) =>
  app.evaluate(() => {
    const style = (selector: string) => getComputedStyle(document.querySelector(selector) ?? document.body);
    const { backgroundColor: accent, borderRadius: radius } = style('button.primary');
    const { color: ink, backgroundColor: paper, fontSize: size } = style('body');
    return { accent, radius, ink, paper, size, heading: style('h1').fontFamily };
  });

/** Opens the app at a host that names this style, and waits until it was asked for. */
async function openWith(visit: Visit, style: Visit['stage']['ehr']['settings']['style']): Promise<Page> {
  const { settings, requestLog } = visit.stage.ehr;
  settings.style = style;
  const before = requestLog.length;
  const app = await openKindreflex(visit, 'nurse', 'Luc Martens');
  await app.getByRole('heading', { name: nl['overview.children'] }).waitFor();
  const asked = () => requestLog.slice(before).filter(({ path }) => path.startsWith('/smart-style')).length;
  if (style !== 'none') await expect.poll(asked, { timeout: 10_000 }).toBe(1);
  else await app.waitForTimeout(4_000);
  await app.waitForTimeout(300);
  expect(asked()).toBe(style === 'none' ? 0 : 1);
  return app;
}

test('the look that the host asks for is taken where it can be read, and ours stays where it cannot', async () => {
  const visit = await visitOf();
  const own = await lookOf(await openWith(visit, 'none'));
  expect(own).toMatchObject({ accent: 'rgb(11, 92, 120)', radius: '6px', size: '16px' });

  const plum = await openWith(visit, 'plum');
  await expect.poll(() => lookOf(plum)).toMatchObject({ accent: 'rgb(122, 46, 106)', radius: '12px' });
  expect((await lookOf(plum)).heading).toContain('Georgia');
  await picture(plum, 'host-style-plum');
  await plum.emulateMedia({ colorScheme: 'dark' });
  await expect
    .poll(() => lookOf(plum))
    .toMatchObject({ accent: 'rgb(116, 198, 226)', paper: 'rgb(18, 24, 31)', radius: '12px' });
  await plum.emulateMedia({ colorScheme: 'light', forcedColors: 'active' });
  expect((await lookOf(plum)).radius).toBe('6px');
  await plum.emulateMedia({ forcedColors: 'none', contrast: 'more' });
  expect(await lookOf(plum)).toMatchObject({ accent: 'rgb(11, 92, 120)', ink: 'rgb(28, 39, 51)' });
  await plum.emulateMedia({ contrast: 'no-preference', media: 'print' });
  expect(await lookOf(plum)).toMatchObject({ ink: 'rgb(0, 0, 0)', paper: 'rgb(255, 255, 255)' });

  const pale = await openWith(visit, 'pale');
  expect(await lookOf(pale)).toEqual(own);
  expect(await pale.evaluate(() => document.querySelectorAll('body *:not([hidden])').length)).toBeGreaterThan(20);
});

test.each([
  ['a page', '<html>'],
  ['more than a style can need', `{"color_highlight":"#7a2e6a","padding":"${'x'.repeat(70_000)}"}`],
])('a host that promises a style and sends %s changes nothing', async (_, body) => {
  const visit = await visitOf();
  visit.tolerate(/Failed to load resource/);
  const headers = { 'Access-Control-Allow-Origin': '*' };
  await visit.context.route('**/smart-style.json', (route) => route.fulfill({ status: 200, headers, body }));
  const app = await openKindreflex(visit, 'nurse', 'Luc Martens');
  await app.waitForResponse(/smart-style/);
  await app.waitForTimeout(300);
  expect(await lookOf(app)).toMatchObject({ accent: 'rgb(11, 92, 120)', radius: '6px', size: '16px' });
});
