import type { MeasureId } from '../figures';
import { html, type Markup } from './markup';
import type { View } from './view';

/** The frame of one indicator: its question, what the figure says and does not say, and then the figures. */
export function indicatorSection(view: View, id: MeasureId, content: Markup): Markup {
  const { title, says, doesNotSay } = view.texts.indicators(view.decisionDays)[id];
  return html`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
<dl class="meaning"><div><dt>${view.texts.says}</dt><dd>${says}</dd></div><div><dt>${view.texts.doesNotSay}</dt><dd>${doesNotSay}</dd></div></dl>
${content}
</section>
`;
}

/** A chart of months and what its marks mean. */
export function legend({ texts }: View, marks: readonly ('present' | 'past' | 'range' | 'atLeast')[]): Markup {
  const drawn = {
    present: html`<path class="line present" d="M1 8h28"/><circle class="dot present" cx="15" cy="8" r="4"/>`,
    past: html`<path class="line past" d="M1 8h28"/><circle class="dot past" cx="15" cy="8" r="4"/>`,
    range: html`<path class="range" d="M15 0v16"/>`,
    atLeast: html`<path class="dot present" d="M10 12h10l-5 -9z"/>`,
  };
  const named = {
    present: texts.parts.current,
    past: texts.parts.previous,
    range: texts.rangeMark,
    atLeast: texts.atLeastMark,
  };
  return html`<ul class="legend">${marks.map(
    (mark) => html`<li><svg viewBox="0 0 30 16" aria-hidden="true">${drawn[mark]}</svg>${named[mark]}</li>`,
  )}</ul>`;
}
