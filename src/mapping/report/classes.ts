import type { Coding } from 'fhir/r4';
import type { Entry, Step } from '../../plan/entry';
import { isOfConcern } from './parts';
import type { Report, Section } from './report';

/** What of a report may stand in one document: the two classes never share one. */
export interface ReportClass {
  readonly report: Report;
  readonly steps: readonly Step[];
  /** Of steps 2, 4, 5 and 6 */
  readonly concern: boolean;
}

/** The report as one part per class, ordinary support first. A draft for a mandated facility is of concern as a whole. */
export function classesOf(report: Report): ReportClass[] {
  if (report.kind === 'referral') return [{ report, steps: stepsOf(report.sections), concern: true }];
  return [false, true].flatMap((concern) => {
    const sections = report.sections.filter(({ steps }) => steps.some(isOfConcern) === concern);
    return sections.length > 0 ? [{ report: { ...report, sections }, steps: stepsOf(sections), concern }] : [];
  });
}

const stepsOf = (sections: readonly Section[]): Step[] =>
  [...new Set(sections.flatMap(({ steps }) => steps))].sort((a, b) => a - b);

/** The entries that something was taken from; of a draft, which draws on many, all that it could be. */
export const entriesOf = ({ report, steps }: ReportClass, all: readonly Entry[]): Entry[] => {
  const taken = new Set(report.sections.flatMap(({ blocks }) => blocks.flatMap(({ from }) => from?.entry.id ?? [])));
  return all.filter(({ id, step }) => (report.kind === 'referral' ? steps.includes(step) : taken.has(id)));
};

/** Labels of several things as one list, each once. */
export function unionOf(lists: readonly (readonly Coding[])[]): Coding[] {
  const found = new Map(lists.flat().map((label) => [`${label.system}|${label.code}`, label]));
  return [...found.values()];
}
