import { readFileSync } from 'node:fs';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const source = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** Good practice beside WCAG: everything stands in a landmark, one main part, one heading of the first rank, no rank left out. */
const PRACTICE = [
  'region',
  'heading-order',
  'landmark-one-main',
  'page-has-heading-one',
  'landmark-unique',
  'landmark-no-duplicate-main',
  'empty-heading',
];
/** The rules that a change of colours alone can break. */
const COLOURS = ['color-contrast', 'link-in-text-block'];

export interface Judged {
  /** Rules that had something to judge and found nothing wrong */
  readonly passed: number;
  readonly violations: readonly string[];
}

/** Puts axe-core into the page; the policy of the app forbids scripts from elsewhere, so its context must bypass it. */
export const bringAxe = (page: Page): Promise<unknown> =>
  page.evaluate(`window.axe || (() => { ${source} })()`).catch((error: unknown) => {
    throw new Error(`axe-core does not load: ${error}`);
  });

/** What axe-core says of the whole page as it is now: all rules, those of WCAG alone, or those about colours. */
export async function judge(page: Page, rules: 'all' | 'wcag' | 'colours' = 'all'): Promise<Judged> {
  await bringAxe(page);
  const only =
    rules === 'colours'
      ? { runOnly: COLOURS }
      : { runOnly: WCAG, rules: Object.fromEntries(PRACTICE.map((rule) => [rule, { enabled: rules === 'all' }])) };
  const options = JSON.stringify({ ...only, resultTypes: ['violations'], elementRef: false });
  const { violations, passes } = await page.evaluate<AxeResults>(`axe.run(document, ${options})`);
  return {
    passed: passes.length,
    violations: violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, html }) => `${id}: ${target.join(' ')} ${html.slice(0, 120)}`),
    ),
  };
}
