import { use } from 'react';
import type { Answers } from '../../../fhir/answers';
import { judgementIn, pathOf } from '../../../plan/decision';
import { useTexts } from '../../../texts/texts';
import { dateText } from '../../format';
import { useSavingTexts } from '../../saving-texts';
import { useContact } from '../contact-context';
import { PlanContext } from '../plan-context';
import { acuteDanger } from './acute';
import { judgementText } from './judgement-text';
import { useEarlierDecisions } from './use-earlier-decisions';

/** The decision matrix as a sentence about what is typed now, said aloud when it changes. */
export function WhereItStands({ answers }: { readonly answers: Answers }) {
  const { t } = useTexts();
  const saving = useSavingTexts();
  const plan = use(PlanContext);
  const { contactDate } = useContact();
  const urgent = plan && acuteDanger(plan, contactDate)?.isNow;
  const before = useEarlierDecisions().find(({ standing }) => standing === 'counts')?.decision;
  const typed = judgementIn(answers);
  const isOther = typed && before && judgementText(typed) !== judgementText(before);
  const leadsTo = () => {
    if (!typed) return saving('decision.none');
    if (typed.alarming === 'yes' && !typed.willing) return saving('decision.willingMissing');
    return t(`gate.${pathOf(typed)}`);
  };
  return (
    <div className="stands" role="status">
      {urgent && <p className="urgent">{saving('decision.acute')}</p>}
      <p>{leadsTo()}</p>
      {isOther && (
        <p className="note">
          {saving('decision.becomes', { date: dateText(before.on), before: saving(judgementText(before)) })}
        </p>
      )}
    </div>
  );
}
