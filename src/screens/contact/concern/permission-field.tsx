import { use } from 'react';
import { reference } from '../../../fhir/answers';
import { FieldView } from '../../../form/field-view';
import type { FieldProps } from '../../../form/form';
import { hasReached, PERMISSION_AGE } from '../../../plan/age';
import type { Child } from '../../../plan/children';
import { useTexts } from '../../../texts/texts';
import { ageText, childName, dateText } from '../../format';
import { useSavingTexts } from '../../saving-texts';
import { useContact } from '../contact-context';
import { childOfReference } from '../permission-age';
import { PlanContext } from '../plan-context';

/** The question for a child's permission, with why it is or is not needed of this child on this day. */
export function PermissionField(props: FieldProps) {
  const plan = use(PlanContext);
  const items = props.scopes.at(-1) ?? {};
  const who = reference(items, props.field.linkId.replace('toestemming', 'wie'));
  return (
    <>
      {plan && <Why chosen={who !== undefined} child={childOfReference(who, plan.children)} />}
      <FieldView {...props} />
    </>
  );
}

const REASON = { yes: 'permission.asked', no: 'permission.notNeeded', maybe: 'permission.maybe' } as const;

function Why({ chosen, child }: { readonly chosen: boolean; readonly child: Child | undefined }) {
  const texts = useTexts();
  const saving = useSavingTexts();
  const { contactDate } = useContact();
  const birthDate = child?.birthDate;
  const reason = birthDate ? REASON[hasReached(PERMISSION_AGE, birthDate, contactDate)] : 'permission.unknown';
  return (
    <p className="note" role="status">
      {saving(chosen ? reason : 'permission.choose', {
        name: child?.given || child?.family ? childName(child, texts) : saving('permission.thisChild'),
        date: dateText(contactDate),
        age: ageText(birthDate, contactDate, texts),
      })}
    </p>
  );
}
