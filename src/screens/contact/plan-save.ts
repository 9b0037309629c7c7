import type { Answers } from '../../fhir/answers';
import { indexFields, prune } from '../../form/enabled';
import type { Step } from '../../plan/entry';
import { answersOf, type ContactDraft, touchedSteps } from '../../record/contact';
import type { RecordSnapshot } from '../../record/snapshot';
import { type Consent, type WritePlan, writePlan } from '../../record/write-plan';
import type { LaunchContext } from '../../session/launch-context';
import type { SiteConfig } from '../../session/site-config';
import { loadedFields } from '../load-fields';

/**
 * What a save of the draft would write: answers of items that are no longer enabled are left out. Undefined while the draft has
 * no identifiers yet, or the form of a touched step is still being fetched. Responses are worded in Dutch, the language of the Questionnaires, whatever the
 * screen speaks: an engine compares the words.
 */
export function planSave(input: {
  readonly draft: ContactDraft;
  readonly snapshot: RecordSnapshot;
  readonly context: LaunchContext;
  readonly site: SiteConfig;
  readonly consent: Consent;
}): WritePlan | undefined {
  const { draft, snapshot, context, site, consent } = input;
  const answers: Partial<Record<Step, Answers>> = {};
  const labels = new Map<string, string>();
  const { uuids } = draft;
  if (!uuids) return undefined;
  for (const step of touchedSteps(draft)) {
    const fields = loadedFields(step, 'nl');
    if (!fields) return undefined;
    answers[step] = prune(fields, answersOf(draft, step));
    for (const [linkId, { field }] of indexFields(fields)) labels.set(linkId, field.label);
  }
  return writePlan({
    draft: { ...draft, uuids },
    answers,
    snapshot,
    context,
    site,
    consent,
    label: (linkId) => labels.get(linkId),
    authored: new Date().toISOString(),
  });
}
