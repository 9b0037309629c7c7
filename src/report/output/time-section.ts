import type { Spread } from '../suppress/published';
import { barChart } from './bar-chart';
import { lineChart, type Point, type Series } from './line-chart';
import { html, type Markup } from './markup';
import { indicatorSection, legend } from './section';
import { settingBars } from './setting-bars';
import { type DataTable, foldedTables } from './table';
import { hasPrevious, monthsOf, rowNames, sideBySide, styleOf, type View } from './view';

const TIME = 'time-to-ask';

/** How long it took until the question came up: medians, with the middle half around them. */
export function timeSection(view: View): Markup {
  const { texts, format, published } = view;
  const { spreads } = published;
  const parts = sideBySide(published);
  const medians = parts.flatMap((part) =>
    [...spreads.settings, 'all' as const].map((where) => spreads.cell(part, where)?.quartiles?.median ?? 0),
  );
  const longest = Math.max(1, ...medians);
  const bars = (where: Parameters<typeof spreads.cell>[1]) =>
    parts.map((part) => {
      const quartiles = spreads.cell(part, where)?.quartiles;
      return {
        label: texts.parts[part],
        style: styleOf(part),
        share: quartiles && quartiles.median / longest,
        value: quartiles
          ? `${format.duration(quartiles.median)} (${format.duration(quartiles.q1)} – ${format.duration(quartiles.q3)})`
          : texts.hidden,
      };
    });
  return indicatorSection(
    view,
    TIME,
    html`${barChart([{ label: '', bars: bars('all') }])}
<p class="note">${texts.betweenNote}</p>
<h3>${texts.perMonth}</h3>
${monthChart(view)}
${
  spreads.settings.length > 1 &&
  html`<h3>${texts.perSetting}</h3>
${settingBars(view, spreads.settings, bars)}`
}
${foldedTables(texts.figuresOf(texts.indicators(view.decisionDays)[TIME].title), tablesOf(view))}`,
  );
}

function monthChart(view: View): Markup {
  const { texts, format, published } = view;
  const months = monthsOf(published);
  const point = (month: string, withRange: boolean): Point | undefined => {
    const quartiles = published.spreads.cell(month, 'all')?.quartiles;
    if (!quartiles) return undefined;
    return { value: quartiles.median, ...(withRange ? { low: quartiles.q1, high: quartiles.q3 } : {}) };
  };
  const present: Series = {
    label: texts.parts.current,
    style: 'present',
    points: months.map(({ now }) => point(now, true)),
  };
  const past: Series = {
    label: texts.parts.previous,
    style: 'past',
    points: months.map(({ before }) => point(before, false)),
  };
  if (present.points.filter(Boolean).length < 3) return html`<p class="note">${texts.tooFewMonths}</p>`;
  const series = hasPrevious(published) ? [present, past] : [present];
  const highest = Math.max(4, ...series.flatMap(({ points }) => points.map((one) => one?.high ?? one?.value ?? 0)));
  const step = stepOf(highest);
  const ticks = Array.from({ length: Math.ceil(highest / step) + 1 }, (_, index) => index * step);
  return html`${lineChart({
    description: texts.chartOf(`${texts.indicators(view.decisionDays)[TIME].short}, ${texts.perMonth.toLowerCase()}`),
    labels: months.map(({ now }) => format.shortMonth(now)),
    series,
    ticks: ticks.map((value) => ({ value, label: format.duration(value) })),
    valueLabel: format.duration,
  })}${legend(view, ['present', 'range', ...(series.length > 1 ? (['past'] as const) : [])])}`;
}

/** Hours between lines across: round in hours, and in days where it is many. */
const stepOf = (highest: number): number =>
  [1, 2, 4, 6, 12, 24, 48, 96, 168, 336].find((hours) => highest / hours <= 5) ?? Math.ceil(highest / 120) * 24;

function tablesOf(view: View): DataTable[] {
  const { texts, format, published } = view;
  const { spreads } = published;
  const { short } = texts.indicators(view.decisionDays)[TIME];
  const { count, median, quarter, threeQuarters } = texts.spread;
  const columns = [count, quarter, median, threeQuarters];
  const cells = (spread: Spread | undefined): string[] => {
    if (!spread) return [];
    const { quartiles } = spread;
    const values = quartiles && [quartiles.q1, quartiles.median, quartiles.q3].map(format.duration);
    return [format.shown(spread.count), ...(values ?? [texts.hidden, texts.hidden, texts.hidden])];
  };
  const parts = sideBySide(published);
  return [
    {
      caption: `${short}, ${texts.perMonth.toLowerCase()}`,
      columns: [texts.month, ...columns],
      rows: [
        ...[...parts, 'all' as const].map((part) => [texts.parts[part], ...cells(spreads.cell(part, 'all'))]),
        ...rowNames(view).map(({ id, name }) => [name, ...cells(spreads.cell(id, 'all'))]),
      ],
    },
    ...[...parts, 'all' as const].map(
      (part): DataTable => ({
        caption: `${short}, ${texts.perSetting.toLowerCase()}: ${texts.parts[part].toLowerCase()}`,
        columns: [texts.setting, ...columns],
        rows: [...spreads.settings, 'all' as const].map((where) => [
          texts.settings[where],
          ...cells(spreads.cell(part, where)),
        ]),
      }),
    ),
  ];
}
