import type { Entry } from '../../plan/entry';
import { foldPlan, type PlanState } from '../../plan/fold';
import { type ContactDraft, touchedSteps } from '../../record/contact';
import { followingDecision } from '../../record/follow-decision';
import type { RecordSnapshot } from '../../record/snapshot';
import { enabledAnswers } from './enabled-answers';

/** After everything of the same day that the record has. */
const LAST_INSTANT = '9999-12-31T23:59:59.999Z';

/** Whether an entry is what is typed now, and not yet in the record. */
export const isTyped = ({ recordedAt }: Entry): boolean => recordedAt === LAST_INSTANT;

/** The plan as it will be when the draft is saved: what opens, what stays open. A draft that says nothing changes nothing. */
export function withDraft(
  plan: PlanState,
  { relatedPersons }: Pick<RecordSnapshot, 'relatedPersons'>,
  draft: ContactDraft,
  contactDate: string,
): PlanState {
  const entries = touchedSteps(draft).map(
    (step): Entry => ({
      id: draft.uuids?.entry[step] ?? `draft-${step}`,
      step,
      contactDate,
      recordedAt: LAST_INSTANT,
      status: 'completed',
      answers:
        step === 4
          ? followingDecision(enabledAnswers(draft, step), plan.decision, draft.uuids?.entry[4] ?? '')
          : enabledAnswers(draft, step),
    }),
  );
  const persons = relatedPersons.state === 'loaded' ? relatedPersons.value.persons : [];
  return foldPlan([...plan.entries, ...entries], persons, plan.reading);
}
