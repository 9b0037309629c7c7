import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { type Answers, instances, number } from '../../fhir/answers';
import { countsAsMinor } from '../../plan/age';
import type { Step } from '../../plan/entry';
import {
  answersOf,
  type ContactDraft,
  startContact,
  touchedSteps,
  withAnswers,
  withEncounter,
  withKnownChildren,
} from '../../record/contact';
import { childReference } from '../../record/known-children';
import { useTexts } from '../../texts/texts';
import { childName } from '../format';
import type { ContactPageProps } from './contact-page';
import { settingOf } from './contact-setting';
import { withDraft } from './plan-with-draft';
import { withAgesSettled } from './settle-ages';

/** What a contact holds while it is being recorded, and the ways to change it. What changes is stable between changes. */
export function useContactDraft(props: ContactPageProps) {
  const { snapshot, plan, config, context, today, kept, onDirty } = props;
  const texts = useTexts();
  const [draft, setDraft] = useState(() => {
    if (kept) return kept.kept.draft;
    const setting = settingOf(config, snapshot.encounter);
    return startContact(snapshot, { patient: context.patient, today, ...(setting ? { setting } : {}) });
  });
  const [invalid, setInvalid] = useState<ReadonlyMap<string, string>>(new Map());

  useEffect(
    () =>
      setDraft((now) =>
        withKnownChildren(withEncounter(now, snapshot, settingOf(config, snapshot.encounter)), snapshot),
      ),
    [snapshot, config],
  );

  const latest = useRef(draft);
  latest.current = draft;
  // A letter is painted first, and then what follows from it for the rest of the page.
  const [typing, setTyping] = useState(false);
  const deferred = useDeferredValue(draft);
  const shown = typing ? deferred : draft;
  const contactDate = shown.contactDate ?? today;
  const live = useMemo(() => withDraft(plan, snapshot, shown, contactDate), [plan, snapshot, shown, contactDate]);
  const referable = useMemo(
    () =>
      live.children
        .filter((child) => countsAsMinor(child.birthDate, contactDate))
        .map((child) => ({ reference: childReference(child), name: childName(child, texts) })),
    [live.children, contactDate, texts],
  );
  const persons = snapshot.relatedPersons.state === 'loaded' ? snapshot.relatedPersons.value.persons : NO_PERSONS;
  const client = snapshot.patient.state === 'loaded' ? snapshot.patient.value.birthDate : undefined;
  const { prefilled } = shown;
  const contact = useMemo(
    () => ({ persons, contactDate, prefilled: instances(prefilled, 's1.kind'), clientBirthDate: client }),
    [persons, contactDate, prefilled, client],
  );
  const first = draft.answers[1] ?? {};
  const count = number(first, 's1.aantal');

  const change = useCallback(
    (changed: (draft: ContactDraft) => ContactDraft, isTyping = false) => {
      setTyping(isTyping);
      setDraft((now) => withAgesSettled(changed(now), plan, snapshot, today));
    },
    [plan, snapshot, today],
  );
  const edit = useCallback(
    (step: Step, changed: (answers: Answers) => Answers, isTyping: boolean) =>
      change((now) => withAnswers(now, step, changed(answersOf(now, step))), isTyping),
    [change],
  );
  const setDate = useCallback(
    (date: string | undefined) =>
      change(({ contactDate: _, ...rest }) => (date === undefined ? rest : { ...rest, contactDate: date })),
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

  return {
    draft,
    shown,
    latest,
    setDraft,
    live,
    invalid,
    contactDate,
    contact,
    referable,
    listIncomplete: count !== undefined && instances(first, 's1.kind').length < count,
    edit,
    setDate,
    reportInvalid,
    dirty,
  };
}

const NO_PERSONS: readonly never[] = [];
