import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { Records } from './records';
import type { Version } from './versions';

type Snapshot = { format: 'kindreflex-demo-ehr-1'; records: [string, readonly Version[]][] };

/** Writes all versions beside the file and then renames, so that the file is never half a snapshot. */
export function saveSnapshot(file: string, records: Records): void {
  const snapshot: Snapshot = { format: 'kindreflex-demo-ehr-1', records: [...records] };
  const beside = `${file}.${process.pid}.tmp`;
  writeFileSync(beside, JSON.stringify(snapshot), { mode: 0o600 });
  renameSync(beside, file);
}

/** The versions in a snapshot file; undefined when there is no file; throws when the file is something else. */
export function loadSnapshot(file: string): Records | undefined {
  if (!existsSync(file)) return undefined;
  const snapshot = JSON.parse(readFileSync(file, 'utf8')) as Partial<Snapshot> | null;
  if (snapshot?.format !== 'kindreflex-demo-ehr-1' || !Array.isArray(snapshot.records)) {
    throw new Error('The snapshot file was not written by this demo EHR');
  }
  return new Records(snapshot.records);
}
