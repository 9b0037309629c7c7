import { useState } from 'react';
import { STEPS, type Step } from '../plan/entry';
import type { PlanState } from '../plan/fold';
import { gate } from '../plan/gates';
import { openPoints } from '../plan/open-points';
import { nextDateOf, stepState } from '../plan/step-state';
import { useTexts } from '../texts/texts';
import { dateText } from './format';
import { OpenPoints } from './open-points';

/** The steps whose content may be about concern: shown on request only. */
export const CONCERN: readonly Step[] = [2, 4, 5, 6];

/** The six steps with where they stand; what the concern steps hold opens on request. */
export function StepPath({
  plan,
  on,
  labelled,
}: {
  readonly plan: PlanState;
  readonly on: string;
  readonly labelled: readonly Step[];
}) {
  const { t } = useTexts();
  const [shown, setShown] = useState(false);
  return (
    <section aria-labelledby="steps-title">
      <div className="heading">
        <h2 id="steps-title">{t('overview.steps')}</h2>
        <span className="note">{t('overview.concernHint')}</span>
        <button type="button" className="quiet" aria-expanded={shown} onClick={() => setShown(!shown)}>
          {t(shown ? 'overview.hideConcern' : 'overview.showConcern')}
        </button>
      </div>
      <ol className="steps">
        {STEPS.map((step) => {
          const state = stepState(plan, step, on, labelled);
          const veiled = CONCERN.includes(step) && !shown;
          const points = openPoints(plan, on).filter((point) => point.step === step);
          const next = nextDateOf(plan, step);
          return (
            <li key={step} data-step={step} data-state={veiled ? 'veiled' : state}>
              <span className="number" aria-hidden="true">
                {step}
              </span>
              <span className="name">{t(`step.${step}`)}</span>
              {!veiled && (
                <>
                  <span className="state">{t(`state.${state}`)}</span>
                  {next && <span className="note">{dateText(next)}</span>}
                </>
              )}
              {shown && CONCERN.includes(step) && (
                <>
                  <p className="note">{t(`gate.${gate(step, plan.current).reason}`)}</p>
                  <OpenPoints points={points} plan={plan} />
                </>
              )}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
