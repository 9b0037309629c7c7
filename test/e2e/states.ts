import type { Page } from 'playwright-core';
import type { Language } from '../../src/texts/texts';
import { type Key, LANGUAGES, saying } from './say';
import { CONTACT_WALKS } from './states-contact';
import { LAUNCH_WALKS } from './states-launch';
import { OVERVIEW_WALKS } from './states-overview';
import { REPORT_WALKS } from './states-report';
import { REVIEW_WALKS } from './states-review';
import type { Visit, VisitOptions } from './visit';

/** One state of one screen, reached and on the page, in Dutch. */
export interface Sight {
  readonly page: Page;
  readonly screen: string;
  readonly state: string;
  /** What the app says in this state and in no other of this screen */
  readonly mark: Key | Readonly<Record<Language, string>>;
  /** The languages that can be chosen there; all of them, if not given */
  readonly languages?: readonly Language[];
  /** Brings the state about once a language is chosen, where no language can be chosen in it */
  readonly enter?: () => Promise<void>;
  readonly leave?: () => Promise<void>;
}

export type See = (sight: Sight) => Promise<void>;

/** A way through several states, in one visit. */
export interface Walk {
  readonly name: string;
  readonly options?: VisitOptions;
  go(visit: Visit, see: See): Promise<void>;
}

/** Every state of every screen that the app has; what looks at all of them goes these ways. */
export const WALKS: readonly Walk[] = [
  ...OVERVIEW_WALKS,
  ...CONTACT_WALKS,
  ...REVIEW_WALKS,
  ...REPORT_WALKS,
  ...LAUNCH_WALKS,
];

/** Chooses a language, and waits until the page speaks it. */
export async function speak(page: Page, language: Language): Promise<void> {
  await page.locator('select:has(option[value="fr"])').first().selectOption(language);
  await page.waitForFunction((wanted) => document.documentElement.lang === wanted, language);
  await settled(page);
}

/** Shows a sight in each of its languages, Dutch again in the end, each time with the mark of the state on the page. */
export async function inEachLanguage(sight: Sight, look: (language: Language) => Promise<void>): Promise<void> {
  const { page, mark, languages = LANGUAGES } = sight;
  for (const language of languages) {
    if (languages.length > 1) await speak(page, language);
    await sight.enter?.();
    const words = typeof mark === 'string' ? saying(mark, language) : mark[language];
    await page.getByText(words).filter({ visible: true }).first().waitFor();
    await settled(page);
    await look(language);
    await sight.leave?.();
  }
  if (languages.length > 1) await speak(page, 'nl');
}

/** Nothing is being fetched any more. */
const settled = async (page: Page): Promise<void> => {
  for (const language of LANGUAGES)
    await page.getByText(saying('read.loading', language)).first().waitFor({ state: 'detached' });
};
