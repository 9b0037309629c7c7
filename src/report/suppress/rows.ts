/** The last twelve months up to and with that of `asOf`, the twelve before them, and whatever came earlier. They never overlap. */
export const PARTS = ['current', 'previous', 'earlier'] as const;
export type Part = (typeof PARTS)[number];

/** Months that a report lists one by one; what is older stands in one row. */
const LISTED = 60;

/** A row that is not the sum of others: a month (YYYY-MM), or everything before the months that are listed (before-YYYY-MM). */
interface Leaf {
  readonly id: string;
  readonly part: Part;
}

/** The rows of every table, oldest first. A part without a month is no row. */
export interface Rows {
  readonly leaves: readonly Leaf[];
  readonly parts: readonly Part[];
  /** The row in which a month is counted */
  readonly leafOf: (month: string) => string;
}

/** YYYY-MM, a number of months later (or earlier, when negative). */
export function addMonths(month: string, by: number): string {
  const count = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + by;
  return `${String(Math.floor(count / 12)).padStart(4, '0')}-${String((count % 12) + 1).padStart(2, '0')}`;
}

/** Rows from the first month that holds anything up to the month of `asOf` (YYYY-MM-DD), months without anything included. */
export function rowsOf(asOf: string, months: Iterable<string>): Rows {
  const last = asOf.slice(0, 7);
  const oldest = addMonths(last, 1 - LISTED);
  const [first = last] = [...months, last].sort();
  const [, from = last] = [first, oldest].sort();
  const partOf = (month: string): Part =>
    month > addMonths(last, -12) ? 'current' : month > addMonths(last, -24) ? 'previous' : 'earlier';
  const leaves: Leaf[] = first < oldest ? [{ id: `before-${oldest}`, part: 'earlier' }] : [];
  for (let month = from; month <= last; month = addMonths(month, 1)) leaves.push({ id: month, part: partOf(month) });
  return {
    leaves,
    parts: PARTS.filter((part) => leaves.some((leaf) => leaf.part === part)),
    leafOf: (month) => (month < oldest ? `before-${oldest}` : month),
  };
}
