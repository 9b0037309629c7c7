import { code, type Instance, number, string } from '../../fhir/answers';
import { countsAsMinor, hasReached, MAJORITY_AGE } from '../../plan/age';
import { identityOf } from '../../plan/children';
import { earliest } from '../../plan/date';
import type { PlanState } from '../../plan/fold';
import { openPoints } from '../../plan/open-points';
import { likeness } from '../../plan/same-child';
import type { SavingKey } from '../../texts/saving-nl';
import type { Texts } from '../../texts/texts';
import { ageText, childName, dateText } from '../format';
import { isTyped } from './plan-with-draft';
import { personOf } from './reuse-child';

export interface ListSentence {
  readonly key: Extract<SavingKey, `list.${string}`>;
  readonly given: Readonly<Record<string, string | number>>;
}

export interface ListState {
  /** The children as they stand in the list of this contact */
  readonly rows: readonly Instance[];
  readonly plan: PlanState;
  /** The contact date; ages count on it */
  readonly on: string;
  readonly clientBirthDate?: string | undefined;
}

/** What is to be said about the list of children: whether it fits the number, and who in it does not count or stands in it twice. */
export function listSentences(list: ListState, texts: Texts): ListSentence[] {
  return [
    ...aboutClient(list),
    ...aboutNumber(list),
    ...aboutExpected(list),
    ...aboutGrown(list, texts),
    ...aboutRows(list, texts),
  ];
}

function aboutClient({ clientBirthDate, on }: ListState): ListSentence[] {
  const young = clientBirthDate !== undefined && hasReached(MAJORITY_AGE, clientBirthDate, on) === 'no';
  return young ? [{ key: 'list.youngClient', given: {} }] : [];
}

const pointsOf = ({ plan, on }: ListState) => openPoints(plan, on).filter(({ step }) => step === 1);

function aboutNumber(list: ListState): ListSentence[] {
  const { plan, on } = list;
  const codes = pointsOf(list).map((point) => point.code);
  const count = number(plan.current[1] ?? {}, 's1.aantal') ?? 0;
  const known = plan.children.filter(({ birthDate }) => countsAsMinor(birthDate, on)).length;
  if (codes.includes('count-zero-while-caring')) return [{ key: 'list.zero', given: {} }];
  if (codes.includes('more-children-than-count')) return [{ key: 'list.over', given: { known, count } }];
  if (codes.includes('children-missing')) return [{ key: 'list.under', given: { known, count } }];
  return [];
}

function aboutExpected(list: ListState): ListSentence[] {
  const first = list.plan.current[1] ?? {};
  const due = dueDatePassed(list);
  if (due) return [{ key: 'list.duePassed', given: { date: dateText(due) } }];
  return code(first, 's1.verwacht') === 'yes' ? [{ key: 'list.expected', given: {} }] : [];
}

/** The due date, when it has passed and nobody has said yet what became of it. */
export const dueDatePassed = (list: Pick<ListState, 'plan' | 'on'>): string | undefined =>
  pointsOf({ ...list, rows: [] }).some((point) => point.code === 'due-date-passed')
    ? string(list.plan.current[1] ?? {}, 's1.uitgerekend')
    : undefined;

/** Who was a child in the last conversation that is in the record, and is 18 today. */
function aboutGrown({ plan, rows, on }: ListState, texts: Texts): ListSentence[] {
  const last = plan.entries.findLast((entry) => entry.step === 1 && !isTyped(entry))?.contactDate;
  if (last === undefined) return [];
  return plan.children
    .filter(({ birthDate, entry }) => entry && !countsAsMinor(birthDate, on) && countsAsMinor(birthDate, last))
    .filter(({ key }) => !rows.some((row) => row.key === key))
    .map((child) => ({ key: 'list.turned18', given: { name: childName(child, texts) } }));
}

function aboutRows({ rows, on }: ListState, texts: Texts): ListSentence[] {
  const told = rows.map((row) => ({ ...identityOf(row.items), isNew: personOf(row) === undefined }));
  const each = told.flatMap(({ birthDate, ...child }): ListSentence[] => {
    if (birthDate === undefined) return [];
    const name = childName(child, texts);
    if (earliest(birthDate) > on) return [{ key: 'list.future', given: { name } }];
    return countsAsMinor(birthDate, on)
      ? []
      : [{ key: 'list.adult', given: { name, age: ageText(birthDate, on, texts) } }];
  });
  // Those that the record has were compared when they got there.
  const pairs = told.flatMap((one, index) =>
    told.slice(index + 1).flatMap((other): ListSentence[] => {
      if (!one.isNew && !other.isNew) return [];
      const key = likeness(one, other) ? 'list.twice' : areTwins(one, other) ? 'list.twins' : undefined;
      return key ? [{ key, given: { one: childName(one, texts), other: childName(other, texts) } }] : [];
    }),
  );
  const elsewhere = rows.some(({ items }) => code(items, 's1.kind.permanent') === 'no');
  return [...each, ...pairs, ...(elsewhere ? [{ key: 'list.elsewhere', given: {} } as const] : [])];
}

type Told = ReturnType<typeof identityOf>;

const areTwins = (one: Told, other: Told): boolean =>
  one.birthDate?.length === 10 &&
  one.birthDate === other.birthDate &&
  one.given !== undefined &&
  other.given !== undefined &&
  one.family?.toLowerCase() === other.family?.toLowerCase();

/** The children that stood in the list beforehand and were left out of it, unless another row turned out to be that child. */
export const leftOut = (prefilled: readonly Instance[], rows: readonly Instance[]): readonly Instance[] =>
  prefilled.filter((before) => {
    const person = personOf(before);
    return !rows.some((row) => row.key === before.key || (person !== undefined && personOf(row) === person));
  });
