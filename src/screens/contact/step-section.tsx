import type { Coding } from 'fhir/r4';
import { memo, useMemo, useState } from 'react';
import type { Answers } from '../../fhir/answers';
import { later } from '../../form/later';
import type { Gate } from '../../plan/gates';
import { answersOf } from '../../record/contact';
import { useTexts } from '../../texts/texts';
import { Part } from '../part';
import { CONCERN } from '../step-path';
import type { ConcernHeadProps } from './concern/concern-head';
import { StepFields, type StepFieldsProps } from './step-fields';
import { useGuidance } from './use-guidance';

export const ConcernHead = later<ConcernHeadProps>(async () => (await import('./concern/concern-head')).ConcernHead);

export interface StepSectionProps extends Gate, Omit<StepFieldsProps, 'answers' | 'byHand'> {
  /** What was recorded in this step, without contact date and setting */
  readonly given: Answers | undefined;
  readonly contactDate: string | undefined;
  readonly setting: Coding | undefined;
  readonly startsOpen: boolean;
  /** Unfolds once, at the moment that this becomes true. */
  readonly opensItself: boolean;
}

/** One step in a contact: its questions when it is open, else why not and the way to open it all the same. */
export const StepSection = memo(function StepSection(props: StepSectionProps) {
  const { step, state, reason, given, contactDate, setting, opensItself, ...rest } = props;
  const { t } = useTexts();
  const answers = useMemo(
    () =>
      answersOf(
        {
          answers: { [step]: given },
          ...(contactDate ? { contactDate } : {}),
          ...(setting ? { setting } : {}),
        },
        step,
      ),
    [step, given, contactDate, setting],
  );
  const [open, setOpen] = useState(rest.startsOpen);
  // Once drawn, a folded step stays in the page: what was typed in it must not be lost.
  const [drawn, setDrawn] = useState(rest.startsOpen);
  const [byHand, setByHand] = useState(false);
  const [opened, setOpened] = useState(false);
  const [guidanceFolded, toggleGuidance] = useGuidance(step);
  const unfold = (next: boolean) => {
    setOpen(next);
    if (next) setDrawn(true);
  };
  if (opensItself && !opened) {
    setOpened(true);
    unfold(true);
  }
  // A step that closes again while it holds answers stays in view: they are still going to be saved.
  const usable = state === 'open' || byHand || Object.keys(given ?? {}).length > 0;
  // Why a step of concern is open is itself concern: told when someone unfolds it, not beside the heading.
  const told = CONCERN.includes(step) ? open && usable : step > 1;
  const id = `step-${step}`;
  const name = t(`step.long.${step}`);
  return (
    <section className="step" data-step={step} aria-labelledby={id}>
      <div className="heading">
        <h2 id={id}>
          {step}. {name}
        </h2>
        {(told || !usable) && (
          <span className="note gate">{t(usable || reason === 'all-no' ? `gate.${reason}` : 'contact.whenAsked')}</span>
        )}
        {usable && open && (
          <button type="button" className="quiet guide" aria-expanded={!guidanceFolded} onClick={toggleGuidance}>
            {t('contact.guidance')}
            <span className="visually-hidden"> {name}</span>
          </button>
        )}
        <button
          type="button"
          className="quiet unfold"
          {...(usable && { 'aria-expanded': open, 'aria-controls': `${id}-fields` })}
          onClick={() => {
            if (!usable) setByHand(true);
            unfold(!usable || !open);
          }}
        >
          {t(!usable ? 'contact.openByHand' : open ? 'contact.fold' : 'contact.unfold')}
          <span className="visually-hidden"> {name}</span>
        </button>
      </div>
      {usable && (
        <div id={`${id}-fields`} className={guidanceFolded ? 'fields unguided' : 'fields'} hidden={!open}>
          {drawn && CONCERN.includes(step) && (
            <Part>
              <ConcernHead step={step} />
            </Part>
          )}
          {drawn && (
            <Part>
              <StepFields {...rest} step={step} answers={answers} byHand={byHand || `s${step}.openReden` in answers} />
            </Part>
          )}
        </div>
      )}
    </section>
  );
});
