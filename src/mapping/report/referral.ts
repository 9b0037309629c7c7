import type { Entry, Step } from '../../plan/entry';
import { foldPlan, type PlanState } from '../../plan/fold';
import { hasAllChildren, hasNewer } from './compose';
import { excerptOf, type Picks } from './excerpt';
import { linesOf } from './lines';
import { PARTS } from './parts';
import {
  type Ask,
  askedBlocks,
  childBlocks,
  childViews,
  decisionBlocks,
  factBlocks,
  lineOf,
  only,
} from './referral-blocks';
import type { ReferralPart, ReferralWording } from './referral-wording';
import type { Block, Report, Section } from './report';
import { without } from './statements';

/** Per part the questions that it takes its answers from: those that a facility needs, then those that it may use. */
const ASKED: Partial<Record<ReferralPart, readonly Ask[]>> = {
  facility: [[6, ['s6.voorziening', 's6.regio']]],
  urgency: [
    [2, ['s2.acuut'], ['s2.nuVeilig']],
    [1, [], ['s1.nu']],
  ],
  tried: [
    [6, ['s6.vrijwillig']],
    [5, [], ['s5.maatregel', 's5.hulpKind', 's5.gezin', 's5.voorziening', 's5.voortgang']],
    [3, [], ['s3.hoe', 's3.voorziening']],
  ],
  clientView: [[4, ['s4.benoemd']]],
  told: [[6, ['s6.ingelicht'], ['s6.ingelichtOp', 's6.ingelichtHoe', 's6.nietIngelicht', 's6.volgordeReden']]],
  agreed: [[6, ['s6.contact', 's6.afspraak'], ['s6.uitkomst', 's6.volgende']]],
};

const CENTRE = ['s4.advies', 's5.advies'];

/**
 * A draft of what a mandated facility (VK, OCJ) asks for when a situation is handed over (the M-document), built only from what was
 * recorded. What is needed and was not recorded is marked as missing and never filled in: there is no place where it could come
 * from. Statements by third parties and words of a child stand in it only where they were chosen. Advice that was asked before
 * stands in none: who asked without a name would be known by this one.
 */
export function composeReferral(plan: PlanState, picks: Picks, wording: ReferralWording): Report {
  const whole = { ...picks, parts: new Set(PARTS) };
  const entries = plan.entries.flatMap((entry): Entry[] => {
    const answers = excerptOf(entry, whole, plan.children);
    return answers ? [{ ...entry, answers: without(answers, CENTRE) }] : [];
  });
  const { current } = foldPlan(entries, [], plan.reading);
  const children = plan.children.filter(({ key }) => picks.children.has(key));
  const isPartial = (id: ReferralPart, steps: readonly Step[]): boolean =>
    steps.some((step) => plan.reading.entries[step] === 'partial') || (id === 'children' && !hasAllChildren(plan));
  const section = (id: ReferralPart, steps: readonly Step[], blocks: readonly Block[]): Section => ({
    id,
    title: wording.titles[id],
    steps,
    blocks,
    notes: [
      ...(isPartial(id, steps) ? [wording.partial] : []),
      ...(hasNewer(plan.entries.filter(({ step }) => steps.includes(step))) ? [wording.newer] : []),
      ...(id === 'why' && plan.decision.kind === 'contradicting' ? [wording.contradicting] : []),
    ],
  });
  const asked = (id: ReferralPart): Section => {
    const asks = ASKED[id] ?? [];
    const blocks = askedBlocks(asks, current, entries, wording, id === 'tried');
    return section(id, [...new Set(asks.map(([step]) => step))], blocks);
  };
  const { labels, author, client } = wording;
  return {
    kind: 'referral',
    language: wording.language,
    title: wording.title,
    about: wording.about,
    head: wording.head,
    sections: [
      asked('facility'),
      section(
        'sender',
        [],
        [
          {
            lines: [
              lineOf(labels.name, author),
              lineOf(labels.role, undefined),
              lineOf(labels.service, undefined),
              lineOf(labels.phone, undefined),
            ],
          },
        ],
      ),
      section('children', [1], childBlocks(children, wording)),
      section(
        'parents',
        [1],
        [
          {
            lines: [
              lineOf(labels.name, client.name),
              lineOf(wording.birthDate, client.birthDate && wording.date(client.birthDate)),
              ...linesOf(wording.questions[1], only(current[1] ?? {}, ['s1.zorgGedeeld']), wording),
              lineOf(labels.otherParent, undefined),
            ],
          },
        ],
      ),
      asked('urgency'),
      section('facts', [2, 4], factBlocks(entries, wording)),
      section('why', [4], decisionBlocks(plan, entries, wording)),
      asked('tried'),
      asked('clientView'),
      section('childView', [3, 4], childViews(entries, wording)),
      asked('told'),
      asked('agreed'),
    ],
    foot: wording.foot,
    children,
    missing: wording.missing,
  };
}
