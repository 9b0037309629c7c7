import type { Act } from '../../src/demo-ehr/faults/faults';
import { save } from '../../src/record/save';
import type { ReceiptItem, SaveResult } from '../../src/record/save-result';
import { type Account, Clinician, type Decisions } from './clinician';
import { act, type Deed, type Done } from './colleague';
import { typedContact } from './contact';
import type { Fault, HostFault, LostOnTheWay } from './faults';
import { untruthsOf, worldOf } from './judge';
import { type Around, launch, newClient, reload, type Session, type Stage } from './stage';
import { judgeEnd, type Verdict } from './verdict';

export const RECOVERIES = ['press again', 'reload', 'crash and reload', 'launch again'] as const;

export interface Case {
  readonly fault?: Fault;
  /** The request that it strikes, counted from planning the save on */
  readonly at: number;
  readonly recovery: (typeof RECOVERIES)[number];
  /** Before the save (0), or right before that request */
  readonly colleague?: { readonly deed: Deed; readonly before: number };
  readonly decisions: Decisions;
}

export interface CaseVerdict extends Verdict {
  /** The fault struck; a case whose request never came says nothing */
  readonly struck: boolean;
  /** Until the first press was answered */
  readonly requests: readonly string[];
  /** How the first press was to write, or why it could not */
  readonly way: string;
}

const LONGEST_HOLD_MS = 700_000;

/** Runs one case on a client of its own, from launch to the last press, and holds every account against the record. */
export async function runCase(stage: Stage, one: Case, saving = save): Promise<CaseVerdict> {
  const { ehr, clock, host } = stage;
  const client = await newClient(stage);
  const { patient, knownId } = client;
  let done: Done | undefined;
  const deed = async () => {
    if (one.colleague && !done) done = await act(one.colleague.deed, stage, client);
  };

  let around: Around = (_, go) => go();
  const session = await launch(stage, patient, () => around);
  const nurse = new Clinician(stage, session, typedContact(session.record, patient, knownId), one.decisions, saving);
  const requests: string[] = [];
  let struck = false;
  let keptThen = nurse.kept;
  const { pathname } = new URL(ehr.fhirBase);
  around = async ({ method, path }, go) => {
    requests.push(`${method} ${path.replace(/[/?].*/, '')}`);
    const turn = requests.length;
    if (turn === one.colleague?.before) await deed();
    if (one.recovery === 'crash and reload' && struck) throw new TypeError('The page is gone');
    if (turn !== one.at || !one.fault) return go();
    struck = true;
    keptThen = nurse.kept;
    if (one.fault.kind === 'token-expires') {
      await clock.advance(3_700_000);
      return go();
    }
    // By its address, because requests that go out together need not arrive in that order.
    const on = { method, path: `${pathname}/${path}`.replace(/\/?([?].*)?$/, '') };
    const rule = ehr.faults.add({ on, act: actOf(one.fault) });
    if (one.fault.kind === 'host') return go();
    void go().catch(() => undefined);
    while (rule.fired === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    clock.giveUp();
    throw new TypeError('The connection was closed');
  };
  if (one.colleague?.before === 0) await deed();

  const told: string[] = [];
  const untrue: string[] = [];
  const hold = async (given: Account | SaveResult | undefined) => {
    if (!given) return;
    told.push(given.kind);
    const lies = untruthsOf(given, nurse.plans.at(-1), await worldOf(ehr, patient));
    untrue.push(...lies.map((lie) => `press ${told.length}: ${lie}`));
  };

  let last: Account = await nurse.press();
  const crashed = one.recovery === 'crash and reload' && struck && !isEnd(last);
  if (crashed) told.push('(the page is gone)');
  else await hold(last);
  await clock.quiet();
  ehr.faults.clear();
  around = (_, go) => go();
  await clock.advance(60_000);

  if (crashed || !isEnd(last)) {
    const next = await recovered(stage, session, one, patient);
    if (next) nurse.resume(next, crashed ? keptThen : nurse.kept);
    for (let turn = 0; turn < 6 && (turn === 0 || !isEnd(last)); turn++) {
      last = await nurse.press();
      await hold(last);
      await clock.advance(60_000);
    }
  }
  await deed();
  await hold(await nurse.pressInCopiedTab());
  await clock.quiet();
  await clock.advance(LONGEST_HOLD_MS);
  const world = await worldOf(ehr, patient);
  const inTheGap = /^(PUT |PATCH |POST $)/.test(requests[(one.colleague?.before ?? 0) - 1] ?? '');
  const end = judgeEnd({ world, nurse, last, done, knownId, host, ended: isEnd(last), inTheGap });
  return {
    ...end,
    untrue,
    struck,
    requests,
    told,
    way: nurse.plans[0]?.way ?? told[0] ?? '',
  };

  /** Nothing is left to do: all is in the record, or the person was told what is not and why. */
  function isEnd(result: Account): boolean {
    if (host.takesNothing) return result.kind === 'read-only' || result.kind === 'refused';
    if (result.kind === 'saved') return true;
    return result.kind === 'partly-saved' && result.receipt.items.every(isSettled);
  }
}

const isSettled = ({ outcome, write }: ReceiptItem): boolean =>
  outcome === 'stored' ||
  outcome === 'there-before' ||
  outcome === 'unconfirmed' ||
  outcome === 'there-otherwise' ||
  (outcome === 'conflict' && 'before' in write) ||
  (outcome === 'refused' && write.kind === 'create-provenance');

/** What is lost on the way is held back by the host for longer than the clock lets short waits pass. */
const actOf = (fault: HostFault | LostOnTheWay): Act =>
  fault.kind === 'host' ? fault.act : { kind: 'delay', ms: fault.ms + 5_000 };

/** The session in which the clinician goes on; undefined: the one that she has. */
async function recovered(
  stage: Stage,
  session: Session,
  { recovery, fault }: Case,
  patient: string,
): Promise<Session | undefined> {
  const around = (): Around => (_, go) => go();
  // Nothing else helps when the session is over.
  if (recovery === 'launch again' || fault?.kind === 'token-expires') return launch(stage, patient, around);
  return recovery === 'press again' ? undefined : reload(stage, session, around);
}
