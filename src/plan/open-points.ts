import { type Answers, boolean, code, groupItems, instances, number, string, values } from '../fhir/answers';
import { countsAsMinor } from './age';
import { latest } from './date';
import type { Step } from './entry';
import type { PlanState } from './fold';
import { gate } from './gates';
import { contactedOutOfOrder, namedOutOfOrder } from './order';
import { permissionMissing } from './permission';

/** What the step plan wants noted and is still missing, or does not fit. Never a reason not to save. */
export type OpenPointCode =
  | 'outcome-missing'
  | 'caring-missing'
  | 'expecting-missing'
  | 'count-missing'
  | 'more-children-than-count'
  | 'children-missing'
  | 'count-zero-while-caring'
  | 'children-known-though-none-told'
  | 'due-date-passed'
  | 'child-turned-18'
  | 'child-name-missing'
  | 'child-birth-date-missing'
  | 'child-residence-missing'
  | 'childcare-missing'
  | 'childcare-action-missing'
  | 'gut-feeling-missing'
  | 'reasons-missing'
  | 'not-consulted'
  | 'support-missing'
  | 'permission-missing'
  | 'decision-missing'
  | 'decisions-contradict'
  | 'willingness-missing'
  | 'deciders-missing'
  | 'alone-without-reason'
  | 'order-without-reason'
  | 'progress-missing'
  | 'review-date-missing'
  | 'voluntary-help-missing'
  | 'informed-missing'
  | 'not-informed-without-reason'
  | 'facility-missing'
  | 'contact-missing'
  | 'action-missing';

export interface OpenPoint {
  readonly code: OpenPointCode;
  readonly step: Step;
  /** The child that it is about. */
  readonly child?: string;
}

type Codes = (OpenPointCode | false | undefined)[];

function conversation(answers: Answers, { children, reading }: PlanState, on: string): Codes {
  const held = code(answers, 's1.uitkomst') === 'held';
  const caring = code(answers, 's1.zorgtVoor');
  const others = code(answers, 's1.andereKinderen');
  const count = number(answers, 's1.aantal');
  const minors = children.filter((child) => countsAsMinor(child.birthDate, on)).length;
  const due = string(answers, 's1.uitgerekend');
  const stay = groupItems(answers, 's1.verblijf');
  const childcare = code(stay, 's1.opvang');
  const staying = boolean(answers, 's1.residentieel') === true;
  return [
    code(answers, 's1.uitkomst') === undefined && 'outcome-missing',
    held && caring === undefined && 'caring-missing',
    held && code(answers, 's1.verwacht') === undefined && 'expecting-missing',
    (caring === 'yes' || others === 'yes') && count === undefined && 'count-missing',
    count !== undefined && minors > count && 'more-children-than-count',
    reading.relatedPersons === 'whole' &&
      count !== undefined &&
      minors < count &&
      code(answers, 's1.aantalReden') === undefined &&
      'children-missing',
    count === 0 && caring === 'yes' && 'count-zero-while-caring',
    minors > 0 && caring === 'no' && others === 'no' && 'children-known-though-none-told',
    code(answers, 's1.verwacht') === 'yes' && due !== undefined && latest(due) < on && 'due-date-passed',
    staying && (caring === 'yes' || minors > 0) && childcare === undefined && 'childcare-missing',
    childcare !== undefined &&
      childcare !== 'arranged' &&
      string(stay, 's1.opvangActie') === undefined &&
      'childcare-action-missing',
  ];
}

/** What is missing per child. A child that turned 18 is mentioned until the next conversation, which no longer counts it. */
function perChild({ children, entries }: PlanState, on: string): OpenPoint[] {
  const last = entries.findLast(({ step }) => step === 1)?.contactDate ?? on;
  return children.flatMap((child): OpenPoint[] => {
    if (!countsAsMinor(child.birthDate, on))
      return child.entry && countsAsMinor(child.birthDate, last)
        ? [{ code: 'child-turned-18', step: 1, child: child.key }]
        : [];
    const missing: Codes = [
      !child.given && 'child-name-missing',
      !child.birthDate && !child.birthDateUnknown && 'child-birth-date-missing',
      child.permanent === undefined && 'child-residence-missing',
    ];
    return missing.flatMap((found) => (found ? [{ code: found, step: 1 as const, child: child.key }] : []));
  });
}

