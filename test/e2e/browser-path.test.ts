import { chromium } from 'playwright-core';
import { expect, test } from 'vitest';
import { findBrowser } from '../browser-path';

test('a CHROME_PATH that cannot be run is an error, not a reason to look elsewhere', async () => {
  await expect(findBrowser({ CHROME_PATH: 'package.json' })).rejects.toThrow('CHROME_PATH');
  await expect(findBrowser({ CHROME_PATH: '/nowhere/chrome' })).rejects.toThrow('CHROME_PATH');
});

test('CHROME_PATH comes before every other place', async () => {
  expect(await findBrowser({ CHROME_PATH: process.execPath })).toMatchObject({ executablePath: process.execPath });
});

test.runIf(process.platform === 'linux' && process.arch === 'x64')(
  'where the machine has no browser, the one from npm serves, with web security on',
  async () => {
    const found = await findBrowser({});
    expect(found?.args.join(' ')).not.toMatch(/single-process|web-security|site-isolation|insecure/);
    const browser = await chromium.launch(found);
    try {
      const page = await browser.newPage();
      await page.setContent('<p>works</p>');
      expect(await page.textContent('p')).toBe('works');
    } finally {
      await browser.close();
    }
  },
);
