import type { Step } from '../../../plan/entry';
import { dateText } from '../../format';
import { useSavingTexts } from '../../saving-texts';
import { useContact } from '../contact-context';
import { Contacts } from '../contacts';
import { usePlan } from '../plan-context';
import { acuteDanger } from './acute';
import { ReadAlong } from './read-along';

export interface ConcernHeadProps {
  readonly step: Step;
}

/** What stands above the questions of a step that may be about concern: whom to call, and who may read along. */
export function ConcernHead({ step }: ConcernHeadProps) {
  const saving = useSavingTexts();
  const danger = acuteDanger(usePlan(), useContact().contactDate);
  return (
    <div className="concern-head">
      {/* Told once, where it is answered. */}
      <p className="urgent" role={step === 2 ? 'status' : undefined}>
        {danger &&
          (danger.isNow ? saving('contact.urgent') : saving('contact.urgentBefore', { date: dateText(danger.on) }))}
      </p>
      <Contacts urgent={danger !== undefined} />
      <ReadAlong step={step} />
    </div>
  );
}
