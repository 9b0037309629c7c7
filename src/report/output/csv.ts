import { COUNTED, STEPS, TIMED } from '../figures';
import type { Where } from '../suppress/grid';
import type { Published, Share, Spread, Table } from '../suppress/published';
import { type Shown, SMALLEST } from '../suppress/shown';
import { perHundred } from './format';

const COLUMNS = [
  'figure',
  'step',
  'period',
  'setting',
  'reason',
  'numerator',
  'denominator',
  'percent',
  'count',
  'q1_hours',
  'median_hours',
  'q3_hours',
] as const;
type Row = Partial<Record<(typeof COLUMNS)[number], string>>;

/** The first line of the file: what the columns are called, explained on the page. */
export const HEADER = COLUMNS.join(',');

const HIDDEN = 'hidden';

/** A number, `<5`, `>95` (all but fewer than five of 100) or `hidden`. */
function shownAs(shown: Shown, of?: Shown): string {
  if (typeof shown === 'number') return String(shown);
  if (shown === 'under-five') return `<${SMALLEST}`;
  return shown === 'nearly-all' && typeof of === 'number' ? `>${of - SMALLEST}` : HIDDEN;
}

function percentOf(share: Share): string {
  const found = perHundred(share);
  if (!found) return HIDDEN;
  return found.is === 'exactly' ? String(found.value) : `${found.is === 'over' ? '>' : '<'}${found.value}`;
}

/**
 * Every figure of a report as CSV (RFC 4180, UTF-8, CRLF), one line per period and setting. Codes and numbers only: nothing that a
 * spreadsheet would take for a formula.
 */
export function csv(published: Published): string {
  const rows: Row[] = [
    ...COUNTED.flatMap((figure) =>
      cellsOf(published, published.shares[figure]).map(
        ({ cell, ...place }): Row => ({
          figure,
          ...place,
          numerator: shownAs(cell.numerator, cell.denominator),
          denominator: shownAs(cell.denominator),
          percent: percentOf(cell),
        }),
      ),
    ),
    ...cellsOf(published, published.spreads).map(
      ({ cell, ...place }): Row => ({
        figure: TIMED,
        ...place,
        count: shownAs(cell.count),
        ...hoursOf(cell),
      }),
    ),
    ...STEPS.flatMap((step) =>
      cellsOf(published, published.entries[step]).map(
        ({ cell, ...place }): Row => ({
          figure: 'entries',
          step: String(step),
          ...place,
          count: shownAs(cell),
        }),
      ),
    ),
    ...published.funnel.flatMap(({ step, ...counts }) =>
      (['current', 'previous'] as const).flatMap((period): Row[] => {
        const count = counts[period];
        return count === undefined ? [] : [{ figure: 'funnel', step: String(step), period, count: shownAs(count) }];
      }),
    ),
    ...published.leftOut.map(({ reason, count }): Row => ({ figure: 'left-out', reason, count: shownAs(count) })),
  ];
  const lines = rows.map((row) => COLUMNS.map((column) => field(row[column] ?? '')).join(','));
  return [HEADER, ...lines, ''].join('\r\n');
}

const hoursOf = ({ quartiles }: Spread): Row => ({
  q1_hours: quartiles ? String(quartiles.q1) : HIDDEN,
  median_hours: quartiles ? String(quartiles.median) : HIDDEN,
  q3_hours: quartiles ? String(quartiles.q3) : HIDDEN,
});

/** Every published cell of a table: months first, then the parts and all; all settings before each single one. */
export function cellsOf<Cell>(
  { rows }: Published,
  table: Table<Cell>,
): { readonly period: string; readonly setting: Where; readonly cell: Cell }[] {
  const periods = [...rows.leaves.map(({ id }) => id), ...rows.parts, 'all'];
  return periods.flatMap((period) =>
    (['all', ...table.settings] as const).flatMap((setting) => {
      const cell = table.cell(period, setting);
      return cell === undefined ? [] : [{ period, setting, cell }];
    }),
  );
}

/** Quoted where RFC 4180 wants it; a sign that starts a formula gets an apostrophe before it. */
function field(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
