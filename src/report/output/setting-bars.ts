import type { Setting } from '../figures';
import { type BarGroup, barChart } from './bar-chart';
import { html, type Markup } from './markup';
import type { View } from './view';

/** Bars for each setting; those of which nothing can be shown are named in one sentence. */
export function settingBars(
  { texts }: View,
  settings: readonly Setting[],
  barsOf: (setting: Setting) => BarGroup['bars'],
): Markup {
  const groups = settings.map((setting) => ({ label: texts.settings[setting], bars: barsOf(setting) }));
  const isShown = ({ bars }: BarGroup): boolean => bars.some(({ value }) => value !== texts.hidden);
  const others = groups.filter((group) => !isShown(group)).map(({ label }) => label);
  return html`${barChart(groups.filter(isShown))}
${others.length > 0 && html`<p class="note">${texts.notShownSettings(others.join(', '))}</p>`}`;
}
