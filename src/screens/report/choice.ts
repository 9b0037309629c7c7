import { isLast, type Span } from '../../mapping/report/compose';
import { isOfChosen, type Picks } from '../../mapping/report/excerpt';
import { isOfConcern, PARTS, type Part, partOf, stepOfPart } from '../../mapping/report/parts';
import type { Report } from '../../mapping/report/report';
import { type Statement, statementsIn } from '../../mapping/report/statements';
import { countsAsMinor } from '../../plan/age';
import type { Step } from '../../plan/entry';
import type { PlanState } from '../../plan/fold';

/** What a person has chosen for a report. */
export interface Choice extends Picks {
  readonly kind: Report['kind'];
  readonly span: Span;
}

/** What the overview veils, the choice veils too. */
export const isVeiledStep = (step: Step, labelled: readonly Step[]): boolean =>
  isOfConcern(step) || labelled.includes(step);

export const isVeiledPart = (part: Part, labelled: readonly Step[]): boolean =>
  isVeiledStep(stepOfPart(part), labelled);

/** The plan as a report of a day may tell of it: about no child that has come of age. */
export const withMinors = (plan: PlanState, on: string): PlanState => ({
  ...plan,
  children: plan.children.filter(({ birthDate }) => countsAsMinor(birthDate, on)),
});

/** Chosen beforehand are the children and what was noted in steps without concern; nothing that someone else said. */
export function firstChoice(plan: PlanState, labelled: readonly Step[]): Choice {
  const noted = new Set(plan.entries.map(({ step }) => step));
  return {
    kind: 'report',
    span: 'all',
    parts: new Set(PARTS.filter((part) => noted.has(stepOfPart(part)) && !isVeiledPart(part, labelled))),
    children: new Set(plan.children.map(({ key }) => key)),
    statements: new Set(),
  };
}

/** How many contacts say something of a part. */
export const countOf = ({ entries }: PlanState, part: Part): number =>
  entries.filter(
    ({ step, answers }) =>
      part === step || (stepOfPart(part) === step && Object.keys(answers).some((linkId) => partOf(linkId) === part)),
  ).length;

/** The statements that can be chosen one by one beside what is chosen, oldest first. A draft for a facility takes no advice. */
export function offeredStatements(plan: PlanState, { kind, parts, span, children }: Choice): Statement[] {
  const isIn = (part: Part) => kind === 'referral' || parts.has(part);
  return plan.entries
    .flatMap(statementsIn)
    .filter(
      ({ part, entry, answers }) =>
        isIn(part) &&
        (span === 'all' || kind === 'referral' || isLast(plan, part, entry)) &&
        isOfChosen(answers, { children }, plan.children),
    )
    .filter(({ kind: what, answers }) => kind === 'report' || (what !== 'anonymous-advice' && !isAdvice(answers)));
}

const isAdvice = (answers: Statement['answers']): boolean =>
  Object.keys(answers).some((linkId) => linkId.endsWith('.advies'));

/** A set with or without a member. */
export const toggled = <T>(set: ReadonlySet<T>, member: T): ReadonlySet<T> =>
  set.has(member) ? new Set([...set].filter((one) => one !== member)) : new Set([...set, member]);
