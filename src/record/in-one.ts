import { type FhirError, mayHaveLanded } from '../fhir/result';
import { isForeign } from './about-patient';
import { bundleOf } from './bundle';
import { checkBefore } from './check-persons';
import type { IntendedWrite } from './intended';
import { patiently } from './patiently';
import { fateOf } from './receipt';
import { isChange, isCreation, isRefusal, mayBeSlow, mayStillLand, openWrites, type Run } from './run';
import type { Outcome } from './save-result';
import { overtakenBy, takeStock } from './stock';

/** Refusals that can be about one of the resources, rather than about the session or the moment */
const REFUSALS_OF_CONTENT: readonly string[] = ['invalid', 'forbidden', 'unsupported', 'not-found'];

/** Writes everything in one transaction. `one-by-one`: the host turned out to take none, and nothing was written. */
export async function writeInOne(run: Run): Promise<Outcome | 'one-by-one' | 'done'> {
  const all = openWrites(run);
  const first = await send(run, all);
  if (first.kind !== 'refused' || !REFUSALS_OF_CONTENT.includes(first.error.kind)) return endOf(first);
  const { error } = first;
  if (isUnknownToHost(error)) {
    run.refused.push({ type: 'Bundle', operation: 'transaction' });
    return 'one-by-one';
  }
  // Provenance never blocks a save: a host that refuses it may take all the rest.
  const rest = all.filter(({ kind }) => kind !== 'create-provenance');
  if (rest.length === 0 || rest.length === all.length) return first;
  const second = await send(run, rest);
  if (second.kind === 'refused') return first;
  for (const write of all) {
    if (write.kind !== 'create-provenance') continue;
    run.fates.set(write, { write, outcome: 'refused', error });
    if (isRefusal(error)) run.refused.push({ type: 'Provenance', operation: 'create' });
  }
  return endOf(second);
}

type Sent = Outcome | { readonly kind: 'done' };

const endOf = (sent: Sent): Outcome | 'done' => (sent.kind === 'done' ? 'done' : sent);

/** 405 and 501, and what a server says that has nothing at its base. */
const isUnknownToHost = ({ kind, ...error }: FhirError): boolean =>
  kind === 'unsupported' ||
  kind === 'not-found' ||
  (kind === 'invalid' && 'issues' in error && error.issues.some(({ code }) => code === 'not-supported'));

async function send(run: Run, writes: readonly IntendedWrite[]): Promise<Sent> {
  if (!run.stillCurrent()) return { kind: 'stopped', reason: 'other-session' };
  await run.mark(writes, { state: 'sent' });
  const answer = await patiently(run, () => run.host.transaction(bundleOf(writes)));
  if (!answer.ok) return withoutAnswer(run, writes, answer.error);
  const fates = writes.flatMap((write, index) => {
    const entry = answer.value.entries[index];
    return entry ? [fateOf(write, entry)] : [];
  });
  const refusals = fates.flatMap(({ error }) => error ?? []);
  if (refusals[0] && refusals.length === fates.length) return withoutAnswer(run, writes, refusals[0]);
  if (answer.value.entries.some((entry) => entry.ok && isForeign(run, entry.value.resource)))
    return { kind: 'stopped', reason: 'answer-about-other' };
  for (const fate of fates) run.fates.set(fate.write, fate);
  return { kind: 'done' };
}

/** An earlier attempt of the same save may have landed, so a conflict is looked into as well. */
async function withoutAnswer(run: Run, writes: readonly IntendedWrite[], error: FhirError): Promise<Sent> {
  const conflict = error.kind === 'conflict';
  if (!conflict && !mayHaveLanded(error)) {
    await run.mark(writes, undefined);
    return { kind: 'refused', error };
  }
  let stock = await takeStock(run);
  if (stock === undefined && openWrites(run).length > 0 && mayStillLand(error)) {
    await run.pause(2000);
    stock = await takeStock(run);
  }
  if (stock) return stock;
  const left = openWrites(run).filter((write) => writes.includes(write));
  if (left.length === 0) return { kind: 'done' };
  if (!conflict) return lost(run, writes, error);
  await run.mark(left, undefined);
  // Someone made the very change that stood in the way: all else can still go out together, unless a child came as well.
  if (left.length < writes.length && left.every(isCreation)) return (await checkBefore(run)) ?? send(run, left);
  const changes = left.filter(isChange);
  const found = changes.length > 0 ? await checkBefore(run) : undefined;
  if (found) return found.kind === 'conflict' ? { ...found, error } : found;
  // The host says that someone was first, and shows no trace of it: the person sees what stands there.
  return { kind: 'conflict', overtaken: changes.map((write) => overtakenBy(run, write, write.before)), error };
}

/** Nothing of it is found. A server that is slow, or that may hide what is labelled, leaves it open. */
function lost(run: Run, writes: readonly IntendedWrite[], error: FhirError): Outcome {
  const certain = !mayBeSlow(error) && run.doubtful.size === 0 && openWrites(run).length === writes.length;
  return { kind: certain ? 'not-saved' : 'uncertain', error };
}
