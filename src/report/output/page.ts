import { createHash } from 'node:crypto';
import type { Published } from '../suppress/published';
import { addMonths } from '../suppress/rows';
import { html, type Markup } from './markup';
import { ORDER, overviewSection } from './overview-section';
import { STYLE } from './page-style';
import { shareSection } from './share-section';
import { stepSections } from './step-sections';
import type { Language } from './texts';
import { timeSection } from './time-section';
import { hasPrevious, type View, viewOf } from './view';

/** Nothing is fetched and nothing runs: only this page's own style is let in. */
const POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'`;

/** The report as one HTML page in one language: complete in itself, readable without a script, printable. */
export function page(
  language: Language,
  published: Published,
  options: { readonly decisionDays: number; readonly title?: string | undefined },
): string {
  const view = viewOf(language, published, options);
  const title = view.title ?? view.texts.title;
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${{ markup: STYLE }}</style>
</head>
<body>
<a class="skip" href="#overview">${view.texts.skip}</a>
<header>
<h1>${title}</h1>
${heading(view)}
</header>
<main>
${overviewSection(view)}${readingSection(view)}${contents(view)}${ORDER.map((id) =>
  id === 'time-to-ask' ? timeSection(view) : shareSection(view, id),
)}${stepSections(view)}${leftOutSection(view)}${aboutSection(view)}</main>
</body>
</html>
`.markup;
}

function heading({ texts, format, published }: View): Markup {
  const last = published.asOf.slice(0, 7);
  const period = (from: number, to: number): string =>
    `${format.month(addMonths(last, from))} – ${format.month(addMonths(last, to))}`;
  const covers = hasPrevious(published)
    ? texts.covers(period(-11, 0), period(-23, -12))
    : texts.coversOne(period(-11, 0));
  const first = published.rows.leaves[0]?.id ?? last;
  const isShort = first > addMonths(last, hasPrevious(published) ? -23 : -11) && !first.startsWith('before-');
  const starts = isShort && ` ${texts.starts(format.month(first))}`;
  return html`<p class="lead">${texts.asOf(format.day(published.asOf))}. ${covers}${starts}</p>
${published.hasTooFewEntries && html`<p class="caution">${texts.tooFewEntries}</p>`}`;
}

const readingSection = ({ texts }: View): Markup => html`<section id="reading" aria-labelledby="reading-title">
<h2 id="reading-title">${texts.reading.title}</h2>
<ul>${texts.reading.points.map((point) => html`<li>${point}</li>`)}</ul>
</section>
`;

function contents(view: View): Markup {
  const { texts } = view;
  const indicators = texts.indicators(view.decisionDays);
  const places: readonly (readonly [string, string])[] = [
    ...ORDER.map((id) => [id, indicators[id].title] as const),
    ['funnel', texts.funnel.title],
    ['entries', texts.entries.title],
    ['left-out', texts.leftOut.title],
    ['about', texts.about.title],
  ];
  return html`<nav aria-labelledby="contents-title"><h2 id="contents-title">${texts.contents}</h2>
<ol>${places.map(([id, title]) => html`<li><a href="#${id}">${title}</a></li>`)}</ol></nav>
`;
}

function leftOutSection({ texts, format, published }: View): Markup {
  const { leftOut, reasons } = texts;
  return html`<section id="left-out" aria-labelledby="left-out-title">
<h2 id="left-out-title">${leftOut.title}</h2>
${
  published.leftOut.length === 0
    ? html`<p>${leftOut.none}</p>`
    : html`<p>${leftOut.intro}</p>
<table><caption class="hidden">${leftOut.title}</caption><thead><tr><th scope="col">${leftOut.reason}</th><th scope="col">${leftOut.count}</th></tr></thead>
<tbody>${published.leftOut.map(
        ({ reason, count }) =>
          html`<tr><th scope="row">${reasons[reason] ?? reason}</th><td>${format.shown(count)}</td></tr>`,
      )}</tbody></table>`
}
</section>
`;
}

const aboutSection = ({ texts }: View): Markup => html`<section id="about" aria-labelledby="about-title">
<h2 id="about-title">${texts.about.title}</h2>
<ul>${texts.about.points.map((point) => html`<li>${point}</li>`)}</ul>
<h3>${texts.about.files}</h3>
<dl class="columns">${texts.about.columns.map(([column, what]) => html`<div><dt><code>${column}</code></dt><dd>${what}</dd></div>`)}</dl>
</section>
`;
