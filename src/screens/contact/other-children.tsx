import { use } from 'react';
import { isEnabled } from '../../form/enabled';
import { FieldView } from '../../form/field-view';
import { type FieldProps, useForm } from '../../form/form';
import { countsAsMinor } from '../../plan/age';
import { openPoints } from '../../plan/open-points';
import { useTexts } from '../../texts/texts';
import { childName, dateText } from '../format';
import { useSavingTexts } from '../saving-texts';
import { useContact } from './contact-context';
import { dueDatePassed } from './list-sentences';
import { PlanContext } from './plan-context';

/** The last of the three questions, with what the answers leave unsaid while they draw no list of children. */
export function OtherChildrenField(props: FieldProps) {
  const { index } = useForm();
  const list = index.get('s1.kind');
  return (
    <>
      <FieldView {...props} />
      {list && !isEnabled(list.field, index, props.scopes) && <WithoutList />}
    </>
  );
}

function WithoutList() {
  const texts = useTexts();
  const saving = useSavingTexts();
  const { contactDate: on } = useContact();
  const plan = use(PlanContext);
  if (!plan) return null;
  const due = dueDatePassed({ plan, on });
  const noneTold = openPoints(plan, on).some(({ code }) => code === 'children-known-though-none-told');
  const names = plan.children
    .filter(({ birthDate }) => countsAsMinor(birthDate, on))
    .map((child) => childName(child, texts));
  return (
    <div className="list-notes" aria-live="polite">
      {due && <p data-sentence="list.duePassed">{saving('list.duePassed', { date: dateText(due) })}</p>}
      {noneTold && <p data-sentence="list.noneTold">{saving('list.noneTold', { names: names.join(', ') })}</p>}
    </div>
  );
}
