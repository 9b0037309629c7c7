import { STEPS, type Step } from '../../plan/entry';

/** What a person chooses for a report: a step, or what of a step is chosen apart from it. */
export type Part = Step | 'decisions' | 'measures';

export const PARTS: readonly Part[] = [1, 2, 3, 4, 'decisions', 5, 'measures', 6];

const APART: Readonly<Record<string, Part>> = { 's4.besluit': 'decisions', 's5.maatregel': 'measures' };

/** The step that a part belongs to. */
export const stepOfPart = (part: Part): Step => (part === 'decisions' ? 4 : part === 'measures' ? 5 : part);

/** The part that an item of the first rank belongs to; undefined for one that is none of ours. */
export function partOf(linkId: string): Part | undefined {
  return APART[linkId] ?? STEPS.find((step) => linkId.startsWith(`s${step}.`));
}

/** The steps whose content may be about concern: nothing of them is chosen beforehand. */
const CONCERN: readonly Step[] = [2, 4, 5, 6];

export const isOfConcern = (step: Step): boolean => CONCERN.includes(step);
