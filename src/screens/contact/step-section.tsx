import { lazy, Suspense, use, useEffect, useMemo, useState } from 'react';
import type { Answers } from '../../fhir/answers';
import { indexFields } from '../../form/enabled';
import type { Field } from '../../form/field';
import { Fields } from '../../form/fields';
import { type Form, FormContext } from '../../form/form';
import type { Step } from '../../plan/entry';
import type { Gate } from '../../plan/gates';
import type { SiteCoding } from '../../session/site-config';
import { useTexts } from '../../texts/texts';
import { loadFields } from '../load-fields';
import { useSite } from '../site-context';
import { CONCERN } from '../step-path';
import { Contacts } from './contacts';

const loadChildrenField = () => import('./children-field');
const CUSTOM = { 's1.kind': lazy(async () => ({ default: (await loadChildrenField()).ChildrenField })) };

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
  const usable = gate.state === 'open' || byHand;
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
      {step > 1 && <p className="note gate">{t(`gate.${gate.reason}`)}</p>}
      {usable && (
        <div id={`${id}-fields`} hidden={!open}>
          {CONCERN.includes(step) && <p className="warning">{t('contact.readAlong')}</p>}
          {CONCERN.includes(step) && <Contacts />}
          {drawn && (
            <Suspense fallback={<p role="status">{t('read.loading')}</p>}>
              <StepFields {...props} byHand={byHand} />
            </Suspense>
          )}
        </div>
      )}
    </section>
  );
}

function StepFields({ byHand, ...props }: StepSectionProps & { readonly byHand: boolean }) {
  const { step, answers, onEdit, onInvalid, referable, listIncomplete } = props;
  const { language } = useTexts();
  const site = useSite();
  const asked = use(loadFields(step, language));
  const fields = useMemo(() => withColours(asked, site.colour ?? []), [asked, site.colour]);
  // After the first fields are drawn, so that a table of children is there the moment it is asked for.
  useEffect(() => void loadChildrenField(), []);
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
