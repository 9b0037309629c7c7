import type { FhirResource } from 'fhir/r4';
import { badAnswer } from '../fhir/fhir-error';
import { type FhirError, fail, mayHaveLanded, type Result } from '../fhir/result';
import type { Written } from '../fhir/transaction';
import { IDENTIFIER_SYSTEM } from '../mapping/canonical';
import { isForeign } from './about-patient';
import type { Change, Creation, IntendedWrite } from './intended';
import { patchOf } from './patch-of';
import { patiently } from './patiently';
import { fateOf } from './receipt';
import { isChange, isRefusal, mayBeSlow, mayStillLand, meansFor, openWrites, placesOf, type Run } from './run';
import type { Outcome } from './save-result';
import { settled } from './settle';
import { takeStock } from './stock';

/**
 * Writes what is left in the order of the plan, each on its own, and puts down how far it came before and after each. A refusal of
 * one does not keep the others from being written; a lost connection ends the save where it is.
 */
export async function writeOneByOne(run: Run): Promise<Outcome | 'done'> {
  for (const write of openWrites(run)) {
    const end = await writeOne(run, write);
    if (end) return end;
  }
  return 'done';
}

async function writeOne(run: Run, write: IntendedWrite): Promise<Outcome | undefined> {
  const resource = needsAnother(run, write) ? undefined : settled(write, placesOf(run));
  if (!resource) {
    run.fates.set(write, { write, outcome: 'not-sent' });
    return undefined;
  }
  if (!run.stillCurrent()) return { kind: 'stopped', reason: 'other-session' };
  await run.mark([write], { state: 'sent' });
  const answer = orNothing(write, await patiently(run, () => send(run, write, resource)));
  if (answer.ok) {
    if (isForeign(run, answer.value.resource)) return { kind: 'stopped', reason: 'answer-about-other' };
    return store(run, write, answer.value);
  }
  const { error } = answer;
  if (mayHaveLanded(error)) return afterLoss(run, write, error);
  if (error.kind === 'conflict') return afterConflict(run, write, error);
  await run.mark([write], undefined);
  if (error.kind === 'unauthorized' || error.kind === 'too-many') return { kind: 'refused', error };
  if (isRefusal(error)) run.refused.push({ type: resource.resourceType, operation: operationOf(run, write) });
  run.fates.set(write, { write, outcome: 'refused', error });
  return undefined;
}

/** A child goes out of use only when the one that stays has taken over what names it. */
const needsAnother = ({ plan, fates }: Run, write: IntendedWrite): boolean =>
  write.kind === 'retire-child' &&
  plan.writes.some((other) => {
    const outcome = fates.get(other)?.outcome;
    return other.kind === 'merge-child' && outcome !== 'stored' && outcome !== 'there-before';
  });

function send(run: Run, write: IntendedWrite, resource: FhirResource): Promise<Result<Written>> {
  if (!isChange(write)) {
    const query = `${write.kind === 'create-provenance' ? '_tag' : 'identifier'}=${IDENTIFIER_SYSTEM}|${write.uuid}`;
    // A header that the host's CORS rules do not list would keep the whole request from going out.
    return run.host.create(resource, meansFor(run.plan, write).conditionalCreate ? query : undefined);
  }
  return change(run, write, resource);
}

/** Where the host's statement was not known, an update that it does not offer is tried as a patch. */
async function change(run: Run, write: Change, resource: FhirResource): Promise<Result<Written>> {
  const { resourceType: type } = write.resource;
  if (operationOf(run, write) === 'update') {
    const updated = await run.host.update({ ...resource, id: write.id }, write.version);
    if (updated.ok || updated.error.kind !== 'unsupported') return updated;
    run.refused.push({ type, operation: 'update' });
  }
  return run.host.patch(type, write.id, write.version, patchOf(write.before, resource));
}

function operationOf({ plan, refused }: Run, write: IntendedWrite) {
  if (!isChange(write)) return 'create';
  const { resourceType } = write.resource;
  const notUpdated = refused.some(({ type, operation }) => type === resourceType && operation === 'update');
  return meansFor(plan, write).change === 'patch' || notUpdated ? 'patch' : 'update';
}

/** A bare 200 can come from anything on the way, and is looked into; who made something says 201. */
function orNothing(write: IntendedWrite, answer: Result<Written>): Result<Written> {
  if (!answer.ok) return answer;
  const { status, id, versionId } = answer.value;
  const says = id !== undefined || versionId !== undefined || (!isChange(write) && status === 201);
  return says ? answer : fail(badAnswer('garbage', status));
}

async function store(run: Run, write: IntendedWrite, written: Written): Promise<undefined> {
  const fate = fateOf(write, { ok: true, value: written });
  run.fates.set(write, fate);
  const { reference, version } = fate;
  if (reference) await run.mark([write], { state: 'stored', reference, ...(version ? { version } : {}) });
}

/** No answer: the record is searched before anything else is written. */
async function afterLoss(run: Run, write: Creation | Change, error: FhirError): Promise<Outcome | undefined> {
  let stock = await takeStock(run);
  if (stock === undefined && !run.fates.has(write) && mayStillLand(error)) {
    await run.pause(2000);
    stock = await takeStock(run);
  }
  if (stock) return stock;
  if (run.fates.has(write)) return undefined;
  return { kind: mayBeSlow(error) || run.doubtful.size > 0 ? 'uncertain' : 'not-saved', error };
}

/** A version that is not the newest any more, or a creation that the host takes for one that it has. */
async function afterConflict(run: Run, write: Creation | Change, error: FhirError): Promise<Outcome | undefined> {
  const stock = await takeStock(run);
  if (stock) return stock;
  if (!run.fates.has(write)) {
    await run.mark([write], undefined);
    run.fates.set(write, { write, outcome: 'refused', error });
  }
  return undefined;
}
