import { pickLanguage } from '../session/language';
import { browserPage } from '../session/session-page';
import { type ConfigProblem, type Language, loadSiteConfig } from '../session/site-config';
import { type LaunchFailure, prepareLaunch } from './launch';
import type { failureTexts } from './launch-texts';
import { chooseText, stoppedText, waitText } from './launch-titles';

/** The launch page: it goes on to the login, and only when it cannot, it draws a sentence with a code, or a list to choose from. */
async function run(): Promise<void> {
  const page = browserPage();
  const config = await loadSiteConfig((...request) => fetch(...request));
  const language = pickLanguage(config.ok ? config.value.languages : ['nl', 'fr', 'en'], navigator.languages);
  document.documentElement.lang = language;
  document.title = waitText[language];
  if (!config.ok) return drawFailure(config.error, language);
  if (!page) return drawFailure({ code: 'L-09' }, language);

  const preparing = prepareLaunch(page, config.value);
  fetchNextPage();
  const step = await preparing.catch(() => undefined);
  if (!step) return drawFailure({ code: 'L-10' }, language);
  if (!step.ok) return drawFailure(step.error, language);
  if (step.value.kind === 'go') return location.replace(step.value.address);

  const list = element('ul');
  for (const { name, address } of step.value.issuers) {
    const link = element('a', name);
    link.href = address;
    const item = element('li');
    item.append(link);
    list.append(item);
  }
  document.title = chooseText[language];
  draw(element('h1', chooseText[language]), list);
}

/** The host has been asked, and until it answers the browser has time to fetch what the page after this one needs. */
function fetchNextPage(): void {
  const links = document.querySelector<HTMLTemplateElement>('#next-page')?.content;
  if (links) document.head.append(links);
}

type Failure =
  | LaunchFailure
  | { readonly code: keyof typeof failureTexts; readonly problems: readonly ConfigProblem[] };

/** The sentences are fetched now: hardly any launch needs them. Where they do not come, the code stands alone. */
async function drawFailure(failure: Failure, language: Language): Promise<void> {
  document.title = stoppedText[language];
  const part = await import('./launch-texts').catch(() => undefined);
  const sentence = element('p', part?.failureTexts[failure.code][language]);
  sentence.setAttribute('role', 'alert');
  const list = element('ul');
  for (const { path, expected } of 'problems' in failure ? failure.problems : [])
    list.append(element('li', `${path}: ${expected}`));
  const detail = 'detail' in failure && failure.detail ? ` (${failure.detail})` : '';
  draw(element('h1', stoppedText[language]), sentence, element('p', failure.code + detail), list);
}

function element<K extends keyof HTMLElementTagNameMap>(name: K, text = ''): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

const draw = (...parts: HTMLElement[]) => document.querySelector('main')?.replaceChildren(...parts);

void run();
