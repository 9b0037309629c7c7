import type { ReactNode } from 'react';
import { STEPS, type Step } from '../plan/entry';
import type { PlanState } from '../plan/fold';
import { nextDateOf, stepState } from '../plan/step-state';
import { useTexts } from '../texts/texts';
import { dateText } from './format';

/** The steps whose content may be about concern: shown on request only. */
export const CONCERN: readonly Step[] = [2, 4, 5, 6];

/**
 * The six steps as a path with where they stand. Veiled it looks the same whether something of concern is recorded or not, and
 * names no dates: one that belongs to no step in sight would tell of one that is not. The switch unveils all that is veiled on the page.
 */
export function StepPath({
  plan,
  on,
  labelled,
  askAgain = false,
  shown,
  onShow,
  children,
}: {
  readonly plan: PlanState;
  readonly on: string;
  readonly labelled: readonly Step[];
  /** The conversation was held, but too long ago or at another presentation */
  readonly askAgain?: boolean;
  readonly shown: boolean;
  readonly onShow: (shown: boolean) => void;
  readonly children?: ReactNode;
}) {
  const { t } = useTexts();
  return (
    <section aria-labelledby="steps-title">
      <div className="heading">
        <h2 id="steps-title">{t('overview.steps')}</h2>
        <span className="note">{t('overview.concernHint')}</span>
        <button type="button" className="veil" aria-expanded={shown} onClick={() => onShow(!shown)}>
          {t(shown ? 'overview.hideConcern' : 'overview.showConcern')}
        </button>
      </div>
      <ol className="steps">
        {STEPS.map((step) => {
          const found = CONCERN.includes(step) && !shown ? 'veiled' : stepState(plan, step, on, labelled);
          const state = step === 1 && askAgain && found === 'done' ? 'due' : found;
          const next = shown && nextDateOf(plan, step);
          return (
            <li key={step} data-step={step} data-state={state}>
              <span className="number" aria-hidden="true">
                {step}
              </span>
              <span className="name">{t(`step.${step}`)}</span>
              <span className="state">{t(`state.${state}`)}</span>
              {next && <span className="note">{dateText(next)}</span>}
            </li>
          );
        })}
      </ol>
      {children}
    </section>
  );
}
