import { useRef, useState } from 'react';
import { withProvenance } from '../../record/correct-provenance';
import type { Duplicate } from '../../record/duplicates';
import { resourcesOf, retire } from '../../record/duplicates-retire';
import type { LeftOut } from '../../record/intended';
import { permissionsOf, takesOf } from '../../record/permissions';
import type { RecordSnapshot } from '../../record/snapshot';
import { factsOf, planOfIntention, type WritePlan } from '../../record/write-plan';
import { useTexts } from '../../texts/texts';
import { UnsavedResult } from '../contact/unsaved-result';
import { useSaving } from '../contact/use-saving';
import { useSavingTexts } from '../saving-texts';
import type { AskDuplicatesProps } from './ask-duplicates';
import { Duplicates } from './duplicates';

export interface AskPairProps extends AskDuplicatesProps {
  readonly duplicate: Duplicate;
  readonly onTwo: () => void;
}

/** Asks about one pair, and saves what was confirmed through the one save path. */
export function AskPair(props: AskPairProps) {
  const { duplicate, host, context, record, config, onTwo } = props;
  const { colon } = useTexts();
  const saving = useSavingTexts();
  const kept = useRef<string>(undefined);
  const [uuid] = useState(() => crypto.randomUUID());
  const [frozen, setFrozen] = useState(false);
  const [leftOut, setLeftOut] = useState<readonly LeftOut[]>([]);
  const planOn = (now: RecordSnapshot): WritePlan | undefined => {
    const both = now.relatedPersons.state === 'loaded' ? resourcesOf(duplicate, now.relatedPersons.value) : undefined;
    const [keep, drop] = both && both[0].id === kept.current ? both : (both?.toReversed() ?? []);
    if (!keep || !drop) return undefined;
    const facts = factsOf(now, context);
    const { mergeChild, provenance } = permissionsOf(takesOf(facts), facts, config, { relatedPersons: true });
    const by = { fhirUser: context.fhirUser, permission: provenance, uuid, recorded: new Date().toISOString() };
    return planOfIntention(withProvenance(retire(keep, drop, mergeChild), by, [], []), now, context);
  };
  const { busy, result, save } = useSaving({
    host,
    context,
    record,
    journal: undefined,
    lookFirst: false,
    finalPlan: async () => {
      const plan = planOn(await record.loadForSaving());
      setLeftOut(plan && plan.kind !== 'save' ? plan.leftOut : []);
      return plan;
    },
    keep: async () => {},
    onSaved: () => {},
    setSaving: setFrozen,
  });
  return (
    <>
      <Duplicates
        duplicate={duplicate}
        busy={busy || frozen}
        onSame={(keep) => {
          kept.current = keep.id;
          void save();
        }}
        onTwo={onTwo}
      />
      {leftOut.map(({ what, reason }) => (
        <p key={what} className="warning" role="alert">
          {saving('duplicate.cannot')}
          {colon}
          {saving(`leftOut.${reason}`)}
        </p>
      ))}
      {result?.kind === 'conflict' ? (
        // Both stand above as they are now: what was confirmed was about how they stood before.
        <p className="warning" role="alert">
          {saving('save.conflict')}
        </p>
      ) : (
        result && <UnsavedResult context={context} result={result} busy={busy} onChoices={save} onLeave={onTwo} />
      )}
      {result && frozen && (
        <button type="button" disabled={busy} onClick={() => void save()}>
          {saving('save.again')}
        </button>
      )}
    </>
  );
}
