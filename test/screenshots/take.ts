import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { BROWSER_MISSING, findBrowser } from '../browser-path';
import { buildApp } from '../e2e/build-app';
import { inEachLanguage, type Sight, WALKS } from '../e2e/states';
import { openVisit } from '../e2e/visit';

const WIDTHS = [1280, 800, 360] as const;

/**
 * Pictures of every state of every screen, in each language and width, and one in the dark; named
 * screen-state-language-width.png. Usage: npm run screenshots [-- <folder> [<words of a name>]]
 */
export async function main([folder = 'test/out/screens', only = '']: readonly string[]): Promise<void> {
  const found = await findBrowser();
  if (!found) throw new Error(BROWSER_MISSING);
  mkdirSync(folder, { recursive: true });
  const [dist, browser] = await Promise.all([buildApp(), chromium.launch(found)]);
  let count = 0;
  const failed: string[] = [];
  const take = async (sight: Sight): Promise<void> => {
    const { page, screen, state } = sight;
    if (!`${screen}-${state}`.includes(only)) return;
    await inEachLanguage(sight, async (language) => {
      const shoot = (name: string) => {
        count++;
        return page.screenshot({ path: join(folder, `${screen}-${state}-${language}-${name}.png`) });
      };
      for (const width of WIDTHS) {
        await showAll(page, width);
        await shoot(String(width));
      }
      await showAll(page, 1280);
      if (language !== 'nl') return;
      await page.emulateMedia({ colorScheme: 'dark' });
      await shoot('1280-dark');
      await page.emulateMedia({ colorScheme: 'light' });
    });
  };
  try {
    for (const { name, options = {}, go } of WALKS) {
      const { visit, close } = await openVisit(browser, found, dist, options);
      await go(visit, take).catch((error: unknown) => failed.push(`${name}: ${error}`));
      await close();
    }
  } finally {
    await browser.close();
    rmSync(dist, { recursive: true, force: true });
  }
  console.log(`${count} pictures in ${folder}`);
  if (failed.length > 0) throw new Error(`not every state was reached\n${failed.join('\n')}`);
}

/** A window of this width, and as high as the page: a bar at its edge then stands where the page ends. */
async function showAll(page: Page, width: number): Promise<void> {
  await page.setViewportSize({ width, height: 800 });
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width, height: Math.max(height, 800) });
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
}
