import { namesResource } from './about-patient';
import type { Change, IntendedWrite } from './intended';
import { absenceIsProof, isAsWritten, labelsOf, look } from './look';
import type { Fate } from './receipt';
import { isChange, isCreation, isTogether, meansFor, openWrites, type Run } from './run';
import type { Outcome, Overtaken } from './save-result';

/**
 * Before anything is written again: what of an earlier attempt is in the record? Undefined when it is safe to go on. What was sent,
 * is not found, and might be hidden, is never sent a second time to a host that would make it twice.
 */
export async function takeStock(run: Run, of: 'all' | 'sent' = 'sent'): Promise<Outcome | undefined> {
  const attempted = openWrites(run).filter((write) => of === 'all' || run.progress(write)?.state === 'sent');
  if (attempted.length === 0) return undefined;
  const standing = await look(run, [...attempted, ...witnesses(run, attempted)]);
  if (!standing.ok) return { kind: 'uncertain', error: standing.error };
  const found = attempted.filter((write) => standing.value.has(write));
  for (const write of found) {
    const resource = standing.value.get(write);
    run.fates.set(write, {
      write,
      outcome: 'there-before',
      reference: `${resource?.resourceType}/${resource?.id}`,
      ...(run.progress(write) === undefined ? { sentElsewhere: true } : {}),
    });
  }
  // What is in the record and was not sent from here was sent elsewhere: so may any other be, and not be shown.
  const elsewhere = of === 'all' && found.some((write) => run.progress(write) === undefined);
  const sent = attempted.filter(isCreation).filter((write) => elsewhere || run.progress(write)?.state === 'sent');
  const missing = sent.filter((write) => !run.fates.has(write));
  const absent = missing.filter((write) => absenceIsProof(run, write, standing.value));
  const together = isTogether(run);
  run.doubtful.clear();
  for (const write of missing.filter((one) => !absent.includes(one))) {
    // All or nothing: what this session may not see is there when another of them is, and not there when another is not.
    // A Provenance may have been left out, where the host refused it.
    if (together && found.length > 0)
      run.fates.set(write, { write, outcome: write.kind === 'create-provenance' ? 'unconfirmed' : 'stored' });
    else if (together && absent.length > 0) continue;
    else if (meansFor(run.plan, write).conditionalCreate) run.doubtful.add(write);
    else run.fates.set(write, { write, outcome: 'unconfirmed' });
  }
  // Where nothing of the whole is there, someone else made the same change.
  const isOurs = (write: Change) =>
    run.progress(write)?.state === 'sent' && !(together && found.length === 0 && absent.length > 0);
  const overtaken: Overtaken[] = [];
  for (const write of attempted.filter(isChange)) {
    const now = await run.host.current(write.resource.resourceType, write.id);
    if (!now.ok && now.error.kind !== 'not-found' && now.error.kind !== 'gone')
      return { kind: 'uncertain', error: now.error };
    if (now.ok && isAsWritten(run, write, now.value)) run.fates.set(write, landed(write, now.value, isOurs(write)));
    else if (!now.ok || now.value.meta?.versionId !== write.version)
      overtaken.push(overtakenBy(run, write, now.ok ? now.value : undefined));
  }
  const stored = [...run.fates.values()].some(({ outcome }) => outcome !== 'unconfirmed');
  if (overtaken.length > 0 && !stored) return { kind: 'conflict', overtaken };
  for (const one of overtaken)
    run.fates.set(one.write, { write: one.write, outcome: 'conflict', ...(one.now ? { now: one.now } : {}) });
  return undefined;
}

/** What is in the record with a label: whether it is found tells whether another one with that label would be. */
function witnesses({ plan, fates }: Run, attempted: readonly IntendedWrite[]): readonly IntendedWrite[] {
  const sought = attempted.filter((write) => isCreation(write) && labelsOf(write).length > 0);
  const types = new Set(sought.map(({ resource }) => resource.resourceType));
  const isIn = (write: IntendedWrite) => /^(stored|there-before)$/.test(fates.get(write)?.outcome ?? '');
  return plan.writes.filter(
    (write) => isCreation(write) && types.has(write.resource.resourceType) && labelsOf(write).length > 0 && isIn(write),
  );
}

const landed = (write: Change, now: Change['before'], isOurs: boolean): Fate => ({
  write,
  outcome: isOurs ? 'stored' : 'there-before',
  reference: write.fullUrl,
  ...(now.meta?.versionId ? { version: now.meta.versionId } : {}),
});

/** What stands there now, unless it is about someone else: that is never shown. */
export function overtakenBy({ host, context }: Run, write: Change, now: Change['before'] | undefined): Overtaken {
  const about = now?.resourceType === 'RelatedPerson' ? now.patient : now?.subject;
  return now && namesResource(host.base, about, 'Patient', context.patient) ? { write, now } : { write };
}
