import type { Reference } from 'fhir/r4';
import { type Answers, type Instance, isInstance, reference } from '../../fhir/answers';
import { needsPermission } from '../../plan/age';
import type { Child } from '../../plan/children';

/** The child that a reference points to: by our identifier, by the person of the record, or by the number of a new child. */
export function childOfReference(ref: Reference | undefined, children: readonly Child[]): Child | undefined {
  const uuid = ref?.identifier?.value ?? /^urn:uuid:(.+)$/.exec(ref?.reference ?? '')?.[1];
  const id = /(?:^|\/)RelatedPerson\/([^/]+)$/.exec(ref?.reference ?? '')?.[1];
  return children.find((child) => (uuid && child.uuid === uuid) || (id && child.relatedPerson === id));
}

/** Groups in which a child is heard or involved: the items that say which child and whether it is (perhaps) 12. */
const HEARD: Readonly<Record<string, { readonly who: string; readonly from12: string }>> = {
  's3.kind': { who: 's3.kind.wie', from12: 's3.kind.vanaf12' },
  's4.sleutel.kind': { who: 's4.sleutel.wie', from12: 's4.sleutel.vanaf12' },
};

/** Whether answers tell of a child that is heard or involved. */
export const hearsChild = (answers: Answers): boolean =>
  Object.entries(answers).some(
    ([linkId, given]) => linkId in HEARD || given.some((answer) => isInstance(answer) && hearsChild(answer.items)),
  );

/** Fills in, wherever a child is heard or involved, whether it is or may be 12 on the contact date; which child is not known counts as 12. */
export function withPermissionAge(answers: Answers, children: readonly Child[], contactDate: string): Answers {
  const inside = (instance: Instance, linkId: string): Instance => {
    const items = withPermissionAge(instance.items, children, contactDate);
    const heard = HEARD[linkId];
    if (!heard) return items === instance.items ? instance : { ...instance, items };
    const child = childOfReference(reference(items, heard.who), children);
    const from12 = needsPermission(child?.birthDate, contactDate);
    return { ...instance, items: { ...items, [heard.from12]: [from12] } };
  };
  return Object.fromEntries(
    Object.entries(answers).map(([linkId, given]) => [
      linkId,
      given.map((answer) => (isInstance(answer) ? inside(answer, linkId) : answer)),
    ]),
  );
}
