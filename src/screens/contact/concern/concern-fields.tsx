import { use, useMemo } from 'react';
import type { Scopes } from '../../../form/enabled';
import type { Field } from '../../../form/field';
import { type Form, FormContext, useForm } from '../../../form/form';
import type { Step } from '../../../plan/entry';
import { PlanContext } from '../plan-context';
import { isTyped } from '../plan-with-draft';
import { AssessConcern } from './assess-concern';
import { DecisionField } from './decision-field';
import { InvolveMandate } from './involve-mandate';
import { notAsked } from './not-asked';
import { RestoreSafety } from './restore-safety';
import { type ConcernStep, StepContext } from './step-context';

export interface ConcernFieldsProps {
  readonly step: Step;
  readonly fields: readonly Field[];
  readonly scopes: Scopes;
}

/** Whoever empties an answer to write another one keeps the field. */
const isTypedIn = (linkId: string): boolean =>
  document.activeElement?.closest(`[data-link-id="${linkId}"]`) instanceof Element;

/** The questions of steps 4 to 6, in the order in which the step plan goes: one block for each thing to do. */
export function ConcernFields({ step, fields, scopes }: ConcernFieldsProps) {
  const form = useForm();
  const plan = use(PlanContext);
  const [answers] = scopes;
  const hidden = notAsked(answers, plan?.current[step] ?? answers)
    .filter((linkId) => !isTypedIn(linkId))
    .join(' ');
  const inner = useMemo<Form>(() => {
    const unasked = hidden.split(' ');
    return {
      ...form,
      custom: { ...form.custom, 's4.besluit': DecisionField },
      shown: (field) => form.shown(field) && !unasked.includes(field.linkId),
    };
  }, [form, hidden]);
  const earlier = useMemo(
    () => plan?.entries.filter((entry) => entry.step === step && !isTyped(entry)) ?? [],
    [plan, step],
  );
  const all: ConcernStep = { fields, scopes, answers, earlier };
  return (
    <FormContext value={inner}>
      <StepContext value={all}>
        {step === 4 && <AssessConcern />}
        {step === 5 && <RestoreSafety />}
        {step === 6 && <InvolveMandate />}
      </StepContext>
    </FormContext>
  );
}
