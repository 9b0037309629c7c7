import { useCallback, useEffect, useState } from 'react';
import type { Change } from '../../record/intended';
import type { RecordStore } from '../../record/open-record';
import type { Receipt } from '../../record/save-result';
import type { WritePlan } from '../../record/write-plan';
import { LeftOutList } from '../contact/left-out-list';
import { UnsavedResult } from '../contact/unsaved-result';
import { useSaving } from '../contact/use-saving';
import { useSavingTexts } from '../saving-texts';
import { ChangeList } from './change-list';
import type { CorrectionProps } from './correction';
import { CorrectionForm } from './correction-form';
import { CorrectionReason } from './correction-reason';
import { useCorrection } from './use-correction';

/** The form of the entry, why, what will change, and the button: nothing is written before it is pressed. */
export function CorrectionEditing(props: CorrectionProps & { readonly onSaved: (receipt: Receipt) => void }) {
  const { entry, kind, host, context, record, onClose, onSaved, onDirty } = props;
  const saving = useSavingTexts();
  const correction = useCorrection(props);
  const { resource, plan, planOn, reason } = correction;
  const [frozen, setFrozen] = useState(false);
  const [invalid, onInvalid] = useInvalid();
  const reading = useReading(record);
  const { busy, result, save } = useSaving({
    host,
    context,
    record,
    journal: undefined,
    lookFirst: false,
    finalPlan: async () => planOn(await record.loadForSaving()),
    keep: async () => {},
    onSaved,
    setSaving: setFrozen,
  });
  const dirty = kind === 'replace' && (plan.kind === 'save' || invalid.size > 0);
  useEffect(() => {
    onDirty(dirty);
    return () => onDirty(false);
  }, [dirty, onDirty]);
  /** Where the other's word was chosen throughout, nothing is left to save. */
  const choose = async (choices: ReadonlyMap<string, Change | undefined>) => {
    if ([...choices.values()].every((change) => change === undefined)) onClose();
    else await save(choices);
  };
  if (!resource) return <p className="warning">{saving('correct.notFound')}</p>;
  return (
    <>
      {!reading && !correction.amendable && (
        <p className="warning" data-stays-visible>
          {saving(kind === 'replace' ? 'correct.staysVisible' : 'correct.withdrawStays')}
        </p>
      )}
      {kind === 'withdraw' && entry.corrects?.kind === 'replaces' && entry.corrects.entry !== entry.id && (
        <p className="note">{saving('correct.revives')}</p>
      )}
      <div inert={frozen}>
        {kind === 'replace' && (
          <CorrectionForm
            {...props}
            answers={correction.answers}
            setAnswers={correction.setAnswers}
            onInvalid={onInvalid}
          />
        )}
        <CorrectionReason reason={reason} labelled={correction.labelled} onChange={correction.setReason} />
      </div>
      {invalid.size > 0 && (
        <p className="warning">
          {saving('review.invalid')} {[...invalid.values()].join(', ')}
        </p>
      )}
      {kind === 'replace' && (
        <>
          <h4>{saving('correct.changes')}</h4>
          {correction.corrected ? (
            <ChangeList before={resource} after={correction.corrected} step={entry.step} />
          ) : (
            <p className="note">{saving('correct.noChanges')}</p>
          )}
        </>
      )}
      {reading ? <p role="status">{saving('correct.reading')}</p> : <Troubles plan={plan} />}
      {result && <UnsavedResult context={context} result={result} busy={busy} onChoices={choose} onLeave={onSaved} />}
      <p className="note" role="status">
        {busy ? saving('review.saving') : plan.kind === 'save' && !reason.why && saving('correct.whyFirst')}
      </p>
      {result?.kind !== 'conflict' && (
        <button
          type="button"
          className="primary"
          disabled={busy || reading || plan.kind !== 'save' || reason.why === undefined}
          onClick={() => void save()}
        >
          {saving(busy ? 'review.saving' : kind === 'replace' ? 'correct.save' : 'correct.withdraw')}
        </button>
      )}{' '}
      <button type="button" className="quiet" disabled={busy} onClick={onClose}>
        {saving('correct.cancel')}
      </button>
    </>
  );
}

/** Why it cannot be saved, or not all of it */
function Troubles({ plan }: { readonly plan: WritePlan }) {
  const saving = useSavingTexts();
  return (
    <>
      {plan.kind === 'not-possible' && <p className="warning">{saving(`cannot.${plan.reason}`)}</p>}
      <LeftOutList leftOut={plan.leftOut} />
    </>
  );
}

/** Fields that hold text which is no answer, with their labels */
function useInvalid() {
  const [invalid, setInvalid] = useState<ReadonlyMap<string, string>>(new Map());
  const onInvalid = useCallback(
    (fieldId: string, label: string | undefined) =>
      setInvalid((before) => {
        if (before.get(fieldId) === label) return before;
        const others = [...before].filter(([id]) => id !== fieldId);
        return new Map(label === undefined ? others : [...others, [fieldId, label]]);
      }),
    [],
  );
  return [invalid, onInvalid] as const;
}

/** Whether what only a save needs is still on its way: until then it is not known how the host takes a correction. */
function useReading(record: RecordStore): boolean {
  const [reading, setReading] = useState(true);
  useEffect(() => {
    let current = true;
    void record.loadForSaving().then(() => current && setReading(false));
    return () => {
      current = false;
    };
  }, [record]);
  return reading;
}
