import { type FhirError, mayHaveLanded } from '../fhir/result';
import { bundleOf, notAbout } from './bundle';
import type { Host } from './host';
import type { MergeChild } from './intended';
import { howMuch, look } from './look';
import type { RecordContext } from './open-record';
import { fateByLooking, fateOf, type ReadingBack, receiptOf } from './receipt';
import type { SaveResult } from './save-result';
import type { WritePlan } from './write-plan';

export type TransactionPlan = Extract<WritePlan, { kind: 'transaction' }>;

export interface SaveOptions {
  /** Waits before the second look when an answer was lost and the first look found nothing; default two seconds */
  readonly pause?: () => Promise<void>;
  /** The plan was performed before: look what the record holds first, because a host may ignore ifNoneExist */
  readonly again?: boolean;
}

/** Refusals that can be about one of the resources, rather than about the session or the moment */
const REFUSALS_OF_CONTENT: readonly string[] = ['invalid', 'forbidden', 'unsupported', 'not-found'];

const twoSeconds = () => new Promise<void>((resolve) => setTimeout(resolve, 2000));

/**
 * Performs a plan, and tells what became of it. The same plan may be performed again after any result: the UUIDs in it keep
 * anything from being written twice. Where no answer comes, the record is searched before anything is said.
 */
export async function save(
  host: Host,
  context: Pick<RecordContext, 'patient' | 'encounter'>,
  plan: TransactionPlan,
  options: SaveOptions = {},
): Promise<SaveResult> {
  const result = await perform(host, context, plan, options);
  const writes = plan.writes.filter(({ kind }) => kind !== 'create-provenance');
  const avoidable = result.kind === 'refused' && REFUSALS_OF_CONTENT.includes(result.error.kind);
  if (!avoidable || writes.length === 0 || writes.length === plan.writes.length) return result;
  // Provenance never blocks a save: a host that refuses it may take all the rest.
  const rest = await perform(host, context, { ...plan, writes }, options);
  if (rest.kind === 'refused') return result;
  if (rest.kind !== 'saved' && rest.kind !== 'partly-saved') return rest;
  const refused = plan.writes
    .filter(({ kind }) => kind === 'create-provenance')
    .map((write) => ({ write, outcome: 'refused' as const, readBack: false, differences: [], error: result.error }));
  return { ...rest, receipt: { ...rest.receipt, items: [...rest.receipt.items, ...refused] } };
}

async function perform(
  host: Host,
  context: Pick<RecordContext, 'patient' | 'encounter'>,
  plan: TransactionPlan,
  { pause = twoSeconds, again = false }: SaveOptions,
): Promise<SaveResult> {
  const { writes, readsProvenance } = plan;
  const reading = { patient: context.patient, readsProvenance };
  const foreign = notAbout(writes, context, host.base);
  if (foreign) return { kind: 'stopped', reason: foreign };
  const before = again ? await look(host, context.patient, writes) : undefined;
  if (before?.ok && howMuch(writes, before.value) === 'all') {
    const fates = writes.map((write) => fateByLooking(write, before.value, 'stored'));
    return { kind: 'saved', receipt: await receiptOf(host, fates, reading) };
  }
  const answer = await host.transaction(bundleOf(writes));
  if (!answer.ok) return withoutAnswer(host, writes, { ...reading, pause }, answer.error);
  const fates = writes.flatMap((write, index) => {
    const entry = answer.value.entries[index];
    return entry ? [fateOf(write, entry)] : [];
  });
  const refusals = fates.flatMap(({ error }) => error ?? []);
  if (refusals[0] && refusals.length === fates.length)
    return withoutAnswer(host, writes, { ...reading, pause }, refusals[0]);
  const receipt = await receiptOf(host, fates, reading);
  const all = receipt.items.every(({ outcome }) => outcome === 'stored' || outcome === 'there-before');
  return { kind: all ? 'saved' : 'partly-saved', receipt };
}

/** An earlier attempt of the same save may have landed, so a conflict is looked into as well. */
async function withoutAnswer(
  host: Host,
  writes: TransactionPlan['writes'],
  { pause, ...reading }: ReadingBack & Required<Pick<SaveOptions, 'pause'>>,
  error: FhirError,
): Promise<SaveResult> {
  const conflict = error.kind === 'conflict';
  if (!conflict && !mayHaveLanded(error)) return { kind: 'refused', error };
  let standing = await look(host, reading.patient, writes);
  if (mayStillLand(error) && !(standing.ok && howMuch(writes, standing.value) === 'all')) {
    await pause();
    standing = await look(host, reading.patient, writes);
  }
  const found = standing.ok ? howMuch(writes, standing.value) : undefined;
  if (standing.ok && found === 'all') {
    const { value } = standing;
    const fates = writes.map((write) => fateByLooking(write, value, conflict ? 'there-before' : 'stored'));
    return { kind: 'saved', receipt: await receiptOf(host, fates, reading) };
  }
  if (conflict) return { kind: 'conflict', error, persons: staleIn(writes, error) };
  return { kind: found === 'none' && !mayBeSlow(error) ? 'not-saved' : 'uncertain', error };
}

/** The server behind it may still be at work, for longer than is waited here. */
const mayBeSlow = ({ kind, status }: FhirError): boolean =>
  kind === 'timeout' || status === 502 || status === 503 || status === 504;

const mayStillLand = (error: FhirError): boolean => error.kind === 'offline' || mayBeSlow(error);

/** The merges that the host names as stale, or all of them where it names none. */
function staleIn(writes: TransactionPlan['writes'], error: FhirError): MergeChild[] {
  const named = new Set(
    ('issues' in error ? error.issues : []).flatMap(({ expression }) =>
      expression.flatMap((path) => /^Bundle\.entry\[(\d+)\]/.exec(path)?.[1] ?? []),
    ),
  );
  const merges = writes.flatMap((write, index) => (write.kind === 'merge-child' ? [{ write, index }] : []));
  const stale = merges.filter(({ index }) => named.has(String(index)));
  return (stale.length > 0 ? stale : merges).map(({ write }) => write);
}
