import type { Figures } from '../../src/report/figures';

/** Every cell of the figures under a name, so that two of them can be compared one by one. */
export function cellsOf({ counts, entries, spreads, funnel, leftOut }: Figures): Map<string, number> {
  const cells = new Map<string, number>();
  const put = (name: string, value: number) => {
    if (cells.has(name)) throw new Error(`Twice: ${name}`);
    cells.set(name, value);
  };
  for (const { measure, month, setting, numerator, denominator } of counts) {
    put(`${measure} ${month} ${setting} numerator`, numerator);
    put(`${measure} ${month} ${setting} denominator`, denominator);
  }
  for (const { step, month, setting, entries: count } of entries) put(`entries ${step} ${month} ${setting}`, count);
  for (const { when, setting, ...values } of spreads)
    for (const name of ['count', 'q1', 'median', 'q3'] as const)
      put(`time-to-ask ${when} ${setting} ${name}`, values[name]);
  for (const { period, step, clients } of funnel) if (clients > 0) put(`funnel ${period} ${step}`, clients);
  for (const { reason, count } of leftOut) if (count > 0) put(`left out: ${reason}`, count);
  return cells;
}

/** Hours may differ in the last digits of a sum of fractions; counts may not. */
const isSame = (a: number | undefined, b: number | undefined): boolean =>
  a === b || (a !== undefined && b !== undefined && !Number.isInteger(b) && Math.abs(a - b) < 1e-9);

/** The names of the cells that differ, with both values. */
export function differences(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): string[] {
  const names = [...new Set([...a.keys(), ...b.keys()])].filter((name) => !isSame(a.get(name), b.get(name)));
  return names.map((name) => `${name}: ${a.get(name)} and ${b.get(name)}`);
}
