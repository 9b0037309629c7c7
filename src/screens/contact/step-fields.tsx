import { use, useEffect, useMemo } from 'react';
import type { Answers } from '../../fhir/answers';
import { indexFields } from '../../form/enabled';
import type { Field } from '../../form/field';
import { Fields } from '../../form/fields';
import { type Form, FormContext } from '../../form/form';
import type { Step } from '../../plan/entry';
import type { SiteCoding } from '../../session/site-config';
import { useTexts } from '../../texts/texts';
import { loadFields } from '../load-fields';
import { useSite } from '../site-context';
import { ConcernFields, CUSTOM } from './custom-fields';

const COLOUR = 's4.kleur';
const ROOT: readonly never[] = [];

/** What was typed as family name in this list can be chosen for the next child; see ChildrenField. */
const SUGGESTIONS: Form['suggestions'] = { 's1.kind.nieuw.naam': 'family-names' };

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

export interface StepFieldsProps {
  readonly step: Step;
  readonly answers: Answers;
  /** The step was opened although nothing asked for it, so the reason is asked. */
  readonly byHand: boolean;
  readonly listIncomplete: boolean;
  /** The conversation was not possible yet; absent where one entry is corrected by itself */
  readonly postponed?: boolean;
  /** `typing`: one letter of a text; what follows from it may show a moment later */
  readonly onEdit: (step: Step, change: (answers: Answers) => Answers, typing: boolean) => void;
  readonly onInvalid: (fieldId: string, label: string | undefined) => void;
  /** Called when the fields of a step stand on the page. */
  readonly onDrawn: () => void;
}

/** The questions of one step. */
export function StepFields(props: StepFieldsProps) {
  const { step, answers, byHand, listIncomplete, postponed = true, onEdit, onInvalid, onDrawn } = props;
  const { language } = useTexts();
  const site = useSite();
  const asked = use(loadFields(step, language));
  const fields = useMemo(() => withColours(asked, site.colour ?? []), [asked, site.colour]);
  useEffect(onDrawn, [onDrawn]);
  // What holds an answer stays in sight, or it would be saved unseen.
  const whyIncomplete = listIncomplete || Boolean(answers['s1.aantalReden']?.length);
  const whyPostponed = postponed || Boolean(answers['s2.uitstelReden']?.length);
  const form = useMemo<Form>(
    () => ({
      index: indexFields(fields),
      edit: (change) => onEdit(step, change, false),
      type: (change) => onEdit(step, change, true),
      reportInvalid: onInvalid,
      shown: ({ linkId }: Field) =>
        linkId !== `s${step}.contactDate` &&
        (linkId !== `s${step}.openReden` || byHand) &&
        (linkId !== 's1.aantalReden' || whyIncomplete) &&
        (linkId !== 's2.uitstelReden' || whyPostponed) &&
        (linkId !== COLOUR || site.colour !== undefined),
      custom: CUSTOM,
      suggestions: SUGGESTIONS,
    }),
    [fields, site.colour, step, onEdit, onInvalid, byHand, whyIncomplete, whyPostponed],
  );
  const scopes = [answers] as const;
  return (
    <FormContext value={form}>
      {step > 3 ? (
        <ConcernFields step={step} fields={fields} scopes={scopes} />
      ) : (
        <Fields fields={fields} path={ROOT} scopes={scopes} />
      )}
    </FormContext>
  );
}
