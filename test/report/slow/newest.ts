import type { Stored } from '../generate/truth';
import { moment } from './days';

const age = ({ lastUpdated }: Stored): number => moment(lastUpdated) ?? Number.NEGATIVE_INFINITY;

/** Whether a version is newer than another: by when it was stored, then by its number. */
export const isNewer = (a: Stored, b: Stored): boolean =>
  age(a) !== age(b) ? age(a) > age(b) : Number(a.versionId ?? -1) > Number(b.versionId ?? -1);

/** The newest of each group, in the order of the first of each. `name` undefined: a group by itself. */
export function newestOf<T extends Stored>(all: readonly T[], name: (one: T) => string | undefined): T[] {
  const newest = new Map<string | T, T>();
  for (const one of all) {
    const key = name(one) ?? one;
    const other = newest.get(key);
    if (!other || isNewer(one, other)) newest.set(key, one);
  }
  return [...newest.values()];
}
