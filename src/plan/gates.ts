import { type Answers, boolean, code, string } from '../fhir/answers';
import { judgementIn, pathOf } from './decision';
import type { Step } from './entry';

/** Why a gate stands as it does; each has a sentence in the texts. */
export type GateReason =
  | 'every-client'
  | 'not-all-no'
  | 'all-no'
  | 'by-hand'
  | 'gut-feeling'
  | 'acute-danger'
  | 'not-safe-now'
  | 'new-signal'
  | 'decision-open'
  | 'no-gut-feeling'
  | 'nothing-visible'
  | 'alarming-and-willing'
  | 'alarming-and-not-willing'
  | 'willingness-not-answered'
  | 'not-alarming'
  | 'not-decided';

/** Whether a step is open. `unknown`: nothing read so far opens it, and what would close it may not be visible. */
export interface Gate {
  readonly state: 'open' | 'closed' | 'unknown';
  readonly reason: GateReason;
}

/** The answers that count now, per step, as the fold selects them. */
export type Current = Readonly<Partial<Record<Step, Answers>>>;

const open = (reason: GateReason): Gate => ({ state: 'open', reason });
const closed = (reason: GateReason): Gate => ({ state: 'closed', reason });
const unknown = (reason: GateReason): Gate => ({ state: 'unknown', reason });

const openedByHand = (step: Step, current: Current): boolean =>
  string(current[step] ?? {}, `s${step}.openReden`) !== undefined;

/** No children cared for, expected or elsewhere: three explicit noes, of which none may be missing. */
const isAllNo = (current: Current): boolean =>
  ['s1.zorgtVoor', 's1.verwacht', 's1.andereKinderen'].every((linkId) => code(current[1] ?? {}, linkId) === 'no');

/** What a step of concern is when nothing that was read opens or closes it. */
const undetermined = (current: Current): Gate => (isAllNo(current) ? closed('all-no') : unknown('nothing-visible'));

/** Steps 2 and 3: closed only by three explicit noes. Not known, not asked and not read are open. */
function familyGate(step: 2 | 3, current: Current): Gate {
  if (!isAllNo(current)) return open('not-all-no');
  return openedByHand(step, current) ? open('by-hand') : closed('all-no');
}

function concernGate(current: Current): Gate {
  const second = current[2] ?? {};
  if (code(second, 's2.acuut') === 'yes') return open('acute-danger');
  if (code(second, 's2.nietPluis') === 'yes') return open('gut-feeling');
  if (code(second, 's2.nuVeilig') === 'no') return open('not-safe-now');
  if (boolean(current[5] ?? {}, 's5.nieuwSignaal') === true) return open('new-signal');
  // A decision that asks to go on is not undone by a colleague who has no gut feeling.
  const judgement = judgementIn(current[4] ?? {});
  if (judgement && judgement.alarming !== 'no') return open('decision-open');
  if (openedByHand(4, current)) return open('by-hand');
  return code(second, 's2.nietPluis') === 'no' ? closed('no-gut-feeling') : undetermined(current);
}

/** The decision matrix: alarming x willing. Step 5 runs beside step 6 when the client is not willing. */
function decidedGate(step: 5 | 6, current: Current): Gate {
  const judgement = judgementIn(current[4] ?? {});
  const path = judgement && pathOf(judgement);
  if (path === 'alarming-and-not-willing' || (path === 'alarming-and-willing' && step === 5)) return open(path);
  if (openedByHand(step, current)) return open('by-hand');
  return path ? closed(path) : undetermined(current);
}

/** Whether a step of the plan is open, and why. The same rules stand as FHIRPath in PlanDefinition/kindreflex. */
export function gate(step: Step, current: Current): Gate {
  if (step === 1) return open('every-client');
  if (step === 2 || step === 3) return familyGate(step, current);
  return step === 4 ? concernGate(current) : decidedGate(step, current);
}
