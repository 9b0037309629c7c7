import type { QuestionnaireResponse } from 'fhir/r4';
import { html } from 'hono/html';
import { localReference } from '../store/resource';
import type { ChartData } from './chart-data';
import { labelsOf } from './labels';
import { originOf } from './origin';
import type { Html } from './page';
import { nameOf, shownMoment } from './shown';
import { linesOf, type NameBehind } from './shown-answer';

const statuses: Record<string, string> = {
  'in-progress': 'bezig',
  completed: 'afgewerkt',
  amended: 'verbeterd',
  'entered-in-error': 'foutief ingevoerd',
  stopped: 'gestopt',
};

/** One QuestionnaireResponse, readable from its own texts. */
export function entryArticle(entry: QuestionnaireResponse, data: ChartData): Html {
  return html`<article class="entry ${entry.status}" data-resource="${localReference(entry)}">
  <h3>${titleOf(entry, data)} <small>${shownMoment(entry.authored)}, ${statuses[entry.status] ?? entry.status}</small></h3>
  ${labelsOf(entry)}
  ${answersOf(entry, (reference) => nameBehind(reference, data))}
  <footer>${originOf(entry, data, entry.author)}</footer>
</article>`;
}

/** The answers as a definition list, indented as they were asked. */
export const answersOf = (entry: QuestionnaireResponse, behind?: NameBehind): Html =>
  html`<dl>${linesOf(entry.item ?? [], behind).map(
    ({ depth, text, answers }) =>
      html`<div class="depth-${Math.min(depth, 4)}"><dt>${text}</dt>${answers.map((answer) => html`<dd>${answer}</dd>`)}</div>`,
  )}</dl>`;

function nameBehind(reference: string, { relatedPersons }: ChartData): string | undefined {
  const person = relatedPersons.find((each) => localReference(each) === reference);
  return person && nameOf(person);
}

function titleOf(entry: QuestionnaireResponse, { titles }: ChartData): string {
  const canonical = entry.questionnaire?.split('|')[0] ?? '';
  return titles.get(canonical) ?? (canonical.split('/').at(-1) || 'Vragenlijst');
}
