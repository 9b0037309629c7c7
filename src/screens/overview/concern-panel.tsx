import { earlierDecisions } from '../../plan/earlier-decisions';
import type { Step } from '../../plan/entry';
import type { PlanState } from '../../plan/fold';
import { gate } from '../../plan/gates';
import { openPoints } from '../../plan/open-points';
import { isClosedUnsure, nextDateOf } from '../../plan/step-state';
import { useTexts } from '../../texts/texts';
import { Contacts } from '../contact/contacts';
import { dateText } from '../format';
import { OpenPoints } from '../open-points';
import { useSavingTexts } from '../saving-texts';
import { CONCERN } from '../step-path';
import { AskedAdvice } from './asked-advice';

export interface ConcernPanelProps {
  readonly plan: PlanState;
  readonly on: string;
}

/** What the steps of concern hold: why each is open or not, what was decided and whom one asked for advice, what is next. */
export function ConcernPanel({ plan, on }: ConcernPanelProps) {
  const { t } = useTexts();
  const saving = useSavingTexts();
  const points = openPoints(plan, on);
  return (
    <div className="concern">
      <ul>
        {CONCERN.map((step) => {
          const next = nextDateOf(plan, step);
          const reason = isClosedUnsure(plan, step) ? 'nothing-visible' : gate(step, plan.current).reason;
          return (
            <li key={step} data-step={step}>
              <h3>
                {step}. {t(`step.${step}`)}
              </h3>
              <p className="note">{t(`gate.${reason}`)}</p>
              {next && <p>{saving('panel.nextDate', { date: dateText(next) })}</p>}
              {step === 4 && <Decisions plan={plan} />}
              <Advice plan={plan} step={step} />
              <OpenPoints points={points.filter((point) => point.step === step)} plan={plan} />
            </li>
          );
        })}
      </ul>
      <Contacts />
    </div>
  );
}

/** Every decision that the record shows, newest first, and how it stands now. */
function Decisions({ plan }: { readonly plan: PlanState }) {
  const { colon } = useTexts();
  const saving = useSavingTexts();
  const decisions = earlierDecisions(plan.entries, plan.decision, undefined);
  const maybeMore = plan.reading.entries[4] === 'partial' && <p className="note">{saving('decision.maybeMore')}</p>;
  if (decisions.length === 0) return maybeMore;
  return (
    <>
      <ul className="decided">
        {decisions.map(({ decision, standing }) => {
          const { entry, on, alarming, willing } = decision;
          const words = saving(alarming === 'yes' && willing ? `decision.yes.${willing}` : `decision.${alarming}`);
          return (
            <li key={entry} data-standing={standing}>
              {dateText(on)}
              {colon}
              {standing === 'followed' ? words : <strong>{words}</strong>}{' '}
              <span className="note">({saving(`decision.${standing}`)})</span>
            </li>
          );
        })}
      </ul>
      {maybeMore}
    </>
  );
}

function Advice({ plan, step }: { readonly plan: PlanState; readonly step: Step }) {
  const given = step === 4 || step === 5 ? plan.current[step]?.[`s${step}.advies`] : undefined;
  return given && (step === 4 || step === 5) && <AskedAdvice step={step} given={given} />;
}
