import type { Records } from './records';
import type { Resource } from './resource';

/** One version of one resource; `method` says how it came about. A deletion is a version too. */
export type Version = {
  resource: Resource;
  versionId: string;
  lastUpdated: string;
  /** Order of all writes on this server, because a clock may stand still. */
  sequence: number;
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
};

export const isDeleted = (version: Version) => version.method === 'DELETE';

export const newestOf = (records: Records, reference: string) => records.get(reference)?.at(-1);

/** The living resource behind `Type/id`. */
export function living(records: Records, reference: string): Resource | undefined {
  const version = newestOf(records, reference);
  return version && !isDeleted(version) ? version.resource : undefined;
}
