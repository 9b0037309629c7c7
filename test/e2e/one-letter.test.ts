import { rmSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { nl } from '../../src/texts/nl';
import { buildApp } from './build-app';
import { countCalls } from './count-calls';
import { openStep, place, section } from './fill';
import { browserTests, test } from './harness';
import { openKindreflex } from './host-pages';
import { say } from './say';

const visitOf = browserTests();

/** The app with its functions named as in the source, so that they can be counted. */
let named = '';
beforeAll(async () => {
  named = await buildApp('production', true);
});
afterAll(() => rmSync(named, { recursive: true, force: true }));

const CHILDREN = 20;

async function openTwentyChildren(app: Page): Promise<Locator> {
  await app.getByRole('button', { name: nl['overview.record'] }).click();
  const one = section(app, 1);
  await place(one, 's1.uitkomst').getByRole('radio', { name: 'ja, besproken' }).check();
  await place(one, 's1.zorgtVoor').getByRole('radio', { name: 'ja', exact: true }).check();
  await place(one, 's1.aantal').getByRole('textbox').fill(String(CHILDREN));
  await one.getByRole('button', { name: say('children.rows', { number: String(CHILDREN) }) }).click();
  const rows = one.locator('fieldset.child');
  await rows.nth(CHILDREN - 1).waitFor();
  await openStep(app, 3);
  return rows;
}

/** Notes each change of the page: in which question it was, or else in which part of the page. */
const noteChanges = (app: Page) =>
  app.evaluate(() => {
    const changed: string[] = [];
    Object.assign(window, { changed });
    const placeOf = ({ target }: MutationRecord): string => {
      const element = target instanceof Element ? target : target.parentElement;
      const part = element?.closest('[data-link-id], .review, .foot, section');
      return part?.getAttribute('data-link-id') ?? part?.className ?? String(element?.tagName);
    };
    new MutationObserver((all) => changed.push(...all.map(placeOf))).observe(document, {
      subtree: true,
      childList: true,
      attributes: true,
      characterData: true,
    });
  });

const changedSince = (app: Page) =>
  app.evaluate(() => {
    const { changed } = window as unknown as { changed: string[] };
    return [...new Set(changed.splice(0))].toSorted();
  });

/** Types letters one by one, each once all that follows from the one before is drawn: then the draft is kept on this device. */
async function typeSlowly(app: Page, field: Locator, letters: string): Promise<void> {
  for (const letter of letters) {
    await app.keyboard.type(letter);
    const text = await field.inputValue();
    await app.waitForFunction(
      (typed) => Object.values({ ...sessionStorage }).some((kept) => kept.includes(JSON.stringify(typed))),
      text,
    );
  }
}

const COUNTED = [
  'StepSection',
  'ChildRow',
  'InputField',
  'ChoiceField',
  'InputDate',
  'foldPlan',
  'FootBar',
  'WriteList',
];

test('beside twenty children a letter draws its own field alone, and what follows from it once', async () => {
  const visit = await visitOf({ dist: named });
  const app = await openKindreflex(visit, 'nurse', 'Luc Martens');
  const rows = await openTwentyChildren(app);
  const calls = await countCalls(await visit.context.newCDPSession(app));
  await noteChanges(app);
  const letters = async (field: Locator, typed: string) => {
    await field.focus();
    await typeSlowly(app, field, 'Xa');
    await calls();
    await changedSince(app);
    await typeSlowly(app, field, typed);
    const counts = await calls();
    return {
      calls: Object.fromEntries(COUNTED.map((name) => [name, counts.get(name) ?? 0])),
      changed: await changedSince(app),
    };
  };

  const words = place(section(app, 3), 's3.hoe').getByRole('textbox');
  expect(await letters(words, 'bcd')).toEqual({
    calls: {
      StepSection: 3,
      ChildRow: 0,
      InputField: 3,
      ChoiceField: 0,
      InputDate: 0,
      foldPlan: 3,
      FootBar: 3,
      WriteList: 3,
    },
    changed: ['s3.hoe'],
  });

  // The name of a child stands in the heading of its row, and in what is told of it at the end of the page.
  const name = rows.nth(CHILDREN - 1).getByRole('textbox', { name: 'Voornaam' });
  expect(await letters(name, 'bcd')).toEqual({
    calls: {
      StepSection: 3,
      ChildRow: 3,
      InputField: 3,
      ChoiceField: 0,
      InputDate: 0,
      foldPlan: 3,
      FootBar: 3,
      WriteList: 3,
    },
    changed: ['review', 's1.kind', 's1.kind.nieuw.voornaam'],
  });
});

test('a page that goes at the very letter keeps it, also before what follows from it is drawn', async () => {
  const visit = await visitOf({ dist: named });
  const app = await openKindreflex(visit, 'nurse', 'Luc Martens');
  await openTwentyChildren(app);
  const words = place(section(app, 3), 's3.hoe').getByRole('textbox');
  await words.focus();
  await typeSlowly(app, words, 'Xa');
  await app.evaluate(() => {
    const kept = new Promise<string>((resolve) =>
      window.addEventListener('input', () => {
        window.dispatchEvent(new Event('pagehide'));
        // Long before the wait after the last letter is over.
        setTimeout(() => resolve(Object.values({ ...sessionStorage }).join()), 0);
      }),
    );
    Object.assign(window, { kept });
  });
  await app.keyboard.type('b');
  expect(await app.evaluate(() => (window as unknown as { kept: Promise<string> }).kept)).toContain('"Xab"');
});
