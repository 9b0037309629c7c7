import { COUNTED, type MeasureId, TIMED } from '../figures';
import { html, type Markup } from './markup';
import { sideBySide, type View } from './view';

/** In the order in which a page tells of them. */
export const ORDER: readonly MeasureId[] = [COUNTED[0], TIMED, ...COUNTED.slice(1)];

/** All indicators in one table, each with the way to its own section. */
export function overviewSection(view: View): Markup {
  const { texts, published } = view;
  const parts = sideBySide(published);
  const indicators = texts.indicators(view.decisionDays);
  return html`<section id="overview" aria-labelledby="overview-title">
<h2 id="overview-title">${texts.overview.title}</h2>
<div class="scroll" tabindex="0" role="group" aria-label="${texts.overview.caption}">
<table class="overview"><caption class="hidden">${texts.overview.caption}</caption>
<thead><tr><th scope="col">${texts.overview.indicator}</th>${parts.map((part) => html`<th scope="col">${texts.parts[part]}</th>`)}</tr></thead>
<tbody>
${ORDER.map(
  (
    id,
  ) => html`<tr><th scope="row"><a href="#${id}">${indicators[id].short}</a></th>${parts.map((part) => cell(view, id, part))}</tr>
`,
)}</tbody></table></div>
</section>
`;
}

function cell({ texts, format, published }: View, id: MeasureId, part: 'current' | 'previous'): Markup {
  if (id === TIMED) {
    const { count, quartiles } = published.spreads.cell(part, 'all') ?? { count: 'hidden' as const };
    return figure(
      quartiles && format.duration(quartiles.median),
      typeof count === 'number' && texts.contacts(format.number(count)),
      texts.hidden,
    );
  }
  const share = published.shares[id].cell(part, 'all');
  const isKnown = typeof share?.denominator === 'number';
  return figure(
    share && isKnown ? format.share(share, id === 'advice-use') : undefined,
    share && isKnown && texts.of(format.shown(share.numerator, share.denominator), format.shown(share.denominator)),
    texts.hidden,
  );
}

const figure = (value: string | undefined, basis: string | false | undefined, hidden: string): Markup =>
  value === undefined || value === hidden
    ? html`<td class="quiet">${hidden}</td>`
    : html`<td><strong>${value}</strong>${basis && html` <span class="basis">${basis}</span>`}</td>`;
