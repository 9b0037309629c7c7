import type { PlanState } from '../../plan/fold';
import { answersOf, type ContactDraft, withAnswers } from '../../record/contact';
import type { RecordSnapshot } from '../../record/snapshot';
import { hearsChild, withPermissionAge } from './permission-age';
import { withDraft } from './plan-with-draft';

/**
 * Whether a child that is heard or involved needs to give permission hangs on the contact date and on its birth date, both of which
 * may still change. A step in which nothing changes stays the same object, so that it is not drawn again.
 */
export function withAgesSettled(
  draft: ContactDraft,
  plan: PlanState,
  snapshot: RecordSnapshot,
  today: string,
): ContactDraft {
  const on = draft.contactDate ?? today;
  const steps = ([3, 4] as const).filter((step) => hearsChild(draft.answers[step] ?? {}));
  if (steps.length === 0) return draft;
  const { children } = withDraft(plan, snapshot, draft, on);
  return steps.reduce((now, step) => {
    const before = answersOf(now, step);
    const settled = withPermissionAge(before, children, on);
    return JSON.stringify(settled) === JSON.stringify(before) ? now : withAnswers(now, step, settled);
  }, draft);
}
