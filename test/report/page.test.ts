import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LANGUAGES } from '../../src/report/output/texts';
import { writeOutputs } from '../../src/report/output/write-outputs';
import { figuresForTests } from '../../src/report/suppress/figures-for-tests';
import { BROWSER_MISSING, findBrowser } from '../browser-path';
import { judge } from '../e2e/axe';

const found = await findBrowser();
if (!found && process.env.CI) throw new Error(BROWSER_MISSING);
if (!found) console.warn(`skipped: ${BROWSER_MISSING}`);

const HOSPITAL = { emergency: 60, inpatient: 40, outpatient: 80, 'mental-health': 9, unknown: 1 };
const root = mkdtempSync(join(tmpdir(), 'report-page-'));
const REPORTS = ['hospital', 'small', 'empty'] as const;
type Report = (typeof REPORTS)[number];
let browser: Browser | undefined;

beforeAll(async () => {
  const write = (name: Report, figures: ReturnType<typeof figuresForTests>, title?: string) =>
    writeOutputs(figures, { out: join(root, name), title, decisionDays: 14 });
  await write('hospital', figuresForTests({ months: 40, contacts: HOSPITAL, seed: 5 }), 'Cijfers <b>& meer</b>');
  await write('small', figuresForTests({ months: 15, contacts: { gp: 11 }, seed: 6 }));
  await write('empty', figuresForTests({ months: 1, contacts: {}, seed: 1 }));
  if (found) browser = await chromium.launch(found);
});
afterAll(async () => {
  await browser?.close();
  rmSync(root, { recursive: true });
});

interface Look {
  readonly width?: number;
  readonly colorScheme?: 'light' | 'dark';
  readonly bypassCSP?: boolean;
}

/** Opens a page of a report without a network; gives what went wrong in it, and everything that it asked for. */
async function open(report: Report, language: string, { width = 1280, ...look }: Look = {}) {
  if (!browser) throw new Error(BROWSER_MISSING);
  const context = await browser.newContext({ viewport: { width, height: 900 }, offline: true, ...look });
  const page = await context.newPage();
  const complaints: string[] = [];
  const asked: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(pathToFileURL(join(root, report, `report.${language}.html`)).href);
  return { page, complaints, asked, close: () => context.close() };
}

const openTables = (page: Page) =>
  page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })");

test('a report holds a page per language, a CSV and a MeasureReport per Measure', () => {
  expect(readdirSync(join(root, 'hospital')).filter((name) => !name.startsWith('MeasureReport'))).toEqual([
    'figures.csv',
    'kindreflex-report.json',
    'report.en.html',
    'report.fr.html',
    'report.nl.html',
  ]);
});

test('a page holds no script, no address to fetch and no style attribute, and its policy forbids them', () => {
  for (const language of LANGUAGES) {
    const text = readFileSync(join(root, 'hospital', `report.${language}.html`), 'utf8');
    expect(text).toContain('default-src &#39;none&#39;; style-src &#39;sha256-');
    expect(text).not.toMatch(/<script|<link|<img|\ssrc=|@import|url\(|\sstyle=|\son[a-z]+=/);
    expect(text).not.toMatch(/https?:/);
    expect(text).toContain('<title>Cijfers &lt;b&gt;&amp; meer&lt;/b&gt;</title>');
  }
});

describe.skipIf(!found)('in a browser', () => {
  test.each(LANGUAGES)(
    '%s: axe-core finds nothing, with tables open, light and dark, wide and narrow',
    async (language) => {
      for (const report of REPORTS)
        for (const look of [
          { width: 1280, colorScheme: 'light' },
          { width: 360, colorScheme: 'dark' },
        ] as const) {
          const { page, close } = await open(report, language, { ...look, bypassCSP: true });
          await openTables(page);
          const { violations, passed } = await judge(page);
          expect(violations).toEqual([]);
          expect(passed).toBeGreaterThan(15);
          await close();
        }
    },
  );

  test('a page asks for nothing but itself, and its own policy lets its own style in', async () => {
    const { page, complaints, asked, close } = await open('hospital', 'nl');
    expect(asked).toEqual([page.url()]);
    expect(complaints).toEqual([]);
    expect(await page.evaluate("getComputedStyle(document.querySelector('.bar')).display")).toBe('grid');
    await close();
  });

  test('nothing sticks out of the page at 1280, 800, 360 and 320 pixels, tables open', async () => {
    for (const width of [1280, 800, 360, 320])
      for (const language of LANGUAGES) {
        const { page, close } = await open('hospital', language, { width });
        await openTables(page);
        const wide = await page.evaluate<number>('document.documentElement.scrollWidth');
        expect([language, width, wide]).toEqual([language, width, width]);
        await close();
      }
  });

  test('every chart has its figures in a table of its own section', async () => {
    const { page, close } = await open('hospital', 'nl');
    const sections = page.locator('section:has(.chart), section:has(.bars)');
    expect(await sections.count()).toBe(10);
    for (const section of await sections.all())
      expect(await section.locator('details table tbody tr').count()).toBeGreaterThan(3);
    await close();
  });

  test('on paper the tables are there too, and the links are not', async () => {
    const { page, close } = await open('hospital', 'nl', { width: 794 });
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('#asked-rate details table').first().isVisible()).toBe(true);
    expect(await page.locator('nav').isVisible()).toBe(false);
    await close();
  });

  test('a report with too little says so instead of showing empty charts', async () => {
    const { page, close } = await open('empty', 'nl');
    expect(await page.locator('header .caution').textContent()).toContain('te weinig notities');
    expect(await page.locator('.chart').count()).toBe(0);
    await close();
  });
});
