import type { Narrative } from 'fhir/r4';
import type { Line } from './lines';
import type { Report, Section } from './report';

/** Everything that XML 1.0 does not allow in a document */
const NO_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

const escaped = (text: string): string =>
  text
    .replace(NO_XML, '')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/\r\n?|\n/g, '<br/>');

const paragraph = (text: string): string => `<p>${escaped(text)}</p>`;

function list(lines: readonly Line[], missing: string): string {
  const items = lines.map(({ label, values, lines: inside, missing: isMissing }) => {
    const said = isMissing ? `<b>${escaped(values[0] ?? missing)}</b>` : values.map(escaped).join('; ');
    return `<li>${escaped(label)}${said ? `${label.endsWith('?') ? '' : ':'} ${said}` : ''}${list(inside, missing)}</li>`;
  });
  return items.length > 0 ? `<ul>${items.join('')}</ul>` : '';
}

/** XHTML as FHIR allows it in a narrative (https://hl7.org/fhir/R4/narrative.html): text alone, in no other element than ours. */
const narrative = (content: string, language: string): Narrative => ({
  status: 'generated',
  div: `<div xmlns="http://www.w3.org/1999/xhtml" lang="${language}" xml:lang="${language}">${content}</div>`,
});

export const sentences = (texts: readonly string[], language: string): Narrative =>
  narrative(texts.map(paragraph).join(''), language);

/** What stands in a section, as a reader of the document sees it. */
export const sectionNarrative = (
  { notes, blocks }: Section,
  { missing, language }: Pick<Report, 'missing' | 'language'>,
): Narrative =>
  narrative(
    notes.map(paragraph).join('') +
      blocks
        .map(({ title, lines }) => `${title ? `<p><b>${escaped(title)}</b></p>` : ''}${list(lines, missing)}`)
        .join(''),
    language,
  );
