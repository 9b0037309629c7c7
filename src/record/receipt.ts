import type { FhirResource } from 'fhir/r4';
import type { Result } from '../fhir/result';
import { type AnyResource, readResource } from '../fhir/schemas';
import type { Written } from '../fhir/transaction';
import { differences } from './compare';
import type { Host } from './host';
import type { IntendedWrite } from './intended';
import { look, type Standing } from './look';
import type { Receipt, ReceiptItem } from './save-result';

/** What is known of one write after it was sent, before it is read back. */
export interface Fate {
  readonly write: IntendedWrite;
  readonly outcome: ReceiptItem['outcome'];
  readonly reference?: string;
  readonly version?: string;
  readonly error?: Extract<Result<never>, { ok: false }>['error'];
}

/** The fate of a write by the host's answer to its entry: 200 for something that was to be created means that it was there. */
export function fateOf(write: IntendedWrite, answer: Result<Written>): Fate {
  if (!answer.ok) return { write, outcome: 'refused', error: answer.error };
  const { status, type, id, versionId } = answer.value;
  const created = write.kind !== 'merge-child';
  const reference = created
    ? type === write.resource.resourceType && id
      ? `${type}/${id}`
      : undefined
    : write.fullUrl;
  return {
    write,
    outcome: created && status === 200 ? 'there-before' : 'stored',
    ...(reference ? { reference } : {}),
    ...(versionId ? { version: versionId } : {}),
  };
}

/** The fate of a write when the answer was lost and the record was searched: a transaction that landed landed as a whole. */
export function fateByLooking(write: IntendedWrite, standing: Standing, outcome: 'stored' | 'there-before'): Fate {
  if (write.kind === 'merge-child') return { write, outcome, reference: write.fullUrl };
  const resource = standing.get(write.fullUrl);
  return resource ? { write, outcome, reference: `${resource.resourceType}/${resource.id}` } : { write, outcome };
}

export interface ReadingBack {
  readonly patient: string;
  readonly readsProvenance: boolean;
}

/** Reads everything that was written again, in one request where the host told the places, and compares it with what was sent. */
export async function receiptOf(host: Host, fates: readonly Fate[], reading: ReadingBack): Promise<Receipt> {
  const wanted = fates.filter(
    ({ write, outcome }) => outcome !== 'refused' && (write.kind !== 'create-provenance' || reading.readsProvenance),
  );
  const stored = await readAgain(host, wanted, reading.patient);
  const places = new Map<string, string>();
  for (const fate of fates) {
    const resource = stored.get(fate.write);
    const place = fate.reference ?? (resource && `${resource.resourceType}/${resource.id}`);
    if (place) places.set(fate.write.fullUrl, place);
  }
  const items = fates.map((fate): ReceiptItem => {
    const { write } = fate;
    const resource = stored.get(write);
    const reference = places.get(write.fullUrl);
    const version = resource?.meta?.versionId ?? fate.version;
    const lost = reference === undefined && fate.outcome !== 'refused' && write.kind !== 'create-provenance';
    return {
      write,
      outcome: lost ? 'unconfirmed' : fate.outcome,
      ...(reference ? { reference } : {}),
      ...(version ? { version } : {}),
      readBack: resource !== undefined,
      differences: resource ? differences(write.resource, resource, { base: host.base, places }) : [],
      ...(fate.error ? { error: fate.error } : {}),
    };
  });
  return { items, resources: items.flatMap((item) => stored.get(item.write) ?? asSent(item, places)) };
}

async function readAgain(
  host: Host,
  fates: readonly Fate[],
  patient: string,
): Promise<ReadonlyMap<IntendedWrite, AnyResource>> {
  const found = new Map<IntendedWrite, AnyResource>();
  const placed = fates.flatMap(({ write, reference }) => (reference ? [{ write, reference }] : []));
  const answer = placed.length > 0 ? await host.readBack(placed.map(({ reference }) => reference)) : undefined;
  if (answer?.ok)
    placed.forEach(({ write, reference }, index) => {
      const resource = answer.value[index];
      if (resource && `${resource.resourceType}/${resource.id}` === reference) found.set(write, resource);
    });
  const missing = fates
    .map(({ write }) => write)
    .filter((write) => !found.has(write) && write.kind !== 'create-provenance');
  if (missing.length === 0) return found;
  const standing = await look(host, patient, missing);
  for (const write of missing) {
    const resource = standing.ok ? standing.value.get(write.fullUrl) : undefined;
    if (resource) found.set(write, resource);
  }
  return found;
}

/** What could not be read back, as it was sent, with the host's id and with links that lead to the host's resources. */
function asSent(
  { write, outcome, reference, version }: ReceiptItem,
  places: ReadonlyMap<string, string>,
): AnyResource[] {
  if (!reference || outcome === 'refused') return [];
  const resource: FhirResource = {
    ...write.resource,
    id: reference.slice(reference.indexOf('/') + 1),
    meta: { ...write.resource.meta, ...(version ? { versionId: version } : {}) },
  };
  const text = JSON.stringify(resource, (key, value) => (key === 'reference' ? (places.get(value) ?? value) : value));
  const read = readResource(write.resource.resourceType, JSON.parse(text));
  return read ? [read] : [];
}
