import { lazy, Suspense, useCallback, useEffect, useMemo, useState } from 'react';
import { type Answers, instances, number } from '../../fhir/answers';
import { InputDate } from '../../form/input-date';
import { countsAsMinor } from '../../plan/age';
import { STEPS, type Step } from '../../plan/entry';
import type { PlanState } from '../../plan/fold';
import { gate } from '../../plan/gates';
import { answersOf, startContact, touchedSteps, withAnswers, withKnownChildren } from '../../record/contact';
import type { Host } from '../../record/host';
import { childReference } from '../../record/known-children';
import type { RecordStore } from '../../record/open-record';
import type { Receipt } from '../../record/save-result';
import type { RecordSnapshot } from '../../record/snapshot';
import type { LaunchContext } from '../../session/launch-context';
import type { SiteConfig } from '../../session/site-config';
import { useTexts } from '../../texts/texts';
import { childName } from '../format';
import { ContactContext } from './contact-context';
import { settingOf } from './contact-setting';
import { withPermissionAge } from './permission-age';
import { withDraft } from './plan-with-draft';
import { StepSection } from './step-section';

const loadReview = () => import('./review');
/** Fetched after the first field is usable: nothing is reviewed before something is typed. */
const Review = lazy(async () => ({ default: (await loadReview()).Review }));

export interface ContactPageProps {
  readonly snapshot: RecordSnapshot;
  readonly plan: PlanState;
  readonly config: SiteConfig;
  readonly context: LaunchContext;
  readonly host: Host;
  readonly record: RecordStore;
  readonly today: string;
  readonly onLeave: () => void;
  readonly onSaved: (receipt: Receipt) => void;
}

/** Recording one contact: the steps that are open, in one page, then what will be written, then saved. */
export function ContactPage(props: ContactPageProps) {
  const { snapshot, config, context, record, today, onLeave } = props;
  const texts = useTexts();
  const { t } = texts;
  const [draft, setDraft] = useState(() => {
    const setting = settingOf(config, snapshot.encounter);
    return startContact(snapshot, { patient: context.patient, today, ...(setting ? { setting } : {}) });
  });
  const [invalid, setInvalid] = useState<ReadonlyMap<string, string>>(new Map());
  const [leaving, setLeaving] = useState(false);

  useEffect(() => setDraft((now) => withKnownChildren(now, snapshot)), [snapshot]);
  useEffect(() => void record.loadForSaving(), [record]);

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

  const edit = useCallback(
    (step: Step, change: (answers: Answers) => Answers) =>
      setDraft((now) => {
        const changed = change(answersOf(now, step));
        const known = withDraft(props.plan, snapshot, now, now.contactDate ?? today).children;
        return withAnswers(
          now,
          step,
          step === 3 || step === 4 ? withPermissionAge(changed, known, now.contactDate ?? today) : changed,
        );
      }),
    [props.plan, snapshot, today],
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
    if (!dirty) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [dirty]);

  return (
    <main className="contact">
      <section className="date-line">
        <h1>{t('contact.title')}</h1>
        <InputDate
          label={t('contact.date')}
          linkId="contactDate"
          value={draft.contactDate}
          onChange={(date) =>
            setDraft(({ contactDate: _, ...rest }) => (date === undefined ? rest : { ...rest, contactDate: date }))
          }
          note={contactDate > today ? t('field.future') : undefined}
        />
        {leaving ? (
          <span role="alert">
            {t('contact.leave')}{' '}
            <button type="button" onClick={onLeave}>
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
      <ContactContext value={contact}>
        {STEPS.map((step) => (
          <StepSection
            key={step}
            step={step}
            gate={gate(step, live.current)}
            answers={answersOf(draft, step)}
            startsOpen={step === 1}
            referable={children}
            listIncomplete={count !== undefined && instances(first, 's1.kind').length < count}
            onEdit={edit}
            onInvalid={reportInvalid}
          />
        ))}
      </ContactContext>
      <Suspense fallback={<p role="status">{t('read.loading')}</p>}>
        <Review {...props} draft={draft} setDraft={setDraft} live={live} invalid={invalid} contactDate={contactDate} />
      </Suspense>
    </main>
  );
}

const NO_PERSONS: readonly never[] = [];
