import type { Step } from '../plan/entry';
import { foldPlan, type PlanState, type Reading } from '../plan/fold';
import type { RecordSnapshot } from './snapshot';

/** How far the record was read: a list that is not in, failed or has gaps allows no conclusion from absence. */
export function readingOf({ entries, relatedPersons }: Pick<RecordSnapshot, 'entries' | 'relatedPersons'>): Reading {
  const whole = (step: Step) =>
    entries.state === 'loaded' && entries.value.gaps.every((gap) => gap.step !== undefined && gap.step !== step);
  const of = (step: Step) => (whole(step) ? 'whole' : 'partial');
  return {
    entries: { 1: of(1), 2: of(2), 3: of(3), 4: of(4), 5: of(5), 6: of(6) },
    relatedPersons: relatedPersons.state === 'loaded' && relatedPersons.whole ? 'whole' : 'partial',
  };
}

const folded = new WeakMap<object, WeakMap<object, PlanState>>();

/** The plan as the snapshot shows it; computed once for the same entries and persons. */
export function planOf(snapshot: Pick<RecordSnapshot, 'entries' | 'relatedPersons'>): PlanState {
  const { entries, relatedPersons } = snapshot;
  const byPersons = folded.get(entries) ?? new WeakMap<object, PlanState>();
  folded.set(entries, byPersons);
  const known = byPersons.get(relatedPersons);
  if (known) return known;
  const plan = foldPlan(
    entries.state === 'loaded' ? entries.value.entries : [],
    relatedPersons.state === 'loaded' ? relatedPersons.value.persons : [],
    readingOf(snapshot),
  );
  byPersons.set(relatedPersons, plan);
  return plan;
}
