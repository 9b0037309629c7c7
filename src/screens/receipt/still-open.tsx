import type { PlanState } from '../../plan/fold';
import { gate } from '../../plan/gates';
import { openPoints } from '../../plan/open-points';
import { Contacts } from '../contact/contacts';
import { OpenPoints } from '../open-points';
import { useSavingTexts } from '../saving-texts';
import { CONCERN } from '../step-path';
import { Veiled } from './veiled';

/** What the step plan still asks, and whom to call where a decision leads on. */
export function StillOpen({ plan, on }: { readonly plan: PlanState; readonly on: string }) {
  const saving = useSavingTexts();
  const points = openPoints(plan, on);
  const concern = points.filter(({ step }) => CONCERN.includes(step));
  const ordinary = points.filter((point) => !concern.includes(point));
  const leadsOn = gate(5, plan.current).state === 'open' || gate(6, plan.current).state === 'open';
  if (points.length === 0 && !leadsOn) return null;
  return (
    <section className="still-open" aria-labelledby="still-open-title">
      <h2 id="still-open-title">{saving('receipt.openPoints')}</h2>
      <OpenPoints points={ordinary} plan={plan} />
      {(concern.length > 0 || leadsOn) && (
        <Veiled>
          <OpenPoints points={concern} plan={plan} />
          {leadsOn && <Contacts />}
        </Veiled>
      )}
    </section>
  );
}
