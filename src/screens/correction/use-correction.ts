import type { QuestionnaireResponse } from 'fhir/r4';
import { use, useCallback, useMemo, useState } from 'react';
import type { Answers } from '../../fhir/answers';
import { indexFields } from '../../form/enabled';
import type { Entry } from '../../plan/entry';
import { type Correcting, intendCorrection, isAmendable } from '../../record/correct';
import type { Intention } from '../../record/intended';
import type { RecordSnapshot } from '../../record/snapshot';
import { planOfIntention, type WritePlan } from '../../record/write-plan';
import type { LaunchContext } from '../../session/launch-context';
import type { SiteConfig } from '../../session/site-config';
import { loadFields } from '../load-fields';
import { savingTexts } from '../saving-texts';
import { correctedAnswers } from './corrected-answers';
import type { Reason } from './correction-reason';

/** The resource that an entry was read from; undefined when it is there no more. */
export function resourceOf({ entries }: Pick<RecordSnapshot, 'entries'>, entry: Entry) {
  if (entries.state !== 'loaded') return undefined;
  const { resources, entries: read } = entries.value;
  const same = read.indexOf(entry);
  return resources[same >= 0 ? same : read.findLastIndex(({ id }) => id === entry.id)];
}

/** One correction while it is made: its answers, its reason, and what a save of it would write in the record as it is at a moment. */
export function useCorrection(input: {
  readonly entry: Entry;
  readonly kind: Correcting['kind'];
  readonly context: LaunchContext;
  readonly config: SiteConfig;
  readonly snapshot: RecordSnapshot;
}) {
  const { entry, kind, context, config, snapshot } = input;
  // As it was when the correction was begun: a later reading is compared when it is saved.
  const [resource] = useState(() => resourceOf(snapshot, entry));
  const [answers, setAnswers] = useState<Answers>(entry.answers);
  const [reason, setReason] = useState<Reason>({ more: '' });
  const [uuids] = useState(() => ({
    entry: crypto.randomUUID(),
    document: crypto.randomUUID(),
    note: crypto.randomUUID(),
    provenance: crypto.randomUUID(),
  }));
  // What is written is worded in Dutch, the language of the Questionnaires, whatever the screen speaks.
  const fields = use(loadFields(entry.step, 'nl'));
  const dutch = use(savingTexts('nl'));
  const labels = useMemo(() => indexFields(fields), [fields]);
  const labelled = config.labels[entry.step].length > 0 || (resource?.meta?.security ?? []).length > 0;

  const intend = useCallback(
    (now: RecordSnapshot): Intention => {
      if (!resource) return { writes: [], leftOut: [] };
      const words = [reason.why && dutch(`correct.why.${reason.why}`), labelled && reason.more.trim()];
      const why = words.filter(Boolean).join(': ');
      return intendCorrection({
        resource,
        entry,
        how: kind === 'withdraw' ? { kind } : { kind, answers: correctedAnswers(fields, entry.answers, answers) },
        ...(why ? { reason: why } : {}),
        snapshot: now,
        context,
        site: config,
        label: (linkId) => labels.get(linkId)?.field.label,
        authored: new Date().toISOString(),
        uuids,
      });
    },
    [resource, entry, kind, fields, answers, reason, dutch, labelled, labels, context, config, uuids],
  );
  const planOn = (now: RecordSnapshot): WritePlan => planOfIntention(intend(now), now, context);
  const plan = planOn(snapshot);
  return {
    resource,
    answers,
    setAnswers,
    reason,
    setReason,
    labelled,
    amendable: resource !== undefined && isAmendable(resource, snapshot, context),
    planOn,
    plan,
    corrected: correctedIn(plan),
  };
}

/** The entry as it would stand, on its own or in a document. */
function correctedIn(plan: WritePlan): QuestionnaireResponse | undefined {
  if (plan.kind !== 'save') return undefined;
  return plan.writes.flatMap((write) => {
    if (write.kind === 'amend-entry' || write.kind === 'create-entry') return [write.resource];
    return write.kind === 'create-document' ? write.entries : [];
  })[0];
}
