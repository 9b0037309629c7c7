import { type Answers, code } from '../../fhir/answers';
import type { Child } from '../../plan/children';
import { type Entry, STEPS, type Step } from '../../plan/entry';
import type { PlanState } from '../../plan/fold';
import { unreadItems } from '../unread';
import { excerptOf, type Picks } from './excerpt';
import { type Line, linesOf, optionText, type Question, questionAt, type Words } from './lines';
import { type Part, partOf, stepOfPart } from './parts';
import type { Block, Report, Section } from './report';
import type { Wording } from './wording';

/** How much of a step goes in: all contacts, or per part the last one that says something of it. */
export type Span = 'all' | 'last';

/**
 * The report about one client: what was chosen of the entries that stand, one section per step, the children first. A section never
 * concludes from absence: what is not to be seen is told as not visible or not loaded.
 */
export function composeReport(
  plan: PlanState,
  { span, ...picks }: Picks & { readonly span: Span },
  wording: Wording,
): Report {
  const steps = STEPS.filter((step) => [...picks.parts].some((part) => stepOfPart(part) === step));
  const children = plan.children.filter(({ key }) => picks.children.has(key));
  return {
    kind: 'report',
    language: wording.language,
    title: wording.title,
    about: wording.about,
    head: wording.head,
    sections: [
      ...childrenSections(children, plan, steps, wording),
      ...steps.flatMap((step) => stepSections(step, plan, picks, span, wording)),
    ],
    foot: wording.foot,
    children,
    missing: wording.missing,
  };
}

/** Whether all that is known of children was read. */
export const hasAllChildren = ({ reading }: Pick<PlanState, 'reading'>): boolean =>
  reading.relatedPersons === 'whole' && reading.entries[1] === 'whole';

/** Who the children are, as the plan knows them now; where none could be read, that none could be. */
function childrenSections(
  children: readonly Child[],
  plan: PlanState,
  steps: readonly Step[],
  wording: Wording,
): Section[] {
  const isWhole = hasAllChildren(plan);
  const isUnread = plan.children.length === 0 && steps.length > 0 && !isWhole;
  if (children.length === 0 && !isUnread) return [];
  return [
    {
      id: 'children',
      title: wording.children,
      steps: [1],
      blocks: children.map((child) => ({ title: wording.childName(child), lines: childLines(child, wording) })),
      notes: isUnread ? [wording.nothingVisible] : isWhole ? [] : [wording.partial],
    },
  ];
}

/** What is known of a child; nothing is said of what is not known. */
export function childLines({ birthDate, relation, permanent, residence }: Child, wording: Wording): Line[] {
  const questions = wording.questions[1];
  const coded = (linkId: string, answer: string | undefined): Line[] =>
    answer
      ? [
          {
            label: questionAt(questions, linkId)?.label ?? linkId,
            values: [optionText(questions, linkId, answer)],
            lines: [],
          },
        ]
      : [];
  return [
    { label: wording.birthDate, values: [birthDate ? wording.date(birthDate) : wording.unknown], lines: [] },
    ...coded('s1.kind.band', relation),
    ...coded('s1.kind.permanent', permanent),
    ...coded('s1.kind.verblijf', residence),
  ];
}

/** The entries whose decisions count: more than one where they were taken apart from each other. */
export const countingDecisions = ({ decision }: Pick<PlanState, 'decision'>): readonly string[] =>
  decision.kind === 'none'
    ? []
    : [decision.decision, ...(decision.kind === 'contradicting' ? decision.others : [])].map(({ entry }) => entry);

/** Whether an entry is the newest that says anything of a part, chosen or not; of decisions, whether its decision counts. */
export function isLast(plan: Pick<PlanState, 'entries' | 'decision'>, part: Part, entry: Entry): boolean {
  const counting = part === 'decisions' ? countingDecisions(plan) : [];
  if (counting.length > 0) return counting.includes(entry.id);
  return entry === plan.entries.findLast(({ answers }) => Object.keys(answers).some(isOfPart(part)));
}

const isOfPart = (part: Part) => (linkId: string) => !isHead(linkId) && partOf(linkId) === part;

function stepSections(step: Step, plan: PlanState, picks: Picks, span: Span, wording: Wording): Section[] {
  const ofStep = plan.entries.filter((entry) => entry.step === step);
  const parts = [...picks.parts].filter((part) => stepOfPart(part) === step);
  const blocks = ofStep.flatMap((entry): Block[] => {
    const wanted = parts.filter((part) => span === 'all' || isLast(plan, part, entry));
    const answers = excerptOf(entry, { ...picks, parts: new Set(wanted) }, plan.children);
    const block = answers && blockOf({ entry, answers }, wording);
    return block && block.lines.length > 0 ? [block] : [];
  });
  const newer = hasNewer(ofStep) ? [wording.newer] : [];
  // There is something, and nothing of it was chosen.
  if (blocks.length === 0 && ofStep.length > 0 && newer.length === 0) return [];
  const apart = plan.decision.kind === 'contradicting' && parts.includes('decisions');
  const notes = [
    ...(blocks.length === 0 && ofStep.length === 0 ? [wording.nothingVisible] : []),
    ...(blocks.length > 0 && plan.reading.entries[step] === 'partial' ? [wording.partial] : []),
    ...newer,
    ...(apart ? [wording.contradicting] : []),
  ];
  return [{ id: `step-${step}`, title: wording.step(step), steps: [step], blocks, notes }];
}

/** Whether entries hold answers that this version of the app does not understand. */
export const hasNewer = (entries: readonly Entry[]): boolean => entries.some((entry) => unreadItems(entry).length > 0);

type From = NonNullable<Block['from']>;

const isHead = (linkId: string): boolean => /^s\d\.(contactDate|setting)$/.test(linkId);

/** Who the children are stands in a section of its own, and when it was in the title. */
const NOT_AGAIN = (linkId: string): boolean => linkId === 's1.kind' || isHead(linkId);

/** An entry, or the part of it that was chosen, as lines under its day and its author. */
export function blockOf(from: From, wording: Wording): Block {
  const { entry, answers } = from;
  return {
    title: wording.contact(entry.contactDate, entry.author),
    lines: [
      ...settingLine(wording.questions[entry.step], answers, `s${entry.step}.setting`),
      ...linesOf(wording.questions[entry.step], answers, wording, NOT_AGAIN),
    ],
    from,
  };
}

/** The kind of service, which the app fills in and does not show while typing. */
function settingLine(questions: readonly Question[], answers: Answers, linkId: string): Line[] {
  const setting = code(answers, linkId);
  const label = questionAt(questions, linkId)?.label ?? linkId;
  return setting ? [{ label, values: [optionText(questions, linkId, setting)], lines: [] }] : [];
}

/** A statement in one line, for who chooses: its words and what it hangs on. */
export const statementText = (questions: readonly Question[], answers: Answers, words: Words): string =>
  flatValues(linesOf(questions, answers, words, (linkId) => linkId.endsWith('.anoniem'))).join(' · ');

const flatValues = (lines: readonly Line[]): string[] =>
  lines.flatMap(({ values, lines: inside }) => [...values, ...flatValues(inside)]);