function safety(answers: Answers): Codes {
  const feeling = code(answers, 's2.nietPluis');
  return [
    (feeling === undefined || feeling === 'not-yet-judged') && 'gut-feeling-missing',
    feeling === 'yes' &&
      !instances(answers, 's2.redenen').some(({ items }) => string(items, 's2.redenen.tekst')) &&
      'reasons-missing',
    boolean(answers, 's2.overleg') !== true && 'not-consulted',
  ];
}

const support = (answers: Answers): Codes => [
  string(answers, 's3.hoe') === undefined && values(answers, 's3.vormen').length === 0 && 'support-missing',
  permissionMissing(3, answers) && 'permission-missing',
];

function concern(answers: Answers, state: PlanState): Codes {
  const decision = groupItems(answers, 's4.besluit');
  const alarming = code(decision, 's4.besluit.verontrustend');
  const deciders = values(decision, 's4.besluit.wie').length;
  return [
    (alarming === undefined || alarming === 'undecided') && 'decision-missing',
    state.decision.kind === 'contradicting' && 'decisions-contradict',
    alarming === 'yes' && code(decision, 's4.besluit.bereid') === undefined && 'willingness-missing',
    alarming !== undefined &&
      deciders < 2 &&
      string(decision, 's4.besluit.alleenReden') === undefined &&
      (deciders === 0 ? 'deciders-missing' : 'alone-without-reason'),
    namedOutOfOrder(answers) && string(answers, 's4.volgordeReden') === undefined && 'order-without-reason',
    permissionMissing(4, answers) && 'permission-missing',
  ];
}

const restoring = (answers: Answers): Codes => [
  string(answers, 's5.voortgang') === undefined && 'progress-missing',
  string(answers, 's5.volgende') === undefined && 'review-date-missing',
];

function mandate(answers: Answers): Codes {
  const informed = code(answers, 's6.ingelicht');
  const contacted = string(groupItems(answers, 's6.contact'), 's6.contact.op');
  return [
    string(answers, 's6.vrijwillig') === undefined && 'voluntary-help-missing',
    (informed === undefined || informed === 'unknown') && 'informed-missing',
    informed === 'no' && string(answers, 's6.nietIngelicht') === undefined && 'not-informed-without-reason',
    code(answers, 's6.voorziening') === undefined && 'facility-missing',
    contacted === undefined && 'contact-missing',
    contactedOutOfOrder(answers) && string(answers, 's6.volgordeReden') === undefined && 'order-without-reason',
    !instances(answers, 's6.afspraak').some(({ items }) => string(items, 's6.afspraak.wat')) && 'action-missing',
  ];
}

const RULES: Readonly<Record<Step, (answers: Answers, state: PlanState, on: string) => Codes>> = {
  1: conversation,
  2: safety,
  3: support,
  4: concern,
  5: restoring,
  6: mandate,
};

/**
 * The open points of the plan on a day, step by step. A step without an entry to be seen, or not read whole, has none: its
 * state says that, and what seems missing may stand in an entry that was not read.
 */
export function openPoints(state: PlanState, on: string): OpenPoint[] {
  return ([1, 2, 3, 4, 5, 6] as const).flatMap((step) => {
    const answers = state.current[step];
    if (!answers || state.reading.entries[step] === 'partial') return [];
    if (gate(step, state.current).state === 'closed') return [];
    const found = RULES[step](answers, state, on).flatMap((missing) => (missing ? [{ code: missing, step }] : []));
    return step === 1 && state.reading.relatedPersons === 'whole' ? [...found, ...perChild(state, on)] : found;
  });
}
