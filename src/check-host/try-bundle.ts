import type { Bundle, BundleEntry } from 'fhir/r4';
import { send } from '../fhir/request';
import { mayHaveLanded, type Result } from '../fhir/result';
import { bundleSchema } from '../fhir/schemas';
import type { TransactionResult } from '../fhir/transaction';
import { bundleOf } from '../record/bundle';
import { canBundle } from '../record/can';
import { differences } from '../record/compare';
import type { CreateChild, CreateEntry, IntendedWrite, MergeChild } from '../record/intended';
import type { Samples } from './samples';
import { note, refusedWith, type Trial } from './trial';
import type { Changes } from './try-change';
import { type Kept, readAt } from './try-create';

export interface Before {
  readonly child: Kept<CreateChild['resource']> | undefined;
  readonly entry: Kept<CreateEntry['resource']> | undefined;
  /** What changing the child found out */
  readonly changes: Changes | undefined;
}

/** Everything in one: a child and the entry that names it, a version that is old, and a Bundle of reads. */
export async function tryBundles(trial: Trial, samples: Samples, before: Before): Promise<void> {
  const taken = await tryTransaction(trial, samples, before);
  if (taken && before.changes?.put && before.child)
    await tryOldVersion(trial, samples, before.child, before.changes.old);
  const places = [before.child, before.entry].flatMap((kept) => kept?.place ?? []);
  if (places.length > 0) await tryReads(trial, places);
}

const saidOf = ({ facts }: Trial, kind: 'transaction' | 'batch'): string => {
  const { answer } = canBundle(kind, facts);
  return answer === 'yes' ? 'yes' : answer === 'no' ? 'no: statement' : 'says nothing';
};

async function tryTransaction(trial: Trial, samples: Samples, { child, entry }: Before): Promise<boolean> {
  const person = child ? samples.child() : undefined;
  const writes = [...(person ? [person] : []), ...(entry ? [samples.entry(person?.fullUrl)] : [])];
  if (writes.length === 0) return false;
  const answer = await sendAll(trial, writes);
  const said = saidOf(trial, 'transaction');
  if (!answer.ok) {
    const { error } = answer;
    const notSupported = 'issues' in error && error.issues.some(({ code }) => code === 'not-supported');
    if (error.kind === 'unsupported' || error.kind === 'not-found' || (error.kind === 'invalid' && notSupported))
      trial.learnt.refused.push({ type: 'Bundle', operation: 'transaction' });
    note(trial, 'Transaction', said, refusedWith(error), 'one by one, with a journal');
    return false;
  }
  const places = new Map<string, string>();
  answer.value.entries.forEach((one, index) => {
    const write = writes[index];
    if (one.ok && one.value.id && write) places.set(write.fullUrl, `${write.resource.resourceType}/${one.value.id}`);
  });
  const last = writes.at(-1);
  const stored = last && (await readAt(trial, places.get(last.fullUrl) ?? ''));
  const whole = answer.value.complete && places.size === writes.length;
  const same =
    last &&
    stored &&
    differences(last.resource, stored, { base: trial.client.base, places }).every(
      ({ path }) => !path.endsWith('reference'),
    );
  const linked = person && entry ? (same ? ', links set' : ', LINKS NOT SET') : '';
  note(trial, 'Transaction', said, whole ? `taken${linked}` : 'taken in part', 'all at once, or nothing');
  return true;
}

/** Sends writes together and keeps what came of them; without an answer each may be there. */
async function sendAll(trial: Trial, writes: readonly IntendedWrite[]): Promise<Result<TransactionResult>> {
  const { made, writing } = trial;
  const creations = writes.filter((write): write is CreateChild | CreateEntry => 'uuid' in write);
  for (const { uuid, resource } of creations)
    if (resource.resourceType === 'RelatedPerson' || resource.resourceType === 'QuestionnaireResponse')
      made.unanswered.set(uuid, resource.resourceType);
  const answer = await writing.transaction(bundleOf(writes));
  if (!answer.ok) {
    if (!mayHaveLanded(answer.error)) for (const { uuid } of creations) made.unanswered.delete(uuid);
    return answer;
  }
  writes.forEach((write, index) => {
    const one = answer.value.entries[index];
    if (!one?.ok || !('uuid' in write) || !one.value.id) return;
    made.unanswered.delete(write.uuid);
    made.places.add(`${write.resource.resourceType}/${one.value.id}`);
  });
  return answer;
}

/** An old version together with something new: neither may be stored. */
async function tryOldVersion(trial: Trial, samples: Samples, child: NonNullable<Before['child']>, old: string) {
  const before = await readAt(trial, child.place);
  if (before?.resourceType !== 'RelatedPerson') return;
  const change: MergeChild = {
    kind: 'merge-child',
    id: before.id,
    version: old,
    fullUrl: child.place,
    before,
    resource: { ...before, language: 'fr' },
    filled: [],
  };
  const fresh = samples.child();
  const answer = await sendAll(trial, [change, fresh]);
  const found = answer.ok ? undefined : await trial.host.findOwn(trial.patient, 'RelatedPerson', [fresh.uuid]);
  const stayed = found?.ok && found.value.length > 0;
  for (const { id } of found?.ok ? found.value : []) if (id) trial.made.places.add(`RelatedPerson/${id}`);
  const overwrote = answer.ok && answer.value.entries[0]?.ok === true;
  if (overwrote) trial.learnt.overwritten.add('RelatedPerson');
  const did = overwrote ? 'OVERWRITES' : answer.ok || stayed ? 'REFUSED IN PART' : refusedWith(answer.error);
  const so = overwrote
    ? 're-reads just before writing'
    : did === 'REFUSED IN PART'
      ? 'the receipt tells each part'
      : 'nothing is half there';
  note(trial, '  with an old version in it', '', did, so);
}

/** As the app reads back what it wrote: a transaction of reads. A batch is tried for the sake of the report. */
async function tryReads(trial: Trial, places: readonly string[]): Promise<void> {
  const entry: BundleEntry[] = places.map((url) => ({ request: { method: 'GET', url } }));
  const together = await trial.writing.transaction(entry);
  const batch: Bundle = { resourceType: 'Bundle', type: 'batch', entry };
  const { wire } = trial.client;
  const answer = await send(wire, { method: 'POST', address: wire.base, body: batch });
  const read = answer.ok ? bundleSchema.safeParse(answer.value.body) : undefined;
  const whole = read?.success === true && read.data.entry?.every(({ response }) => response?.status.startsWith('2'));
  const batched = !answer.ok ? answer.error.code : whole ? 'taken' : 'in part';
  const did = together.ok ? (together.value.complete ? 'taken' : 'in part') : refusedWith(together.error);
  const said = saidOf(trial, 'transaction');
  note(
    trial,
    '  of reads',
    said,
    `${did}; batch ${batched}`,
    together.ok ? 'reads back at once' : 'reads back one by one',
  );
}
