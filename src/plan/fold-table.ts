import type { LinkId } from './link-ids';

export interface HangingRule {
  readonly with: LinkId;
  readonly kept?: 'same-answer' | 'same-stay';
}

/**
 * How an item of several entries becomes one answer:
 * - newest: the newest entry that answers it wins;
 * - with: it hangs on another item and comes from the entry that supplied that one, or not at all; `same-answer` keeps it while
 *   later entries repeat that other answer, `same-stay` only while they do so in the same encounter;
 * - append: all answers, oldest first (a repeating item);
 * - children: union by child, newest answer per child;
 * - decision: the decision at the end of the chain, on the stricter path when there are two.
 * Free text that occurs once per entry (progress, support) is `newest` here: the older texts stay in their entries.
 */
export type FoldRule = 'newest' | 'append' | 'children' | 'decision' | HangingRule;

export const FOLD_TABLE = {
  's1.contactDate': 'newest',
  's1.setting': 'newest',
  's1.uitkomst': 'newest',
  's1.zorgtVoor': 'newest',
  's1.verwacht': 'newest',
  's1.uitgerekend': { with: 's1.verwacht', kept: 'same-answer' },
  's1.andereKinderen': 'newest',
  's1.zorgGedeeld': { with: 's1.zorgtVoor', kept: 'same-answer' },
  's1.residentieel': 'newest',
  's1.aantal': 'newest',
  's1.kind': 'children',
  's1.aantalReden': { with: 's1.aantal', kept: 'same-answer' },
  's1.nu': 'newest',
  's1.verblijf': { with: 's1.residentieel', kept: 'same-stay' },
  's1.opnieuwOp': { with: 's1.uitkomst' },
  's2.contactDate': 'newest',
  's2.setting': 'newest',
  's2.openReden': 'newest',
  's2.aanleiding': 'newest',
  's2.uitstelReden': 'newest',
  's2.criteria': 'newest',
  's2.nuVeilig': 'newest',
  's2.overleg': 'newest',
  's2.overlegMet': { with: 's2.overleg' },
  's2.overlegOp': { with: 's2.overleg' },
  's2.nietPluis': 'newest',
  's2.redenen': 'append',
  's2.acuut': 'newest',
  's3.contactDate': 'newest',
  's3.setting': 'newest',
  's3.openReden': 'newest',
  's3.vormen': 'append',
  's3.hoe': 'newest',
  's3.kind': 'append',
  's3.betrokken': 'append',
  's3.voorziening': 'append',
  's3.volgende': 'newest',
  's4.contactDate': 'newest',
  's4.setting': 'newest',
  's4.openReden': 'newest',
  's4.gegevens': 'newest',
  's4.risico': 'append',
  's4.bescherm': 'append',
  's4.instr': 'append',
  's4.sleutel': 'append',
  's4.vooroverleg': 'newest',
  's4.advies': 'append',
  's4.benoemd': 'newest',
  's4.volgordeReden': { with: 's4.benoemd' },
  's4.besluit': 'decision',
  's4.kleur': 'newest',
  's4.volgende': 'newest',
  's5.contactDate': 'newest',
  's5.setting': 'newest',
  's5.openReden': 'newest',
  's5.maatregel': 'append',
  's5.gezin': 'newest',
  's5.hulpKind': 'append',
  's5.voorziening': 'append',
  's5.advies': 'append',
  's5.voortgang': 'newest',
  's5.nieuwSignaal': 'newest',
  's5.volgende': 'newest',
  's6.contactDate': 'newest',
  's6.setting': 'newest',
  's6.openReden': 'newest',
  's6.vrijwillig': 'newest',
  's6.ingelicht': 'newest',
  's6.ingelichtOp': { with: 's6.ingelicht' },
  's6.ingelichtHoe': { with: 's6.ingelicht' },
  's6.nietIngelicht': { with: 's6.ingelicht' },
  's6.voorziening': 'newest',
  's6.regio': { with: 's6.voorziening' },
  's6.contact': 'newest',
  's6.volgordeReden': { with: 's6.contact' },
  's6.uitkomst': 'newest',
  's6.afspraak': 'append',
  's6.volgende': 'newest',
} as const satisfies Partial<Record<LinkId, FoldRule>>;
