import type { Spread } from './spread';

/** One line of the bench. Without a bar it is there to be read beside the others. */
export interface Row {
  readonly name: string;
  readonly unit: 'ms' | 'KiB' | 'MB' | '';
  readonly measured: Spread | number;
  readonly ratio?: number;
  /** Held against the ratio where there is one */
  readonly bar?: number;
  /** A verdict that is no comparison with a number */
  readonly met?: boolean;
}

const number = (value: number) =>
  Number.isInteger(value) || value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);

function measuredOf({ measured, unit }: Row): string {
  if (typeof measured === 'number') return `${number(measured)} ${unit}`.trim();
  const { median, min, max } = measured;
  return `${number(median)} [${number(min)}-${number(max)}] ${unit}`.trim();
}

function verdictOf({ measured, ratio, bar, met }: Row): string {
  if (met !== undefined) return met ? 'met' : 'MISSED';
  if (bar === undefined) return '';
  const value = ratio ?? (typeof measured === 'number' ? measured : measured.median);
  return value <= bar ? 'met' : 'MISSED';
}

function barOf({ bar, ratio, unit, met }: Row): string {
  if (met !== undefined) return 'no faster than linear';
  if (bar === undefined) return '';
  return ratio === undefined ? `${number(bar)} ${unit}`.trim() : `${number(bar)} x floor`;
}

/** The rows as a Markdown table. */
export function tableOf(rows: readonly Row[]): string {
  const lines = rows.map((row) => [
    row.name,
    barOf(row),
    measuredOf(row),
    row.ratio === undefined ? '' : number(row.ratio),
    verdictOf(row),
  ]);
  const all = [['what', 'bar', 'median [min-max]', 'x floor', 'verdict'], ...lines];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...all.map((line) => line[column]?.length ?? 0)));
  const draw = (line: readonly string[]) =>
    `| ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = all;
  return [draw(head), `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...body.map(draw)].join('\n');
}
