import { type RefObject, useCallback, useEffect, useEffectEvent, useMemo, useState } from 'react';
import { type Answers, instances, number } from '../../fhir/answers';
import { forgetFailures } from '../../form/failed-fetches';
import { loadLaterFields } from '../../form/field-view';
import { InputDate } from '../../form/input-date';
import { later } from '../../form/later';
import { countsAsMinor } from '../../plan/age';
import { STEPS, type Step } from '../../plan/entry';
import type { PlanState } from '../../plan/fold';
import { gate } from '../../plan/gates';
import {
  answersOf,
  type ContactDraft,
  startContact,
  touchedSteps,
  withAnswers,
  withEncounter,
  withKnownChildren,
} from '../../record/contact';
import type { FoundDraft } from '../../record/drafts/draft-store';
import type { Host } from '../../record/host';
import { childReference } from '../../record/known-children';
import type { RecordStore } from '../../record/open-record';
import type { Receipt } from '../../record/save-result';
import type { RecordSnapshot } from '../../record/snapshot';
import type { LaunchContext } from '../../session/launch-context';
import type { Language, SiteConfig } from '../../session/site-config';
import { useTexts } from '../../texts/texts';
import { childName } from '../format';
import { loadFields } from '../load-fields';
import { Part } from '../part';
import { ContactContext } from './contact-context';
import { settingOf } from './contact-setting';
import { ChildrenField } from './custom-fields';
import { withPermissionAge } from './permission-age';
import { PlanContext } from './plan-context';
import { withDraft } from './plan-with-draft';
import type { ReviewProps } from './review';
import { ConcernHead, StepSection } from './step-section';

/** Fetched after the first field is usable: nothing is reviewed before something is typed. */
const Review = later<ReviewProps>(async () => (await import('./review')).Review);

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
  const { snapshot, config, context, record, today, kept, discard, onLeave, onDirty, onTypable } = props;
  const texts = useTexts();
  const { t } = texts;
  const [draft, setDraft] = useState(() => {
    if (kept) return kept.kept.draft;
    const setting = settingOf(config, snapshot.encounter);
    return startContact(snapshot, { patient: context.patient, today, ...(setting ? { setting } : {}) });
  });
  const [invalid, setInvalid] = useState<ReadonlyMap<string, string>>(new Map());
  const [leaving, setLeaving] = useState(false);
  const [saving, setSaving] = useState(false);

  useEffect(
    () =>
      setDraft((now) =>
        withKnownChildren(withEncounter(now, snapshot, settingOf(config, snapshot.encounter)), snapshot),
      ),
    [snapshot, config],
  );
  // What only a save needs comes after the first field: it would make a person wait for something that is not typed yet.
  const [typable, setTypable] = useState(false);
  useEffect(() => {
    if (!typable) return;
    tellTypable();
    void record.loadForSaving();
    fetchAhead(texts.language);
  }, [typable, record, texts.language]);
  const tellTypable = useEffectEvent(onTypable);
  const onDrawn = useCallback(() => setTypable(true), []);

  const contactDate = draft.contactDate ?? today;
  const live = useMemo(
    () => withDraft(props.plan, snapshot, draft, contactDate),
    [props.plan, snapshot, draft, contactDate],
  );
  const children = useMemo(
    () =>
      live.children
        .filter((child) => countsAsMinor(child.birthDate, contactDate))
        .map((child) => ({ reference: childReference(child), name: childName(child, texts) })),
    [live.children, contactDate, texts],
  );
  const persons = snapshot.relatedPersons.state === 'loaded' ? snapshot.relatedPersons.value.persons : NO_PERSONS;
  const contact = useMemo(() => ({ persons, contactDate }), [persons, contactDate]);
  const first = draft.answers[1] ?? {};
  const count = number(first, 's1.aantal');

  const change = useCallback(
    (changed: (draft: ContactDraft) => ContactDraft) =>
      setDraft((now) => withAgesSettled(changed(now), props.plan, snapshot, today)),
    [props.plan, snapshot, today],
  );
  const edit = useCallback(
    (step: Step, changed: (answers: Answers) => Answers) =>
      change((now) => withAnswers(now, step, changed(answersOf(now, step)))),
    [change],
  );
  const reportInvalid = useCallback(
    (fieldId: string, label: string | undefined) =>
      setInvalid((now) => {
        if (now.get(fieldId) === label) return now;
        const next = new Map(now);
        if (label === undefined) next.delete(fieldId);
        else next.set(fieldId, label);
        return next;
      }),
    [],
  );
  const dirty = touchedSteps(draft).length > 0 || invalid.size > 0;
  useEffect(() => {
    onDirty(dirty);
    return () => onDirty(false);
  }, [dirty, onDirty]);
  useEffect(() => {
    if (!dirty) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [dirty]);

  return (
    <main className="contact">
      <section className="date-line">
        <h1>{t('contact.title')}</h1>
        <div inert={saving}>
          <InputDate
            label={t('contact.date')}
            linkId="contactDate"
            value={draft.contactDate}
            onChange={(date) =>
              change(({ contactDate: _, ...rest }) => (date === undefined ? rest : { ...rest, contactDate: date }))
            }
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
          <div className="all-steps" inert={saving}>
            {STEPS.map((step) => (
              <StepSection
                key={step}
                step={step}
                gate={gate(step, live.current)}
                answers={answersOf(draft, step)}
                startsOpen={step === 1 || kept?.kept.draft.answers[step] !== undefined}
                referable={children}
                listIncomplete={count !== undefined && instances(first, 's1.kind').length < count}
                onEdit={edit}
                onInvalid={reportInvalid}
                onDrawn={onDrawn}
              />
            ))}
          </div>
        </ContactContext>
      </PlanContext>
      {typable && (
        <Part>
          <Review
            {...props}
            draft={draft}
            setDraft={setDraft}
            live={live}
            invalid={invalid}
            contactDate={contactDate}
            setSaving={setSaving}
            dirty={dirty}
          />
        </Part>
      )}
    </main>
  );
}

const NO_PERSONS: readonly never[] = [];

/** Fetches the rest of the page while someone reads the first question: from here on a lost connection hides no field. */
function fetchAhead(language: Language): void {
  const steps = STEPS.map((step) => loadFields(step, language));
  const words = import('../saving-texts').then(({ savingTexts }) => savingTexts(language));
  for (const part of [
    ...steps,
    words,
    loadLaterFields(),
    ChildrenField.load(),
    ConcernHead.load(),
    import('../receipt'),
    import('../conflict/conflict'),
    import('../../session/revoke-tokens'),
  ])
    part.catch(forgetFailures);
}

/** Whether a child that is heard or involved needs to give permission hangs on the contact date and on its birth date, both of which may still change. */
function withAgesSettled(draft: ContactDraft, plan: PlanState, snapshot: RecordSnapshot, today: string): ContactDraft {
  const on = draft.contactDate ?? today;
  const steps = ([3, 4] as const).filter((step) => draft.answers[step] !== undefined);
  if (steps.length === 0) return draft;
  const { children } = withDraft(plan, snapshot, draft, on);
  return steps.reduce(
    (now, step) => withAnswers(now, step, withPermissionAge(answersOf(now, step), children, on)),
    draft,
  );
}
