import type { Coding } from 'fhir/r4';
import type { Answers, Value } from '../../src/fhir/answers';
import type { Entry, Step } from '../../src/plan/entry';
import type { Reading } from '../../src/plan/fold';
import { parseSiteConfig } from '../../src/session/site-config';

/** The labels per step of a site that configures none. */
export const DEFAULT_LABELS = (() => {
  const site = parseSiteConfig({ issuers: [{ iss: 'https://ehr.example.org/fhir', clientId: 'kindreflex' }] });
  if (!site.ok) throw new Error('The smallest site configuration is refused');
  return site.value.labels;
})();

/** A coded answer of the project's own code system. */
export const coding = (code: string): Coding => ({
  system: 'https://w3id.org/kindreflex/CodeSystem/kindreflex-answer',
  code,
});

/** Answers from codes and values: { 's1.zorgtVoor': coding('yes') }. */
export const answered = (given: Readonly<Record<string, Value | readonly Value[]>>): Answers =>
  Object.fromEntries(
    Object.entries(given).map(([linkId, value]) => [linkId, (Array.isArray(value) ? value : [value]) as Value[]]),
  );

/** Instances of a group, keyed by their place. */
export const group = (...all: Answers[]): Answers[string] => all.map((items, index) => ({ key: String(index), items }));

/** A completed entry; without a recorded time it is of noon on the contact date. */
export function entry(
  id: string,
  step: Step,
  contactDate: string,
  answers: Answers = {},
  more: Partial<Entry> = {},
): Entry {
  return {
    id,
    step,
    contactDate,
    recordedAt: `${contactDate}T12:00:00.000Z`,
    status: 'completed',
    answers: { [`s${step}.contactDate`]: [contactDate], ...answers },
    ...more,
  };
}

/** A record that was read whole, but for the steps named. */
export const reading = (...partial: readonly Step[]): Reading => {
  const of = (step: Step) => (partial.includes(step) ? 'partial' : 'whole');
  return { entries: { 1: of(1), 2: of(2), 3: of(3), 4: of(4), 5: of(5), 6: of(6) }, relatedPersons: 'whole' };
};

/** A team decision of step 4, following the decisions of the entries named. */
export const decided = (alarming: string, willing?: string, ...follows: string[]): Answers => ({
  's4.besluit': group({
    's4.besluit.verontrustend': [coding(alarming)],
    ...(willing ? { 's4.besluit.bereid': [coding(willing)] } : {}),
    ...(follows.length > 0 ? { 's4.besluit.volgtOp': follows } : {}),
  }),
});
