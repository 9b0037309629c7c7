import fc from 'fast-check';
import type { PlanDefinition, QuestionnaireResponse } from 'fhir/r4';
import fhirpath from 'fhirpath';
import r4 from 'fhirpath/fhir-context/r4';
import { expect, test } from 'vitest';
import type { Answers } from '../../src/fhir/answers';
import { prune } from '../../src/form/enabled';
import { questionnaireUrl } from '../../src/mapping/canonical';
import { toResponse } from '../../src/mapping/to-response';
import { type Entry, STEPS, type Step } from '../../src/plan/entry';
import { foldPlan } from '../../src/plan/fold';
import { gate } from '../../src/plan/gates';
import { entryOf, entrySet, validAnswers } from './arbitraries';
import { FIELDS, INDEXES, labelOf, readResource } from './questionnaires';
import { report, sample } from './seed';

const plan = readResource<PlanDefinition>('PlanDefinition/kindreflex.json');
const actions = plan.action ?? [];

const conditions = actions.map(({ condition }) => {
  const expression = condition?.[0]?.expression?.expression ?? '';
  return fhirpath.compile(expression, r4);
});

/** The Bundle that the PlanDefinition asks for: per Questionnaire at most one current entry, as the fold selects it. */
function bundleOf(current: ReturnType<typeof foldPlan>['current'], withVersion: boolean) {
  const entry = STEPS.flatMap((step): { resource: QuestionnaireResponse }[] => {
    const answers = current[step];
    if (!answers) return [];
    const folded: Entry = {
      id: `current-${step}`,
      step,
      ...(withVersion ? { version: '0.1.0' } : {}),
      contactDate: '2026-11-24',
      recordedAt: '2026-11-24T10:00:00.000Z',
      status: 'completed',
      answers,
    };
    const context = { patient: 'Patient/1', authored: folded.recordedAt, labels: [], label: labelOf };
    return [{ resource: toResponse(folded, context) }];
  });
  return { resourceType: 'Bundle', type: 'collection', entry };
}

/** Answers that matter to a gate, more often than chance would give them. */
const coded = (step: Step, codes: Readonly<Record<string, readonly string[]>>): fc.Arbitrary<Answers> =>
  fc
    .tuple(
      validAnswers(step),
      fc.record(Object.fromEntries(Object.entries(codes).map(([linkId, all]) => [linkId, fc.constantFrom(...all)]))),
    )
    .map(([answers, picked]) => {
      const chosen = Object.entries(picked).map(([linkId, code]) => {
        const option = INDEXES[step].get(linkId)?.field.options.find(({ coding }) => coding.code === code);
        return [linkId, option ? [option.coding] : []] as const;
      });
      return prune(FIELDS[step], { ...answers, ...Object.fromEntries(chosen) }, INDEXES[step]);
    });

const steered = fc.record(
  {
    1: coded(1, {
      's1.uitkomst': ['held'],
      's1.zorgtVoor': ['no', 'no', 'no', 'yes', 'unknown'],
      's1.verwacht': ['no', 'no', 'no', 'yes', 'unknown'],
      's1.andereKinderen': ['no', 'no', 'no', 'yes', 'unknown'],
    }),
    2: coded(2, {
      's2.nietPluis': ['yes', 'no', 'no', 'not-yet-judged'],
      's2.acuut': ['yes', 'no', 'unknown', ''],
    }),
  },
  { requiredKeys: [] },
);

const states = fc
  .tuple(entrySet, steered)
  .chain(([entries, answers]) =>
    fc.tuple(
      fc.constant(entries),
      ...([1, 2] as const).flatMap((step) => {
        const given = answers[step];
        return given ? [entryOf(`steered-${step}`, step, fc.constant(given))] : [];
      }),
    ),
  )
  .map(([entries, ...more]) => [...entries, ...more]);

test('the PlanDefinition has one action per step, each with its Questionnaire', () => {
  expect(actions.map(({ definitionCanonical }) => definitionCanonical)).toEqual(
    STEPS.map((step) => `${questionnaireUrl(step)}|0.1.0`),
  );
});

test('each condition holds in an engine of others exactly when the gate is open', async () => {
  const cases = sample(states, 1200);
  const whole = { 1: 'whole', 2: 'whole', 3: 'whole', 4: 'whole', 5: 'whole', 6: 'whole' } as const;
  const tally = new Map<string, number>();
  for (const [index, entries] of cases.entries()) {
    const { current } = foldPlan(entries, [], { entries: whole, relatedPersons: 'whole' });
    const bundle = bundleOf(current, index % 2 === 0);
    for (const step of STEPS) {
      const result = await conditions[step - 1]?.(bundle);
      const isOpen = gate(step, current).state === 'open';
      expect(result, `step ${step} of case ${index}: ${JSON.stringify(current)}`).toEqual([isOpen]);
      const key = `${step} ${isOpen ? 'open' : 'not open'}`;
      tally.set(key, (tally.get(key) ?? 0) + 1);
    }
  }
  // Steps 2 to 6 were each seen open and not open, or the comparison says little.
  expect([...tally.keys()].sort()).toHaveLength(11);
  report(`PlanDefinition by fhirpath: ${cases.length} states x 6 conditions, all equal to the gates`);
}, 120_000);
