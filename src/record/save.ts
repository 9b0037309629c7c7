import { notAbout } from './bundle';
import { checkBefore } from './check-persons';
import type { Host } from './host';
import { writeInOne } from './in-one';
import { writeOneByOne } from './one-by-one';
import { receiptOf } from './receipt';
import { isCreation, openWrites, type Run, type SaveContext, type SaveOptions, startRun } from './run';
import type { Outcome, ReceiptItem, SaveResult } from './save-result';
import { takeStock } from './stock';
import type { SavePlan } from './write-plan';

/**
 * Performs a plan, and tells what became of it. The same plan may be performed again after any result, with its journal: the UUIDs
 * in it keep anything from being written twice. Where no answer comes, the record is searched before anything is said.
 */
export async function save(
  host: Host,
  context: SaveContext,
  plan: SavePlan,
  options: SaveOptions = {},
): Promise<SaveResult> {
  const run = startRun(host, context, plan, options);
  const outcome = await perform(run);
  return { ...outcome, refused: run.refused };
}

async function perform(run: Run): Promise<Outcome> {
  const foreign = notAbout(run.plan.writes, run.context, run.host.base);
  if (foreign) return { kind: 'stopped', reason: foreign };
  const before = await takeStock(run, run.lookFirst ? 'all' : 'sent');
  if (before) return before;
  if (openWrites(run).length > 0) {
    const inTheWay = await checkBefore(run);
    if (inTheWay) return inTheWay;
    const end = await write(run);
    if (end !== 'done') return run.fates.size > 0 && end.kind !== 'children-appeared' ? partly(run, end) : end;
  }
  return finish(run);
}

async function write(run: Run): Promise<Outcome | 'done'> {
  // With one of its resources there, the rest would be all or nothing no more.
  if (run.plan.together && ![...run.fates.keys()].some(isCreation)) {
    const end = await writeInOne(run);
    if (end !== 'one-by-one') return end;
  }
  return writeOneByOne(run);
}

/** The save ended before all had its turn, and some of it is in the record. */
async function partly(run: Run, end: Outcome): Promise<Outcome> {
  const error = 'error' in end ? end.error : undefined;
  for (const write of openWrites(run)) {
    const sent = run.progress(write)?.state === 'sent';
    run.fates.set(write, { write, outcome: sent ? 'unconfirmed' : 'not-sent', ...(error ? { error } : {}) });
  }
  return {
    kind: 'partly-saved',
    receipt: await receiptOf(run),
    ...(end.kind === 'stopped' ? { stopped: end.reason } : {}),
  };
}

async function finish(run: Run): Promise<Outcome> {
  const fates = [...run.fates.values()].filter(({ write }) => write.kind !== 'create-provenance');
  const stored = fates.some(({ outcome }) => outcome === 'stored' || outcome === 'there-before');
  if (!stored) {
    const overtaken = fates.flatMap(({ write, outcome, now }) =>
      outcome === 'conflict' && 'before' in write ? [{ write, ...(now ? { now } : {}) }] : [],
    );
    if (overtaken.length > 0) return { kind: 'conflict', overtaken };
    const error = fates.flatMap((fate) => fate.error ?? [])[0];
    if (error) return { kind: 'refused', error };
  }
  const receipt = await receiptOf(run);
  const all = receipt.items.every((item) => isIn(item) || isSpared(item, receipt.items));
  return { kind: all ? 'saved' : 'partly-saved', receipt };
}

const isIn = ({ outcome }: ReceiptItem): boolean => outcome === 'stored' || outcome === 'there-before';

/** What need not be there for a contact to be saved: who wrote it, and data whose readable note is there. */
const isSpared = ({ write, outcome }: ReceiptItem, items: readonly ReceiptItem[]): boolean =>
  write.kind === 'create-provenance' ||
  (write.kind === 'create-document' &&
    write.content === 'entries' &&
    outcome === 'refused' &&
    items.some(
      (item) =>
        item.write.kind === 'create-document' &&
        item.write.content === 'note' &&
        item.write.steps.join() === write.steps.join() &&
        isIn(item),
    ));
