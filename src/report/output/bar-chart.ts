import { html, type Markup } from './markup';

/** One bar: `share` of the full length from 0 to 1, undefined where the value is not shown. */
export interface Bar {
  readonly label: string;
  readonly style: 'present' | 'past';
  readonly share: number | undefined;
  readonly value: string;
}

export interface BarGroup {
  readonly label: string;
  readonly bars: readonly Bar[];
}

/**
 * Bars with their values written beside them, so that the picture says nothing that the words do not. The past is drawn thinner
 * than the present. Read aloud as a list.
 */
export const barChart = (groups: readonly BarGroup[]): Markup => html`<ul class="bars">
${groups.map(
  ({ label, bars }) => html`<li>${label && html`<span class="group">${label}</span>`}<ul>
${bars.map(
  (bar) => html`<li class="bar"><span class="name">${bar.label}</span><svg class="${bar.style}" aria-hidden="true">${
    bar.share !== undefined &&
    html`<rect width="${Math.max(0.4, Math.round(Math.min(1, bar.share) * 1000) / 10)}%" height="100%"/>`
  }</svg><span class="value${bar.share === undefined ? ' quiet' : ''}">${bar.value}</span></li>
`,
)}</ul></li>
`,
)}</ul>`;
