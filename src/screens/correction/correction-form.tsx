import { type Dispatch, type SetStateAction, useCallback, useMemo } from 'react';
import { type Answers, instances, number } from '../../fhir/answers';
import { ReferableContext } from '../../form/form';
import { InputDate } from '../../form/input-date';
import { countsAsMinor } from '../../plan/age';
import type { Entry } from '../../plan/entry';
import type { PlanState } from '../../plan/fold';
import { childReference } from '../../record/known-children';
import type { RecordSnapshot } from '../../record/snapshot';
import { useTexts } from '../../texts/texts';
import { ContactContext } from '../contact/contact-context';
import { withPermissionAge } from '../contact/permission-age';
import { StepFields } from '../contact/step-fields';
import { childName } from '../format';
import { Part } from '../part';

/** The form of one earlier entry, with its answers in it. */
export function CorrectionForm(props: {
  readonly entry: Entry;
  readonly plan: PlanState;
  readonly snapshot: RecordSnapshot;
  readonly today: string;
  readonly answers: Answers;
  readonly setAnswers: Dispatch<SetStateAction<Answers>>;
  readonly onInvalid: (fieldId: string, label: string | undefined) => void;
}) {
  const { entry, plan, snapshot, today, answers, setAnswers, onInvalid } = props;
  const texts = useTexts();
  const { step } = entry;
  const dateItem = `s${step}.contactDate`;
  const [dated] = answers[dateItem] ?? [];
  const contactDate = typeof dated === 'string' ? dated : entry.contactDate;
  const persons = snapshot.relatedPersons.state === 'loaded' ? snapshot.relatedPersons.value.persons : NO_PERSONS;
  const contact = useMemo(() => ({ persons, contactDate }), [persons, contactDate]);
  const { children } = plan;
  const referable = useMemo(
    () =>
      children
        .filter(({ birthDate }) => countsAsMinor(birthDate, contactDate))
        .map((child) => ({ reference: childReference(child), name: childName(child, texts) })),
    [children, contactDate, texts],
  );
  const change = useCallback(
    (changed: (answers: Answers) => Answers) =>
      setAnswers((before) => {
        const next = changed(before);
        const [on] = next[dateItem] ?? [];
        return withPermissionAge(next, children, typeof on === 'string' ? on : entry.contactDate);
      }),
    [setAnswers, children, dateItem, entry.contactDate],
  );
  const onEdit = useCallback((_: number, changed: (answers: Answers) => Answers) => change(changed), [change]);
  const count = number(answers, 's1.aantal');
  return (
    <ContactContext value={contact}>
      <InputDate
        label={texts.t('contact.date')}
        linkId={dateItem}
        value={typeof dated === 'string' ? dated : undefined}
        onChange={(date) =>
          change(({ [dateItem]: _, ...others }) => (date === undefined ? others : { ...others, [dateItem]: [date] }))
        }
        note={contactDate > today ? texts.t('field.future') : undefined}
      />
      <ReferableContext value={referable}>
        <div className="all-steps">
          <div className="fields">
            <Part>
              <StepFields
                step={step}
                answers={answers}
                byHand={answers[`s${step}.openReden`] !== undefined}
                listIncomplete={count !== undefined && instances(answers, 's1.kind').length < count}
                onEdit={onEdit}
                onInvalid={onInvalid}
                onDrawn={nothing}
              />
            </Part>
          </div>
        </div>
      </ReferableContext>
    </ContactContext>
  );
}

const NO_PERSONS: readonly never[] = [];
const nothing = () => {};
