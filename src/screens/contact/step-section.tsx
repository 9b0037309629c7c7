import { use, useEffect, useMemo, useState } from 'react';
import type { Answers } from '../../fhir/answers';
import { indexFields } from '../../form/enabled';
import type { Field } from '../../form/field';
import { Fields } from '../../form/fields';
import { type Form, FormContext } from '../../form/form';
import { later } from '../../form/later';
import type { Step } from '../../plan/entry';
import type { Gate } from '../../plan/gates';
import type { SiteCoding } from '../../session/site-config';
import { useTexts } from '../../texts/texts';
import { loadFields } from '../load-fields';
import { Part } from '../part';
import { useSite } from '../site-context';
import { CONCERN } from '../step-path';
import type { ConcernHeadProps } from './concern/concern-head';
import { CUSTOM } from './custom-fields';

export const ConcernHead = later<ConcernHeadProps>(async () => (await import('./concern/concern-head')).ConcernHead);

const COLOUR = 's4.kleur';

/** The emergency colours are the site's own: their value set is empty until it names them. */
const withColours = (fields: readonly Field[], colours: readonly SiteCoding[]): readonly Field[] =>
  fields.map((field) =>
    field.linkId === COLOUR
      ? {
          ...field,
          options: colours.map(({ system, code, display = code }) => ({
            coding: { system, code, display },
            label: display,
          })),
        }
      : field,
  );

export interface StepSectionProps {
  readonly step: Step;
  readonly gate: Gate;
  readonly answers: Answers;
  readonly startsOpen: boolean;
  /** The children that a question can point to. */
  readonly referable: Form['children'];
  readonly listIncomplete: boolean;
  readonly onEdit: (step: Step, change: (answers: Answers) => Answers) => void;
  readonly onInvalid: (fieldId: string, label: string | undefined) => void;
  /** Called when the fields of a step stand on the page. */
  readonly onDrawn: () => void;
}

/** One step in a contact: its questions when it is open, else why not and the way to open it all the same. */
export function StepSection(props: StepSectionProps) {
  const { step, gate, startsOpen } = props;
  const { t } = useTexts();
  const [open, setOpen] = useState(startsOpen);
  // Once drawn, a folded step stays in the page: what was typed in it must not be lost.
  const [drawn, setDrawn] = useState(startsOpen);
  const [byHand, setByHand] = useState(false);
  const unfold = (next: boolean) => {
    setOpen(next);
    if (next) setDrawn(true);
  };
  // A step that closes again while it holds answers stays in view: they are still going to be saved.
  const usable = gate.state === 'open' || byHand || hasAnswers(step, props.answers);
  // Why a step of concern is open is itself concern: told when someone unfolds it, not beside the heading.
  const told = CONCERN.includes(step) ? open && usable : step > 1;
  const id = `step-${step}`;
  return (
    <section className="step" data-step={step} aria-labelledby={id}>
      <div className="heading">
        <h2 id={id}>
          {step}. {t(`step.long.${step}`)}
        </h2>
        {usable ? (
          <button
            type="button"
            className="quiet"
            aria-expanded={open}
            aria-controls={`${id}-fields`}
            onClick={() => unfold(!open)}
          >
            {t(open ? 'contact.fold' : 'contact.unfold')}
            <span className="visually-hidden"> {t(`step.long.${step}`)}</span>
          </button>
        ) : (
          <button
            type="button"
            className="quiet"
            onClick={() => {
              setByHand(true);
              unfold(true);
            }}
          >
            {t('contact.openByHand')}
            <span className="visually-hidden"> {t(`step.long.${step}`)}</span>
          </button>
        )}
      </div>
      {told && <p className="note gate">{t(`gate.${gate.reason}`)}</p>}
      {usable && (
        <div id={`${id}-fields`} hidden={!open}>
          {drawn && CONCERN.includes(step) && (
            <Part>
              <ConcernHead step={step} />
            </Part>
          )}
          {drawn && (
            <Part>
              <StepFields {...props} byHand={byHand} />
            </Part>
          )}
        </div>
      )}
    </section>
  );
}

const hasAnswers = (step: Step, answers: Answers): boolean =>
  Object.keys(answers).some((linkId) => linkId !== `s${step}.contactDate` && linkId !== `s${step}.setting`);

/** The questions of one step; `byHand`: it was opened although nothing asked for it, so the reason is asked. */
export function StepFields({
  byHand,
  ...props
}: Omit<StepSectionProps, 'gate' | 'startsOpen'> & { readonly byHand: boolean }) {
  const { step, answers, onEdit, onInvalid, onDrawn, referable, listIncomplete } = props;
  const { language } = useTexts();
  const site = useSite();
  const asked = use(loadFields(step, language));
  const fields = useMemo(() => withColours(asked, site.colour ?? []), [asked, site.colour]);
  useEffect(onDrawn, [onDrawn]);
  const form = useMemo<Form>(
    () => ({
      index: indexFields(fields),
      edit: (change) => onEdit(step, change),
      reportInvalid: onInvalid,
      children: referable,
      shown: ({ linkId }: Field) =>
        linkId !== `s${step}.contactDate` &&
        (linkId !== `s${step}.openReden` || byHand) &&
        (linkId !== 's1.aantalReden' || listIncomplete) &&
        (linkId !== COLOUR || site.colour !== undefined),
      custom: CUSTOM,
    }),
    [fields, site.colour, step, onEdit, onInvalid, referable, byHand, listIncomplete],
  );
  return (
    <FormContext value={form}>
      <Fields fields={fields} path={[]} scopes={[answers]} />
    </FormContext>
  );
}
