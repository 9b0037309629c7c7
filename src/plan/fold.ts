import { type Answers, instances, isInstance } from '../fhir/answers';
import { type Child, foldChildren, type RelatedPerson } from './children';
import { type DecisionState, foldDecisions } from './decision';
import { type Entry, STEPS, type Step } from './entry';
import { FOLD_TABLE, type FoldRule, type HangingRule } from './fold-table';
import { newestVersions, standing } from './standing';

/** How far the record was read: a step that was not read whole allows no conclusion from absence. */
export interface Reading {
  readonly entries: Readonly<Record<Step, 'whole' | 'partial'>>;
  readonly relatedPersons: 'whole' | 'partial';
}

/** The state of the plan at a moment: what all entries that stand say together. */
export interface PlanState {
  readonly reading: Reading;
  /** The entries that count, oldest first. */
  readonly entries: readonly Entry[];
  /** Per step the answers that count now; absent when no entry of the step is to be seen. */
  readonly current: Readonly<Partial<Record<Step, Answers>>>;
  readonly children: readonly Child[];
  readonly decision: DecisionState;
}

type TableKey = keyof typeof FOLD_TABLE;
const ruleOf = (linkId: string): FoldRule | undefined =>
  Object.hasOwn(FOLD_TABLE, linkId) ? FOLD_TABLE[linkId as TableKey] : undefined;

/** The answers of one step that count now, from its entries oldest first. */
function foldStep(entries: readonly Entry[], decision: DecisionState): Answers {
  const folded: Record<string, Answers[string]> = {};
  for (const entry of entries) {
    for (const [linkId, answer] of Object.entries(entry.answers)) {
      const rule = ruleOf(linkId);
      if (answer.length === 0 || rule === undefined) continue;
      if (rule === 'newest' || rule === 'children') folded[linkId] = answer;
      else if (rule === 'append') folded[linkId] = union(folded[linkId] ?? [], answer, entry.id);
    }
  }
  for (const [linkId, rule] of Object.entries<FoldRule>(FOLD_TABLE)) {
    const answer = typeof rule === 'object' ? hanging(linkId, rule, entries) : undefined;
    if (answer) folded[linkId] = answer;
  }
  if (decision.kind !== 'none') {
    const holder = entries.find(({ id }) => id === decision.decision.entry);
    const group = holder ? instances(holder.answers, 's4.besluit') : [];
    if (group.length > 0) folded['s4.besluit'] = group;
  }
  return folded;
}

/** The answer of an item that hangs on another: gone as soon as that other item is answered anew, unless the rule keeps it. */
function hanging(linkId: string, rule: HangingRule, entries: readonly Entry[]): Answers[string] | undefined {
  let kept: Answers[string] | undefined;
  let before: { readonly answer: string; readonly encounter: string | undefined } | undefined;
  for (const { answers, encounter } of entries) {
    const root = answers[rule.with];
    if (!root?.length) continue;
    const now = { answer: root.map(valueKey).join(), encounter };
    const same = before?.answer === now.answer;
    const stays = same && encounter !== undefined && before?.encounter === encounter;
    if (!(rule.kept === 'same-answer' ? same : rule.kept === 'same-stay' && stays)) kept = undefined;
    if (answers[linkId]?.length) kept = answers[linkId];
    before = now;
  }
  return kept;
}

/** All answers in order; a value that is there already is not repeated, and an instance keeps a key of its own. */
function union(before: Answers[string], added: Answers[string], entry: string): Answers[string] {
  const seen = new Set(before.map((answer) => valueKey(answer)));
  return [
    ...before,
    ...added
      .filter((answer) => isInstance(answer) || !seen.has(valueKey(answer)))
      .map((answer) => (isInstance(answer) ? { ...answer, key: `${entry}/${answer.key}` } : answer)),
  ];
}

const valueKey = (answer: Answers[string][number]): string =>
  typeof answer === 'object' && 'code' in answer ? `${answer.system}|${answer.code}` : JSON.stringify(answer);

/** Folds everything that was read into the state of the plan. Pure: any order of arrival gives the same state. */
export function foldPlan(
  entries: readonly Entry[],
  relatedPersons: readonly RelatedPerson[],
  read: Reading,
): PlanState {
  const versions = newestVersions(entries);
  const counted = standing(entries);
  const decision = foldDecisions(
    counted.filter(({ step }) => step === 4),
    versions,
  );
  // What another system holds as a draft may become an entry: until then nothing is concluded from its absence.
  const drafts = versions.filter(({ status }) => status === 'in-progress').map(({ step }) => [step, 'partial']);
  const reading: Reading = { ...read, entries: { ...read.entries, ...Object.fromEntries(drafts) } };
  const current: Partial<Record<Step, Answers>> = {};
  for (const step of STEPS) {
    const ofStep = counted.filter((entry) => entry.step === step);
    if (ofStep.length > 0) current[step] = foldStep(ofStep, decision);
  }
  const children = foldChildren(
    counted.filter(({ step }) => step === 1),
    relatedPersons,
  );
  return { reading, entries: counted, current, children, decision };
}
