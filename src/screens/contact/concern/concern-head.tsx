import { code } from '../../../fhir/answers';
import type { Step } from '../../../plan/entry';
import { useSavingTexts } from '../../saving-texts';
import { Contacts } from '../contacts';
import { usePlan } from '../plan-context';
import { ReadAlong } from './read-along';

export interface ConcernHeadProps {
  readonly step: Step;
}

/** What stands above the questions of a step that may be about concern: whom to call, and who may read along. */
export function ConcernHead({ step }: ConcernHeadProps) {
  const saving = useSavingTexts();
  const urgent = code(usePlan().current[2] ?? {}, 's2.acuut') === 'yes';
  return (
    <div className="concern-head">
      {/* Told once, where it is answered. */}
      <p className="urgent" role={step === 2 ? 'status' : undefined}>
        {urgent && saving('contact.urgent')}
      </p>
      <Contacts urgent={urgent} />
      <ReadAlong step={step} />
    </div>
  );
}
