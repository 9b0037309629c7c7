import type { Coding, DocumentReference, RelatedPerson } from 'fhir/r4';
import { html } from 'hono/html';
import type { Role } from '../settings';
import { localReference } from '../store/resource';
import { banner } from './banner';
import type { ChartData } from './chart-data';
import { entryArticle } from './entry-article';
import { labelsOf } from './labels';
import { originOf } from './origin';
import { type Html, page } from './page';
import { ageOn, nameOf, shownDate } from './shown';

/** The chart of one client: what was written there, by whom, in which version, and the way into the Kindreflex. */
export function chartPage(user: Role, data: ChartData, now: Date): Html {
  const { patient, encounters, entries, relatedPersons, documents } = data;
  const id = patient.id ?? '';
  return page(
    nameOf(patient),
    user,
    html`${banner(patient, encounters, now)}
<div class="actions">
  <form method="post" action="/chart/${id}/launch" target="_blank"><button class="primary">Kindreflex</button></form>
  <a class="button" href="/chart/${id}/frame">Kindreflex in het dossier</a>
</div>
<section aria-labelledby="entries"><h2 id="entries">Vragenlijsten</h2>
  ${entries.length === 0 ? html`<p class="none">Hier staat nog niets.</p>` : entries.map((entry) => entryArticle(entry, data))}
</section>
<section aria-labelledby="people"><h2 id="people">Kinderen en naasten</h2>
  ${relatedPersons.length === 0 ? html`<p class="none">Niemand genoteerd.</p>` : peopleTable(relatedPersons, data, now)}
</section>
<section aria-labelledby="documents"><h2 id="documents">Documenten</h2>
  ${documents.length === 0 ? html`<p class="none">Geen documenten.</p>` : documents.map((each) => documentArticle(each, data))}
</section>`,
  );
}

const peopleTable = (people: readonly RelatedPerson[], data: ChartData, now: Date): Html => html`<table class="list">
  <thead><tr><th>Naam</th><th>Relatie</th><th>Geboren</th><th>Leeftijd</th><th>Herkomst</th></tr></thead>
  <tbody>${people.map((person) => {
    const age = ageOn(person.birthDate, now);
    return html`<tr data-resource="${localReference(person)}">
      <td>${nameOf(person)}${person.active === false ? ' (niet meer actief)' : ''}</td>
      <td>${(person.relationship ?? []).map(shownRelation).join(', ')}</td>
      <td>${shownDate(person.birthDate)}</td>
      <td>${age === undefined ? '' : `${age} jaar`}</td>
      <td>${originOf(person, data)}</td>
    </tr>`;
  })}</tbody>
</table>`;

const relations: Record<string, string> = {
  CHILD: 'kind',
  NCHILD: 'kind',
  SON: 'zoon',
  DAU: 'dochter',
  STPCHLD: 'stiefkind',
  CHLDFOST: 'pleegkind',
  CHLDADOPT: 'adoptiekind',
  GRNDCHILD: 'kleinkind',
  SIS: 'zus',
  BRO: 'broer',
  SIB: 'broer of zus',
  MTH: 'moeder',
  FTH: 'vader',
  GRMTH: 'grootmoeder',
  SPS: 'echtgenoot',
};

function shownRelation(concept: { text?: string | undefined; coding?: Coding[] | undefined }): string {
  const coding = concept.coding?.[0];
  return concept.text ?? relations[coding?.code ?? ''] ?? coding?.display ?? coding?.code ?? '';
}

function documentArticle(document: DocumentReference, data: ChartData): Html {
  const attachment = document.content[0]?.attachment;
  const isText = attachment?.contentType?.startsWith('text/') === true && attachment.data !== undefined;
  const text = isText ? Buffer.from(attachment.data ?? '', 'base64').toString('utf8') : undefined;
  const isPlain = attachment?.contentType?.startsWith('text/plain') === true;
  const isForApp = attachment?.contentType?.startsWith('application/fhir+json') === true;
  const instead = isForApp
    ? 'Gegevens voor Kindreflex: dit dossier toont ze niet.'
    : `Bijlage (${attachment?.contentType ?? 'zonder inhoud'})`;
  return html`<article class="entry" data-resource="${localReference(document)}">
  <h3>${document.description ?? document.type?.text ?? attachment?.title ?? 'Document'}</h3>
  ${labelsOf(document)}
  ${text === undefined ? html`<p class="none">${instead}</p>` : html`<pre>${isPlain ? text : withoutTags(text)}</pre>`}
  <footer>${originOf(document, data)}</footer>
</article>`;
}

/** The host shows the words of an HTML note, never its markup. */
const withoutTags = (markup: string) =>
  markup
    .replace(/<style[\s\S]*?<\/style>/g, '')
    .replace(/<\/(p|h\d|li|div|tr)>/g, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/\n\s*\n+/g, '\n')
    .trim();
