import { type RefObject, useCallback, useEffect, useEffectEvent, useState } from 'react';
import { code } from '../../fhir/answers';
import { ReferableContext } from '../../form/form';
import { InputDate } from '../../form/input-date';
import { later } from '../../form/later';
import { STEPS, type Step } from '../../plan/entry';
import type { PlanState } from '../../plan/fold';
import { gateNow } from '../../plan/step-state';
import type { ContactDraft } from '../../record/contact';
import type { FoundDraft } from '../../record/drafts/draft-store';
import type { Host } from '../../record/host';
import type { RecordStore } from '../../record/open-record';
import type { Receipt } from '../../record/save-result';
import type { RecordSnapshot } from '../../record/snapshot';
import type { LaunchContext } from '../../session/launch-context';
import type { SiteConfig } from '../../session/site-config';
import { useTexts } from '../../texts/texts';
import { Part } from '../part';
import { afterPaint } from './after-paint';
import { ContactContext } from './contact-context';
import { fetchAhead } from './fetch-ahead';
import type { FootBarProps } from './foot-bar';
import { PlanContext } from './plan-context';
import type { ReviewProps } from './review';
import { StepSection } from './step-section';
import { useContactDraft } from './use-contact-draft';

/** Fetched after the first field is usable: nothing is reviewed before something is typed. */
const Review = later<ReviewProps>(async () => (await import('./review')).Review);
const FootBar = later<FootBarProps>(async () => (await import('./foot-bar')).FootBar);

export interface ContactPageProps {
  readonly snapshot: RecordSnapshot;
  readonly plan: PlanState;
  readonly config: SiteConfig;
  readonly context: LaunchContext;
  readonly host: Host;
  readonly record: RecordStore;
  readonly today: string;
  /** What was typed before, to be gone on with */
  readonly kept?: FoundDraft | undefined;
  /** Throws away what is kept of this contact */
  readonly discard: RefObject<() => Promise<void>>;
  readonly onLeave: () => void;
  /** Whether something was typed that is not saved. */
  readonly onDirty: (dirty: boolean) => void;
  /** The first field can be typed in. */
  readonly onTypable: () => void;
  readonly onSaved: (receipt: Receipt) => void;
}

/** Recording one contact: the steps that are open, in one page, then what will be written, then saved. */
export function ContactPage(props: ContactPageProps) {
  const { record, today, kept, discard, onLeave, onTypable } = props;
  const { t, language } = useTexts();
  const { draft, referable, contact, listIncomplete, edit, setDate, reportInvalid, ...recording } =
    useContactDraft(props);
  const { shown, live, contactDate, dirty } = recording;
  const [leaving, setLeaving] = useState(false);
  const [saving, setSaving] = useState(false);

  // What only a save needs comes after the first field: it would make a person wait for something that is not typed yet.
  const [typable, setTypable] = useState(false);
  useEffect(() => {
    if (!typable) return;
    tellTypable();
    void record.loadForSaving();
    fetchAhead(language);
  }, [typable, record, language]);
  const tellTypable = useEffectEvent(onTypable);
  const onDrawn = useCallback(() => afterPaint(() => setTypable(true)), []);

  return (
    <main className="contact">
      <section className="date-line">
        <h1>{t('contact.title')}</h1>
        <div inert={saving}>
          <InputDate
            label={t('contact.date')}
            linkId="contactDate"
            value={draft.contactDate}
            onChange={setDate}
            note={contactDate > today ? t('field.future') : undefined}
          />
        </div>
        {leaving ? (
          <span role="alert">
            {t('contact.leave')}{' '}
            <button type="button" onClick={() => void discard.current().then(onLeave)}>
              {t('contact.leaveYes')}
            </button>{' '}
            <button type="button" className="quiet" onClick={() => setLeaving(false)}>
              {t('contact.leaveNo')}
            </button>
          </span>
        ) : (
          <button type="button" className="quiet" onClick={() => (dirty ? setLeaving(true) : onLeave())}>
            {t('contact.back')}
          </button>
        )}
      </section>
      <PlanContext value={live}>
        <ContactContext value={contact}>
          <ReferableContext value={referable}>
            <div className="all-steps" inert={saving}>
              {STEPS.map((step) => (
                <StepSection
                  key={step}
                  step={step}
                  {...gateNow(step, live, shown.answers)}
                  given={draft.answers[step]}
                  contactDate={draft.contactDate}
                  setting={draft.setting}
                  startsOpen={step === 1 || kept?.kept.draft.answers[step] !== undefined}
                  opensItself={opensItself(step, draft)}
                  listIncomplete={listIncomplete}
                  postponed={code(live.current[1] ?? {}, 's1.uitkomst') === 'not-possible-yet'}
                  onEdit={edit}
                  onInvalid={reportInvalid}
                  onDrawn={onDrawn}
                />
              ))}
            </div>
          </ReferableContext>
        </ContactContext>
      </PlanContext>
      {typable && (
        <Part>
          <FootBar draft={shown} saved={props.plan} live={live} contactDate={contactDate} />
          <Review {...props} {...recording} setSaving={setSaving} />
        </Part>
      )}
    </main>
  );
}

/**
 * Step 3 unfolds as soon as there are children or one is expected. Step 2, which may be about concern, waits for a hand, but for
 * the emergency department: its attention criteria come first there.
 */
function opensItself(step: Step, { answers, setting }: ContactDraft): boolean {
  if (step === 2) return setting?.code === 'emergency';
  const told = (linkId: string) => code(answers[1] ?? {}, linkId) === 'yes';
  return step === 3 && ['s1.zorgtVoor', 's1.verwacht', 's1.andereKinderen'].some(told);
}
