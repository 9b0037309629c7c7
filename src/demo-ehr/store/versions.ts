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

/** Versions by `Type/id`, oldest first. The arrays are never changed in place, so a copied map is a snapshot. */
export type Records = ReadonlyMap<string, readonly Version[]>;
export type Draft = Map<string, readonly Version[]>;

export const isDeleted = (version: Version) => version.method === 'DELETE';

export const newestOf = (records: Records, reference: string) => records.get(reference)?.at(-1);

/** The living resource behind `Type/id`. */
export function living(records: Records, reference: string): Resource | undefined {
  const version = newestOf(records, reference);
  return version && !isDeleted(version) ? version.resource : undefined;
}

/** Newest living version of every resource of a type, in the order in which they were first written. */
export function livingOfType(records: Records, type: string): Version[] {
  const found: Version[] = [];
  for (const [reference, versions] of records) {
    const newest = versions.at(-1);
    if (newest && !isDeleted(newest) && reference.startsWith(`${type}/`)) found.push(newest);
  }
  return found;
}
