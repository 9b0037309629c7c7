import { use, useId } from 'react';
import { instances, values } from '../../../fhir/answers';
import type { EarlierDecision } from '../../../plan/earlier-decisions';
import { useTexts } from '../../../texts/texts';
import { dateText } from '../../format';
import { useSavingTexts } from '../../saving-texts';
import { PlanContext } from '../plan-context';
import { told } from './earlier';
import { judgementText } from './judgement-text';
import { StepContext } from './step-context';
import { useEarlierDecisions } from './use-earlier-decisions';

/** What the team decided before: what counts, what stands beside it, and what a later decision took the place of. */
export function EarlierDecisions() {
  const saving = useSavingTexts();
  const id = useId();
  const plan = use(PlanContext);
  const decisions = useEarlierDecisions();
  const open = decisions.filter(({ standing }) => standing !== 'followed');
  const followed = decisions.filter(({ standing }) => standing === 'followed');
  return (
    <>
      {decisions.length > 0 && (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset holds controls; these are read
        <div className="earlier decisions" role="group" aria-labelledby={id}>
          <h4 id={id}>{saving('decision.earlier')}</h4>
          {open.length > 1 && <p className="warning">{saving('decision.talk')}</p>}
          <ul className="beside">
            {open.map((each) => (
              <DecisionItem key={each.entry.id} {...each} />
            ))}
          </ul>
          <ul>
            {followed.map((each) => (
              <DecisionItem key={each.entry.id} {...each} />
            ))}
          </ul>
        </div>
      )}
      {plan?.reading.entries[4] === 'partial' && <p className="note">{saving('decision.maybeMore')}</p>}
    </>
  );
}

const DETAILS = ['s4.besluit.wie', 's4.besluit.alleenReden', 's4.besluit.nietBevestigd'];

function DecisionItem({ decision, entry, standing, after }: EarlierDecision) {
  const texts = useTexts();
  const saving = useSavingTexts();
  const { fields } = use(StepContext);
  const asked = fields.find(({ linkId }) => linkId === 's4.besluit')?.fields ?? [];
  const items = instances(entry.answers, 's4.besluit')[0]?.items ?? {};
  const say = (linkId: string) => {
    const field = asked.find((each) => each.linkId === linkId);
    return field
      ? values(items, linkId)
          .map((value) => told(field, value, texts))
          .join(', ')
      : '';
  };
  const changed = after.filter((before) => judgementText(before) !== judgementText(decision));
  const motive = say('s4.besluit.motief');
  return (
    <li data-standing={standing}>
      <p>
        <strong>
          {dateText(decision.on)} · {saving(judgementText(decision))}
        </strong>{' '}
        <span className="mark">{saving(`decision.${standing}`)}</span>
      </p>
      {changed.map((before) => (
        <p key={before.entry}>
          {saving('decision.changed', { date: dateText(before.on), before: saving(judgementText(before)) })}
        </p>
      ))}
      {motive && <p>{motive}</p>}
      <p className="note">
        {[...DETAILS.map(say), entry.author && saving('entry.by', { author: entry.author })]
          .filter(Boolean)
          .join(' · ')}
      </p>
    </li>
  );
}
