import { html, type Markup } from './markup';

/** One point of a series: `atLeast` where only a lower bound is known; `low` and `high` draw a range around it. */
export interface Point {
  readonly value: number;
  readonly atLeast?: boolean;
  readonly low?: number;
  readonly high?: number;
}

export interface Series {
  readonly label: string;
  /** The present is a full line with filled dots, the past a dashed line with open dots */
  readonly style: 'present' | 'past';
  readonly points: readonly (Point | undefined)[];
}

export interface LineChart {
  readonly description: string;
  /** Under each position */
  readonly labels: readonly string[];
  readonly series: readonly Series[];
  /** Lines across, lowest first; the highest is the top of the chart */
  readonly ticks: readonly { readonly value: number; readonly label: string }[];
  readonly valueLabel: (value: number) => string;
}

interface Size {
  readonly width: number;
  readonly height: number;
  readonly name: 'wide' | 'narrow';
}

const SIZES: readonly Size[] = [
  { name: 'wide', width: 720, height: 260 },
  { name: 'narrow', width: 320, height: 220 },
];

/** A chart of months, drawn twice so that its text stays readable on a narrow screen; the style sheet shows one. */
export const lineChart = (chart: LineChart): Markup =>
  html`<div class="chart">${SIZES.map((size) => draw(chart, size))}</div>`;

function draw({ description, labels, series, ticks, valueLabel }: LineChart, { width, height, name }: Size): Markup {
  const [left, right, top, bottom] = [66, name === 'wide' ? 84 : 16, 18, 26];
  const highest = ticks.at(-1)?.value || 1;
  const step = (width - left - right) / Math.max(1, labels.length - 1);
  const x = (index: number): number => round(left + step * index);
  const y = (value: number): number => round(top + (height - top - bottom) * (1 - Math.min(value, highest) / highest));
  const every = name === 'wide' ? 1 : Math.ceil(labels.length / 6);
  const ends = endLabels(series, y);

  return html`<svg class="${name}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${description}">
${ticks.map(
  ({ value, label }) => html`<line class="grid" x1="${left}" x2="${width - right}" y1="${y(value)}" y2="${y(value)}"/>
<text class="axis" x="${left - 10}" y="${y(value) + 4}" text-anchor="end">${label}</text>
`,
)}${labels.map((label, index) =>
  (labels.length - 1 - index) % every === 0
    ? html`<text class="axis" x="${x(index)}" y="${height - 6}" text-anchor="middle">${label}</text>
`
    : '',
)}${[...series].reverse().map(
  ({ style, points }) =>
    html`${points.map((point, index) =>
      point?.low === undefined || point.high === undefined
        ? ''
        : html`<line class="range" x1="${x(index)}" x2="${x(index)}" y1="${y(point.low)}" y2="${y(point.high)}"/>
`,
    )}${runs(points).map(
      (
        run,
      ) => html`<polyline class="${style}" points="${run.map(([index, { value }]) => `${x(index)},${y(value)}`).join(' ')}"/>
`,
    )}${points.map((point, index) => point && dot(style, x(index), y(point.value), point.atLeast === true))}`,
)}${
  name === 'wide' &&
  ends.map(
    ({ style, index, value, at }) =>
      html`<text class="end ${style}" x="${x(index) + 10}" y="${at + 4}">${valueLabel(value)}</text>
`,
  )
}</svg>`;
}

const round = (value: number): number => Math.round(value * 10) / 10;

function dot(style: Series['style'], x: number, y: number, atLeast: boolean): Markup {
  return atLeast
    ? html`<path class="dot ${style}" d="M${x - 5} ${y + 4}h10l-5 -9z"/>
`
    : html`<circle class="dot ${style}" cx="${x}" cy="${y}" r="4"/>
`;
}

/** The stretches without a gap: a line is never drawn over a month that is not shown. */
function runs(points: readonly (Point | undefined)[]): [number, Point][][] {
  const found: [number, Point][][] = [];
  points.forEach((point, index) => {
    if (!point) return;
    const before = found.at(-1);
    if (before?.at(-1)?.[0] === index - 1) before.push([index, point]);
    else found.push([[index, point]]);
  });
  return found.filter((run) => run.length > 1);
}

/** The last value of each series, written beside it; moved apart where two would stand on each other. */
function endLabels(series: readonly Series[], y: (value: number) => number) {
  const ends = series.flatMap(({ style, points }) => {
    const index = points.findLastIndex((point) => point !== undefined);
    const value = points[index]?.value;
    return value === undefined || points[index]?.atLeast ? [] : [{ style, index, value, at: y(value) }];
  });
  const [first, second] = ends;
  if (!first || !second || Math.abs(first.at - second.at) >= 16) return ends;
  const middle = (first.at + second.at) / 2;
  const [up, down] = first.at <= second.at ? [first, second] : [second, first];
  return [
    { ...up, at: middle - 8 },
    { ...down, at: middle + 8 },
  ];
}
