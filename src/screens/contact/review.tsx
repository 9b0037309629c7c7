import { type Dispatch, memo, type RefObject, type SetStateAction, useEffect, useState } from 'react';
import type { PlanState } from '../../plan/fold';
import { openPoints } from '../../plan/open-points';
import { type ContactDraft, touchedSteps } from '../../record/contact';
import type { FoundDraft } from '../../record/drafts/draft-store';
import { withUuids } from '../../record/own-uuids';
import type { Consent, WritePlan } from '../../record/write-plan';
import { useTexts } from '../../texts/texts';
import { useKeptDraft } from '../drafts/use-kept-draft';
import { OpenPoints } from '../open-points';
import { useSavingTexts } from '../saving-texts';
import { useOnline } from '../session/online';
import type { ContactPageProps } from './contact-page';
import { useDutchFields, WordsOnTheirWay } from './dutch-fields';
import { planSave } from './plan-save';
import { ReadOnly } from './read-only';
import { UnsavedResult } from './unsaved-result';
import { useSaving } from './use-saving';
import { WriteList } from './write-list';

export interface ReviewProps extends ContactPageProps {
  /** What is on screen: a letter behind while it is being typed */
  readonly shown: ContactDraft;
  /** What is kept and saved */
  readonly latest: RefObject<ContactDraft>;
  readonly setDraft: Dispatch<SetStateAction<ContactDraft>>;
  readonly live: PlanState;
  readonly invalid: ReadonlyMap<string, string>;
  readonly contactDate: string;
  /** While true nothing can be typed: what is on screen is what is being written, or may have been. */
  readonly setSaving: (saving: boolean) => void;
  readonly dirty: boolean;
}

/** What goes where, in words, then one button. What is shown is exactly what is written. */
export const Review = memo(function Review(props: ReviewProps) {
  const { shown, latest, setDraft, live, invalid, contactDate, config, snapshot, context, host, record, kept, dirty } =
    props;
  const { t } = useTexts();
  const saving = useSavingTexts();
  const [consent, setConsent] = useState<Consent>({});
  // The identifiers are made once and kept: whatever happens to an answer, the same contact is never written twice.
  useEffect(() => setDraft((now) => withUuids(now, () => crypto.randomUUID())), [setDraft]);
  const touched = touchedSteps(shown);
  const words = useDutchFields(touched);
  const plan = touched.length === 0 ? undefined : planSave({ draft: shown, snapshot, context, site: config, consent });
  const points = openPoints(live, contactDate).filter(({ step }) => touched.includes(step));
  const online = useOnline();
  const keeping = useKeptDraft({ config, context, shown, latest, dirty, taken: kept });
  props.discard.current = keeping.drop;
  const { busy, result, save } = useSaving({
    host,
    context,
    record,
    journal: kept?.kept.journal,
    lookFirst: kept !== undefined,
    keep: keeping.keepNow,
    setSaving: props.setSaving,
    onSaved: async (receipt) => {
      await keeping.drop();
      props.onSaved(receipt);
    },
    finalPlan: async () => {
      const draft = latest.current;
      return planSave({ draft, snapshot: await record.loadForSaving(), context, site: config, consent });
    },
  });

  return (
    <section className="review" aria-labelledby="review-title">
      <h2 id="review-title" tabIndex={-1}>
        {saving('review.title')}
      </h2>
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
      {(touched.length === 0 || plan?.kind === 'nothing') && <p>{saving('review.nothing')}</p>}
      {touched.length > 0 && plan === undefined && <WordsOnTheirWay {...words} />}
      {plan && result?.kind !== 'partly-saved' && (
        <WriteList plan={plan} config={config} consent={consent} onConsent={setConsent} />
      )}
      {plan?.kind === 'read-only' && <ReadOnly responses={plan.responses} />}
      {touched.length > 0 && (
        <>
          <h3>{t('contact.openPoints')}</h3>
          {points.length === 0 ? <p>{t('contact.noOpenPoints')}</p> : <OpenPoints points={points} plan={live} />}
        </>
      )}
      {result && (
        <UnsavedResult
          result={result}
          busy={busy}
          context={context}
          onChoices={save}
          onLeave={(receipt) => {
            void keeping.drop();
            props.onSaved(receipt);
          }}
        />
      )}
      {!(result?.kind === 'conflict' && result.overtaken.length > 0) && (
        <button
          type="button"
          className="primary"
          disabled={busy || !online || !canSave(plan, kept)}
          onClick={() => void save()}
        >
          {saving(busy ? 'review.saving' : result || kept?.kept.journal ? 'save.again' : 'review.save')}
        </button>
      )}
      <p role="status">{busy ? saving('review.saving') : !online && saving('session.offline')}</p>
      {keeping.failed ? (
        <p className="warning" role="status">
          {saving('draft.failed')}
        </p>
      ) : (
        keeping.survives && <p className="note">{saving(`draft.survives.${keeping.survives}`)}</p>
      )}
    </section>
  );
});

/** A save that was begun goes on as it was planned then. */
const canSave = (plan: WritePlan | undefined, kept: FoundDraft | undefined): boolean =>
  plan?.kind === 'save' || kept?.kept.journal !== undefined;
