import { save } from '../../src/record/save';
import type { SaveResult } from '../../src/record/save-result';
import { type Account, Clinician, type Decisions } from './clinician';
import { act, type Deed, type Done, overwrittenOf } from './colleague';
import { typedContact } from './contact';
import type { Fault } from './faults';
import { brokenLinks, copiesOf, foreignLost, untruthsOf, worldOf } from './judge';
import { type Around, launch, newClient, reload, type Session, type Stage } from './stage';

export const RECOVERIES = ['press again', 'reload', 'crash and reload', 'launch again'] as const;

export interface Case {
  readonly fault?: Fault;
  /** The request that it strikes, counted from planning the save on */
  readonly at: number;
  readonly recovery: (typeof RECOVERIES)[number];
  /** Before the save, or right before its n-th request */
  readonly colleague?: { readonly deed: Deed; readonly before: number };
  readonly decisions: Decisions;
}

/** What a case came to: what went wrong in words, by kind; empty lists are as it should be. */
export interface Verdict {
  /** The fault struck; a case whose request never came says nothing */
  readonly struck: boolean;
  readonly requests: readonly string[];
  readonly told: readonly string[];
  readonly lost: readonly string[];
  readonly duplicated: readonly string[];
  readonly overwritten: readonly string[];
  readonly untrue: readonly string[];
  /** How many parts were told to be not certain at the end */
  readonly unsure: number;
}

/** Runs one case on a client of its own, from launch to the last press, and holds every account against the record. */
export async function runCase(stage: Stage, one: Case, saving = save): Promise<Verdict> {
  const { ehr, clock, host } = stage;
  const client = await newClient(stage);
  const { patient, knownId } = client;
  const requests: string[] = [];
  let done: Done | undefined;
  const deed = async () => {
    if (one.colleague && !done) done = await act(one.colleague.deed, stage, client);
  };

  let around: Around = (_, go) => go();
  const session = await launch(stage, patient, () => around);
  const draft = typedContact(session.record, patient, knownId);
  const nurse = new Clinician(stage, session, draft, one.decisions, saving);
  const rule =
    one.fault && one.fault.kind !== 'token-expires'
      ? ehr.faults.add({
          on: { nth: one.at },
          act: one.fault.kind === 'host' ? one.fault.act : { kind: 'delay', ms: one.fault.ms + 5_000 },
        })
      : undefined;
  let at = 0;
  let struck = false;
  let keptThen = nurse.kept;
  around = async (request, go) => {
    const turn = ++at;
    requests.push(`${request.method} ${request.path.replace(/[/?].*/, '')}`);
    if (turn === one.colleague?.before) await deed();
    if (one.recovery === 'crash and reload' && struck) throw new TypeError('The page is gone');
    if (turn !== one.at || !one.fault) return go();
    struck = true;
    keptThen = nurse.kept;
    if (one.fault.kind === 'token-expires') await clock.advance(3_700_000);
    if (one.fault.kind !== 'lost-on-the-way') return go();
    void go().catch(() => undefined);
    while (rule?.fired === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    throw new TypeError('The connection was closed');
  };
  if (one.colleague?.before === 0) await deed();

  const told: string[] = [];
  const untrue: string[] = [];
  const account = async (given: Account | SaveResult | undefined) => {
    if (!given) return;
    told.push(given.kind);
    const world = await worldOf(ehr, patient);
    for (const lie of untruthsOf(given, nurse.plans.at(-1), world)) untrue.push(`${told.length}. ${lie}`);
  };

  let last: Account = await nurse.press();
  const crashed = one.recovery === 'crash and reload' && struck;
  if (crashed) told.push('(gone)');
  else await account(last);
  await clock.quiet();
  ehr.faults.clear();
  around = (_, go) => go();
  await clock.advance(60_000);

  if (crashed || !isEnd(last)) {
    const next = await resumed(stage, session, one, patient, () => around);
    if (next) nurse.resume(next, crashed ? keptThen : nurse.kept);
    for (let turn = 0; turn < 6; turn++) {
      last = await nurse.press();
      await account(last);
      if (isEnd(last)) break;
      await clock.advance(60_000);
    }
  }
  await deed();
  await account(await nurse.pressInCopiedTab());
  await clock.quiet();
  return { struck: struck || rule?.fired === 1, requests, told, ...(await verdict()) };

  async function verdict(): Promise<Omit<Verdict, 'struck' | 'requests' | 'told'>> {
    await clock.advance(700_000);
    const world = await worldOf(ehr, patient);
    const plan = nurse.plans.at(-1);
    const writes = plan?.writes ?? [];
    const items = 'receipt' in last ? last.receipt.items : [];
    const unsure = items.filter(({ outcome }) => outcome === 'unconfirmed');
    const copies = new Map(plan ? writes.map((write) => [write, copiesOf(write, plan, world).length]) : []);
    const untold = writes.filter(
      (write) => copies.get(write) === 0 && !items.some((item) => item.write.fullUrl === write.fullUrl && item.outcome === 'unconfirmed'),
    );
    const toldOf = host.takesNothing ? [] : untold.filter(({ kind }) => !isOvertaken(kind));
    const foundTwice = done?.added && !nurse.toldOfAppeared && one.decisions.appeared === 'other' ? [] : [];
    return {
      lost: [
        ...toldOf.map(({ kind }) => `${kind} is not there at the end`),
        ...(host.takesNothing || isEnd(last) ? [] : [`not saved at the end, but ${last.kind}`]),
        ...foreignLost(world, knownId).map((leaf) => `${leaf} of the known child is gone`),
        ...brokenLinks(world).map((to) => `a link to ${to} leads nowhere`),
      ],
      duplicated: [
        ...writes.filter((write) => (copies.get(write) ?? 0) > 1).map(({ kind }) => `${kind} is there twice`),
        ...foundTwice,
      ],
      overwritten: done ? overwrittenOf(done, world.persons, knownId, nurse.tookTyped) : [],
      untrue,
      unsure: unsure.length,
    };
  }

  /** A change that a colleague's made needless is told of as a conflict. */
  function isOvertaken(kind: string): boolean {
    return kind === 'merge-child' && done?.dated === true && !nurse.tookTyped;
  }

  function isEnd(result: Account): boolean {
    if (host.takesNothing) return result.kind === 'read-only' || result.kind === 'refused';
    if (result.kind === 'saved') return true;
    if (result.kind !== 'partly-saved') return false;
    return result.receipt.items.every(
      ({ outcome, write }) =>
        outcome === 'stored' || outcome === 'there-before' || outcome === 'unconfirmed' || (outcome === 'conflict' && 'before' in write) || (outcome === 'refused' && write.kind === 'create-provenance'),
    );
  }
}

async function resumed(
  stage: Stage,
  session: Session,
  { recovery, fault }: Case,
  patient: string,
  around: () => Around,
): Promise<Session | undefined> {
  // Nothing else helps when the session is over.
  if (recovery === 'launch again' || fault?.kind === 'token-expires') return launch(stage, patient, around);
  return recovery === 'press again' ? undefined : reload(stage, session, around);
}
