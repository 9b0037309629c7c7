import { type Answers, code, groupItems, isInstance } from '../../fhir/answers';
import type { Child } from '../../plan/children';
import type { Entry, Step } from '../../plan/entry';
import type { PlanState } from '../../plan/fold';
import { childLines, countingDecisions } from './compose';
import { type Line, linesOf, questionAt } from './lines';
import { mapAnswers } from './map-answers';
import type { ReferralWording } from './referral-wording';
import type { Block } from './report';
import type { Wording } from './wording';

/** Questions of a step: those that a facility needs an answer to, and those that it may use. */
export type Ask = readonly [step: Step, linkIds: readonly string[], optional?: readonly string[]];

/** Within a decision and a talk with the client these say why, and how the client answered. */
const NEEDED_WITHIN: Readonly<Record<string, (items: Answers) => readonly string[]>> = {
  's4.besluit': (items) => [
    's4.besluit.verontrustend',
    ...(code(items, 's4.besluit.verontrustend') === 'yes' ? ['s4.besluit.bereid'] : []),
    's4.besluit.wie',
    's4.besluit.motief',
  ],
  's4.benoemd': () => ['s4.benoemd.op', 's4.benoemd.reactie'],
};

/** What an answer asks for in its turn: when the client was told, or why not. */
const NEEDED_AFTER: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  's6.ingelicht': { yes: 's6.ingelichtOp', no: 's6.nietIngelicht' },
};

const withFollowing = (needed: readonly string[], answers: Answers = {}): readonly string[] =>
  needed.flatMap((linkId) => [linkId, NEEDED_AFTER[linkId]?.[code(answers, linkId) ?? ''] ?? []].flat());

const FACTS = /^s2\.(criteria|nietPluis|redenen)$|^s4\.(gegevens|risico|bescherm|sleutel|instr)$/;
const CHILD_WORDS = ['s3.kind.woorden', 's4.sleutel.woorden'];

/** A line with its answer, or marked as missing. */
export const lineOf = (label: string, value: string | undefined): Line => ({
  label,
  values: value ? [value] : [],
  lines: [],
  ...(value ? {} : { missing: true }),
});

const leftOrMissing = (label: string, { missingOrLeft }: ReferralWording): Line => ({
  ...lineOf(label, undefined),
  values: [missingOrLeft],
});

/** Some of the answers of a step. */
export const only = (answers: Answers, linkIds: readonly string[]): Answers =>
  Object.fromEntries(Object.entries(answers).filter(([linkId]) => linkIds.includes(linkId)));

/** Answers to the questions that are asked for, and what of them is missing. */
export function askedLines(
  [step, needed, optional = []]: Ask,
  current: PlanState['current'],
  wording: Wording,
): Line[] {
  const answers = current[step] ?? {};
  const questions = wording.questions[step];
  return [...needed, ...optional].flatMap((linkId): Line[] => {
    const lines = linesOf(questions, only(answers, [linkId]), wording);
    const items = groupItems(answers, linkId);
    const within = (NEEDED_WITHIN[linkId]?.(items) ?? []).filter((id) => !items[id]?.length);
    const missing = (id: string): Line => lineOf(questionAt(questions, id)?.label ?? id, undefined);
    if (lines.length === 0) return needed.includes(linkId) ? [missing(linkId)] : [];
    return lines.map((line) => ({ ...line, lines: [...line.lines, ...within.map(missing)] }));
  });
}

/**
 * What is missing, then the answers that count now, each under the contact that it comes from: what was urgent in spring need not be so
 * in autumn. `entries`: those that `current` is the fold of, oldest first; `every`: not only the answers that count now.
 */
export function askedBlocks(
  asks: readonly Ask[],
  current: PlanState['current'],
  entries: readonly Entry[],
  wording: Wording,
  every: boolean,
): Block[] {
  const missing = asks.flatMap(([step, needed]) =>
    askedLines([step, withFollowing(needed, current[step])], current, wording).filter((line) => line.missing),
  );
  const blocks = entries.flatMap((entry): Block[] => {
    const own = { [entry.step]: every ? entry.answers : ownOf(entry, current[entry.step] ?? {}, entries) };
    const lines = asks
      .filter(([step]) => step === entry.step)
      .flatMap(([step, needed, optional = []]) => askedLines([step, [], [...needed, ...optional]], own, wording));
    return lines.length > 0 ? [{ title: wording.contact(entry.contactDate, entry.author), lines }] : [];
  });
  return [...(missing.length > 0 ? [{ lines: missing }] : []), ...blocks];
}

