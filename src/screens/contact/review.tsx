import { type Dispatch, type SetStateAction, useEffect, useRef, useState } from 'react';
import type { Step } from '../../plan/entry';
import type { PlanState } from '../../plan/fold';
import { openPoints } from '../../plan/open-points';
import { type ContactDraft, touchedSteps, withUuids } from '../../record/contact';
import { save, type TransactionPlan } from '../../record/save';
import type { SaveResult } from '../../record/save-result';
import type { Consent, WritePlan } from '../../record/write-plan';
import type { SavingKey } from '../../texts/saving-nl';
import { useTexts } from '../../texts/texts';
import { loadFields } from '../load-fields';
import { OpenPoints } from '../open-points';
import { useSavingTexts } from '../saving-texts';
import type { ContactPageProps } from './contact-page';
import { planSave } from './plan-save';
import { WriteList } from './write-list';

export interface ReviewProps extends ContactPageProps {
  readonly draft: ContactDraft;
  readonly setDraft: Dispatch<SetStateAction<ContactDraft>>;
  readonly live: PlanState;
  readonly invalid: ReadonlyMap<string, string>;
  readonly contactDate: string;
  /** While true nothing can be typed: what is on screen is what is being written, or may have been. */
  readonly setSaving: (saving: boolean) => void;
}

/** What goes where, in words, then one button. What is shown is exactly what is written. */
export function Review(props: ReviewProps) {
  const { draft, setDraft, live, invalid, contactDate, config, snapshot, context, host, record, onSaved, setSaving } =
    props;
  const { t } = useTexts();
  const saving = useSavingTexts();
  const [consent, setConsent] = useState<Consent>({});
  const [result, setResult] = useState<Exclude<SaveResult, { kind: 'saved' }>>();
  const [busy, setBusy] = useState(false);
  const sent = useRef<TransactionPlan>(undefined);
  const alive = useRef(true);
  useEffect(() => {
    alive.current = true;
    return () => {
      alive.current = false;
    };
  }, []);
  const touched = touchedSteps(draft);
  useDutchFields(touched);
  const plan = touched.length === 0 ? undefined : planSave({ draft, snapshot, context, site: config, consent });
  const points = openPoints(live, contactDate).filter(({ step }) => touched.includes(step));

  const onSave = async () => {
    setBusy(true);
    setSaving(true);
    const outcome = await perform().catch(() => undefined);
    if (!alive.current) return;
    const saved = outcome?.kind === 'saved' ? outcome.receipt : undefined;
    // What may have landed stays as it was sent, and is sent again as it is: an edit now would be told as saved and be lost.
    const open = outcome !== undefined && MAY_HAVE_LANDED.includes(outcome.kind);
    setSaving(open);
    setBusy(false);
    if (!open) sent.current = undefined;
    if (saved) onSaved(saved);
    else setResult(outcome?.kind === 'saved' ? undefined : outcome);
  };

  const perform = async (): Promise<SaveResult | undefined> => {
    const again = sent.current !== undefined;
    const final = sent.current ?? (await finalPlan());
    if (final?.kind !== 'transaction') return undefined;
    sent.current = final;
    const outcome = await save(host, context, final, { again });
    if (outcome.kind === 'saved' || outcome.kind === 'partly-saved') record.takeIn(outcome.receipt.resources);
    if (outcome.kind === 'conflict') await record.reload('relatedPersons');
    return outcome;
  };

  const finalPlan = async (): Promise<WritePlan | undefined> => {
    // The identifiers are made once and kept: whatever happens to the answer, the same save is never written twice.
    const identified = withUuids(draft, () => crypto.randomUUID());
    setDraft((now) => ({ ...now, uuids: identified.uuids }));
    const ready = await record.loadForSaving();
    return planSave({ draft: identified, snapshot: ready, context, site: config, consent });
  };

  return (
    <section className="review" aria-labelledby="review-title">
      <h2 id="review-title">{saving('review.title')}</h2>
      {invalid.size > 0 && (
        <div className="warning">
          <p>{saving('review.invalid')}</p>
          <ul>
            {[...invalid].map(([id, label]) => (
              <li key={id}>
                <a href={`#${id}`}>{label}</a>
              </li>
            ))}
          </ul>
        </div>
      )}
      {plan === undefined || plan.kind === 'nothing' ? <p>{saving('review.nothing')}</p> : null}
      {plan && <WriteList plan={plan} config={config} consent={consent} onConsent={setConsent} />}
      {touched.length > 0 && (
        <>
          <h3>{t('contact.openPoints')}</h3>
          {points.length === 0 ? <p>{t('contact.noOpenPoints')}</p> : <OpenPoints points={points} plan={live} />}
        </>
      )}
      {result && (
        <p className="warning" role="alert">
          {saving(resultText(result))} {'error' in result && <code>{result.error.code}</code>}
        </p>
      )}
      <button type="button" className="primary" disabled={busy || !canSave(plan)} onClick={() => void onSave()}>
        {saving(busy ? 'review.saving' : result ? 'save.again' : 'review.save')}
      </button>
    </section>
  );
}

/** Entries are worded in Dutch: with another language on screen, those words are fetched as well. */
function useDutchFields(steps: readonly Step[]) {
  const [, setCount] = useState(0);
  const key = steps.join();
  useEffect(() => {
    const loading = key
      .split(',')
      .filter(Boolean)
      .map((step) => loadFields(Number(step) as Step, 'nl'));
    void Promise.all(loading).then(() => setCount((count) => count + 1));
  }, [key]);
}

/** Also after not-saved: a slow server may still be at work on what it was sent. */
const MAY_HAVE_LANDED: readonly SaveResult['kind'][] = ['uncertain', 'partly-saved', 'not-saved'];

const canSave = (plan: WritePlan | undefined): boolean => plan?.kind === 'transaction';

function resultText(result: Exclude<SaveResult, { kind: 'saved' }>): SavingKey {
  switch (result.kind) {
    case 'conflict':
      return 'save.conflict';
    case 'refused':
      return result.error.kind === 'unauthorized' ? 'save.sessionEnded' : 'save.refused';
    case 'not-saved':
      return 'save.offline';
    case 'uncertain':
      return 'save.uncertain';
    case 'partly-saved':
      return 'save.partly';
    case 'stopped':
      return result.reason === 'other-patient' ? 'save.wrongPatient' : 'save.wrongEncounter';
  }
}
