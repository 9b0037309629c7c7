import type { CountedId, Share, Table } from '../suppress/published';
import { type BarGroup, barChart } from './bar-chart';
import { perHundred } from './format';
import { lineChart, type Point, type Series } from './line-chart';
import { html, type Markup } from './markup';
import { indicatorSection, legend } from './section';
import { settingBars } from './setting-bars';
import { type DataTable, foldedTables } from './table';
import { hasPrevious, monthsOf, rowNames, sideBySide, styleOf, type View } from './view';

/** Fewer points than this are told in the table only. */
const POINTS_OF_A_CHART = 3;

/** One indicator that is a share (or, for advice, a ratio): the year beside the year before, per setting and per month. */
export function shareSection(view: View, id: CountedId): Markup {
  const table = view.published.shares[id];
  const scale = scaleOf(view, id, table);
  const { title } = view.texts.indicators(view.decisionDays)[id];
  const bars = (where: Parameters<typeof table.cell>[1]): BarGroup['bars'] =>
    sideBySide(view.published).map((part) => barOf(view, id, table.cell(part, where), part, scale));
  return indicatorSection(
    view,
    id,
    html`${barChart([{ label: '', bars: bars('all') }])}
<h3>${view.texts.perMonth}</h3>
${monthChart(view, id, table, scale)}
${
  table.settings.length > 1 &&
  html`<h3>${view.texts.perSetting}</h3>
${settingBars(view, table.settings, bars)}
<p class="note">${view.texts.perSettingNote}</p>`
}
${foldedTables(view.texts.figuresOf(title), tablesOf(view, id, table))}`,
  );
}

/** What a full bar stands for: a hundred per hundred, or for a ratio the round number above its highest. */
function scaleOf({ published }: View, id: CountedId, table: Table<Share>): number {
  if (id !== 'advice-use') return 100;
  const whens = [...published.rows.parts, ...published.rows.leaves.map((leaf) => leaf.id)];
  const values = whens.flatMap((when) =>
    (['all', ...table.settings] as const).map((where) => {
      const share = table.cell(when, where);
      return (share && perHundred(share)?.value) ?? 0;
    }),
  );
  return Math.max(100, Math.ceil(Math.max(0, ...values) / 100) * 100);
}

function barOf(
  { texts, format }: View,
  id: CountedId,
  share: Share | undefined,
  part: 'current' | 'previous',
  scale: number,
) {
  const found = share && perHundred(share);
  const counts = share && texts.of(format.shown(share.numerator, share.denominator), format.shown(share.denominator));
  return {
    label: texts.parts[part],
    style: styleOf(part),
    share: found && found.is !== 'under' ? found.value / scale : undefined,
    value: share && found ? `${format.share(share, id === 'advice-use')} (${counts})` : texts.hidden,
  };
}

function monthChart(view: View, id: CountedId, table: Table<Share>, scale: number): Markup {
  const { texts, format, published } = view;
  const months = monthsOf(published);
  const point = (month: string): Point | undefined => {
    const share = table.cell(month, 'all');
    const found = share && perHundred(share);
    return !found || found.is === 'under' ? undefined : { value: found.value, atLeast: found.is === 'over' };
  };
  const present: Series = {
    label: texts.parts.current,
    style: 'present',
    points: months.map(({ now }) => point(now)),
  };
  const past: Series = {
    label: texts.parts.previous,
    style: 'past',
    points: months.map(({ before }) => point(before)),
  };
  if (present.points.filter(Boolean).length < POINTS_OF_A_CHART) return html`<p class="note">${texts.tooFewMonths}</p>`;
  const series = hasPrevious(published) ? [present, past] : [present];
  const label = (value: number): string =>
    id === 'advice-use' ? format.number(value) : texts.percent(format.number(value));
  const hasBounds = series.some(({ points }) => points.some((one) => one?.atLeast));
  return html`${lineChart({
    description: texts.chartOf(`${texts.indicators(view.decisionDays)[id].short}, ${texts.perMonth.toLowerCase()}`),
    labels: months.map(({ now }) => format.shortMonth(now)),
    series,
    ticks: [0, 0.25, 0.5, 0.75, 1].map((part) => ({ value: part * scale, label: label(part * scale) })),
    valueLabel: label,
  })}${legend(view, ['present', ...(series.length > 1 ? (['past'] as const) : []), ...(hasBounds ? (['atLeast'] as const) : [])])}`;
}

function tablesOf(view: View, id: CountedId, table: Table<Share>): DataTable[] {
  const { texts, format, published } = view;
  const { short, numerator, denominator } = texts.indicators(view.decisionDays)[id];
  const unit = id === 'advice-use' ? texts.perHundred : texts.share;
  const cells = (share: Share | undefined): string[] =>
    share
      ? [
          format.shown(share.numerator, share.denominator),
          format.shown(share.denominator),
          format.share(share, id === 'advice-use'),
        ]
      : [];
  const periods = [...published.rows.parts, 'all' as const];
  return [
    {
      caption: `${short}, ${texts.perMonth.toLowerCase()}`,
      columns: [texts.month, numerator, denominator, unit],
      rows: [
        ...periods.map((part) => [texts.parts[part], ...cells(table.cell(part, 'all'))]),
        ...rowNames(view).map(({ id: row, name }) => [name, ...cells(table.cell(row, 'all'))]),
      ],
    },
    ...periods.map(
      (part): DataTable => ({
        caption: `${short}, ${texts.perSetting.toLowerCase()}: ${texts.parts[part].toLowerCase()}`,
        columns: [texts.setting, numerator, denominator, unit],
        rows: [...table.settings, 'all' as const].map((where) => [
          texts.settings[where],
          ...cells(table.cell(part, where)),
        ]),
      }),
    ),
  ];
}