/** What of the answers that count comes from an entry: a turn of a list says so in its key, anything else is the last one's. */
function ownOf(entry: Entry, current: Answers, entries: readonly Entry[]): Answers {
  const lastWith = (linkId: string) => entries.findLast(({ step, answers }) => step === entry.step && answers[linkId]);
  return mapAnswers(current, (linkId, answer) => {
    const isOwn =
      isInstance(answer) && answer.key.includes('/')
        ? answer.key.startsWith(`${entry.id}/`)
        : lastWith(linkId) === entry;
    return isOwn ? answer : undefined;
  });
}

/** The children, each with what is missing of it. */
export function childBlocks(children: readonly Child[], wording: ReferralWording): Block[] {
  const { labels } = wording;
  if (children.length === 0)
    return [{ lines: [leftOrMissing(labels.name, wording), leftOrMissing(wording.birthDate, wording)] }];
  return children.map((child) => {
    const lines = childLines(child, wording).filter(({ label }) => child.birthDate || label !== wording.birthDate);
    const residence = questionAt(wording.questions[1], 's1.kind.permanent')?.label ?? '';
    return {
      title: wording.childName(child),
      lines: [
        ...(child.given && child.family ? [] : [lineOf(labels.name, undefined)]),
        ...(child.birthDate ? [] : [lineOf(wording.birthDate, undefined)]),
        ...lines,
        ...(child.permanent ? [] : [lineOf(residence, undefined)]),
        lineOf(labels.address, undefined),
      ],
    };
  });
}

/** The decision that counts; where two were taken apart from each other, both of them. */
export function decisionBlocks(plan: PlanState, entries: readonly Entry[], wording: ReferralWording): Block[] {
  const counting = countingDecisions(plan);
  const blocks = entries.flatMap((entry): Block[] =>
    counting.includes(entry.id)
      ? [
          {
            title: wording.contact(entry.contactDate, entry.author),
            lines: askedLines([4, ['s4.besluit'], ['s4.kleur']], { 4: entry.answers }, wording),
          },
        ]
      : [],
  );
  return blocks.length > 0 ? blocks : [{ lines: askedLines([4, ['s4.besluit']], {}, wording) }];
}

/** What was seen and heard, with its day and its source, oldest first. */
export function factBlocks(entries: readonly Entry[], wording: ReferralWording): Block[] {
  const isChildsWord = (linkId: string) => CHILD_WORDS.includes(linkId);
  const blocks = entries.flatMap((entry): Block[] => {
    const facts = Object.keys(entry.answers).filter((linkId) => FACTS.test(linkId));
    const lines = linesOf(wording.questions[entry.step], only(entry.answers, facts), wording, isChildsWord);
    return lines.length > 0 ? [{ title: wording.contact(entry.contactDate, entry.author), lines }] : [];
  });
  return blocks.length > 0 ? blocks : [{ lines: [leftOrMissing(wording.titles.facts, wording)] }];
}

/** What children told in their own words, as far as that was chosen. */
export function childViews(entries: readonly Entry[], wording: ReferralWording): Block[] {
  const blocks = entries.flatMap((entry): Block[] => {
    const questions = wording.questions[entry.step];
    const groups = Object.keys(entry.answers).filter((linkId) => ['s3.kind', 's4.sleutel'].includes(linkId));
    const told = groups.flatMap((linkId) =>
      (entry.answers[linkId] ?? []).filter((answer) => holdsWords(answer)).map((answer) => ({ [linkId]: [answer] })),
    );
    const lines = told.flatMap((answers) => linesOf(questions, answers, wording));
    return lines.length > 0 ? [{ title: wording.contact(entry.contactDate, entry.author), lines }] : [];
  });
  return blocks.length > 0 ? blocks : [{ lines: [leftOrMissing(wording.labels.childView, wording)] }];
}

const holdsWords = (answer: Answers[string][number]): boolean =>
  CHILD_WORDS.some((linkId) => JSON.stringify(answer).includes(`"${linkId}"`));
