import { memo, useEffect, useState } from 'react';
import { STEPS, type Step } from '../../plan/entry';
import type { PlanState } from '../../plan/fold';
import { openPoints } from '../../plan/open-points';
import { gateNow } from '../../plan/step-state';
import { type ContactDraft, touchedSteps } from '../../record/contact';
import { useSavingTexts } from '../saving-texts';
import { followInPage } from './focus-field';

export interface FootBarProps {
  readonly draft: ContactDraft;
  /** The plan as the record has it */
  readonly saved: PlanState;
  /** The plan as it will be */
  readonly live: PlanState;
  readonly contactDate: string;
}

/** Stays at the foot of the screen: what is still open, which step an answer opened or closed, and the way to the review. */
export const FootBar = memo(function FootBar({ draft, saved, live, contactDate }: FootBarProps) {
  const saving = useSavingTexts();
  useEffect(followInPage, []);
  const touched = touchedSteps(draft);
  // As the review lists them: what is missing of several children is one point.
  const points = openPoints(live, contactDate).filter(({ step }) => touched.includes(step));
  const count = new Set(points.map(({ step, code }) => `${step} ${code}`)).size;
  const open =
    touched.length === 0
      ? saving('foot.empty')
      : count === 0
        ? saving('foot.none')
        : saving(count === 1 ? 'foot.one' : 'foot.many', { count });
  return (
    <div className="foot">
      <span className="count">{open}</span>
      <GateNews draft={draft} saved={saved} live={live} />
      <a href="#review-title">{saving(draft.setting?.code === 'emergency' ? 'foot.partial' : 'review.title')}</a>
    </div>
  );
});

/** Says, without a reason, which steps the last answers opened or closed. What only the record changed is no news. */
function GateNews({ draft, saved, live }: Pick<FootBarProps, 'draft' | 'saved' | 'live'>) {
  const saving = useSavingTexts();
  const isOpen = STEPS.map((step) => gateNow(step, live, draft.answers).state === 'open');
  const [before, setBefore] = useState({ saved, isOpen, news: [] as readonly Step[] });
  const changed = STEPS.filter((_, index) => isOpen[index] !== before.isOpen[index]);
  if (before.saved !== saved) setBefore({ saved, isOpen, news: [] });
  else if (changed.length > 0) setBefore({ saved, isOpen, news: changed });
  return (
    <span className="news" role="status">
      {before.news.map((step) => saving(isOpen[step - 1] ? 'news.open' : 'news.closed', { step })).join(' ')}
    </span>
  );
}
