import { type ReactNode, use } from 'react';
import { string } from '../../../fhir/answers';
import { latest } from '../../../plan/date';
import { dateText } from '../../format';
import { useSavingTexts } from '../../saving-texts';
import { useContact } from '../contact-context';
import { Questions } from './block';
import { StepContext } from './step-context';

/** The blocks of a step one after the other; the questions that stand in none of them come first. */
export function Path({
  blocks,
  next,
  children,
}: {
  /** The questions of the blocks */
  readonly blocks: readonly string[];
  /** The question for the next date */
  readonly next: string;
  readonly children: ReactNode;
}) {
  const { fields } = use(StepContext);
  const others = fields.map(({ linkId }) => linkId).filter((linkId) => !blocks.includes(linkId));
  return (
    <>
      <Questions linkIds={others} />
      <Planned linkId={next} />
      <ol className="blocks">{children}</ol>
    </>
  );
}

/** The date that an earlier contact planned, until a later contact came on it or after it. */
function Planned({ linkId }: { readonly linkId: string }) {
  const saving = useSavingTexts();
  const { earlier } = use(StepContext);
  const { contactDate } = useContact();
  const source = earlier.findLastIndex(({ answers }) => string(answers, linkId) !== undefined);
  const date = string(earlier[source]?.answers ?? {}, linkId);
  if (date === undefined || earlier.slice(source + 1).some((entry) => entry.contactDate >= date)) return null;
  const passed = latest(date) < contactDate;
  return (
    <p className={passed ? 'warning' : 'note'}>
      {saving(passed ? 'concern.plannedPassed' : 'concern.planned', { date: dateText(date) })}
    </p>
  );
}
