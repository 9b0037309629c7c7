import type { RecordReader } from '../chart/record-reader';

/** The id of the newest contact of a patient that is still running. */
export async function runningEncounter(record: RecordReader, patientId: string): Promise<string | undefined> {
  const found = await record.list('Encounter', `patient=${encodeURIComponent(patientId)}&status=in-progress`);
  return found.toSorted((a, b) => (b.period?.start ?? '').localeCompare(a.period?.start ?? ''))[0]?.id;
}
