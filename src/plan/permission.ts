import { type Answers, boolean, code, groupItems, instances } from '../fhir/answers';

/** Where a child can be heard or involved: the repeating group, and where in it the permission stands. */
const HEARD = {
  3: { group: 's3.kind', inner: (items: Answers) => items, prefix: 's3.kind' },
  4: { group: 's4.sleutel', inner: (items: Answers) => groupItems(items, 's4.sleutel.kind'), prefix: 's4.sleutel' },
} as const;

/** True when a child that is, or may be, 12 or over on the contact date was heard or involved and its permission has no answer. */
export function permissionMissing(step: 3 | 4, answers: Answers): boolean {
  const { group, inner, prefix } = HEARD[step];
  return instances(answers, group).some(({ items }) => {
    const child = inner(items);
    const about = step === 3 || code(items, 's4.sleutel.relatie') === 'child';
    const from12 = boolean(child, `${prefix}.vanaf12`) ?? true;
    return about && from12 && code(child, `${prefix}.toestemming`) === undefined;
  });
}
