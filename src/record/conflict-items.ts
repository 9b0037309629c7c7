import type { QuestionnaireResponseItem as Item, QuestionnaireResponseItemAnswer as ItemAnswer } from 'fhir/r4';
import { FOLD_TABLE } from '../plan/fold-table';
import { isLinkId, LINK_TYPES } from '../plan/link-ids';

/** One item at the top of an entry, or one instance of a group that repeats there, as it stood, stands and would stand; undefined: not there. */
export interface ItemField {
  /** The linkId, with a number where it repeats */
  readonly field: string;
  readonly linkId: string;
  readonly opened: Item | undefined;
  readonly now: Item | undefined;
  readonly typed: Item | undefined;
}

/** Lays three states of the items of one entry side by side, in the order in which they stand now. */
export function itemFields(opened: readonly Item[], now: readonly Item[], typed: readonly Item[]): ItemField[] {
  const nowOf = aligned(opened, now);
  const typedOf = aligned(opened, typed);
  const [came, brought] = [without(now, nowOf), without(typed, typedOf)];
  const broughtOf = aligned(came, brought);
  const rows: readonly (readonly [Item | undefined, Item | undefined, Item | undefined])[] = [
    ...opened.map((item) => [item, nowOf.get(item), typedOf.get(item)] as const),
    ...came.map((item) => [undefined, item, broughtOf.get(item)] as const),
    ...without(brought, broughtOf).map((item) => [undefined, undefined, item] as const),
  ];
  const seen = new Map<string, number>();
  return rows.flatMap(([was, is, would]) => {
    const linkId = (was ?? is ?? would)?.linkId;
    if (linkId === undefined) return [];
    const count = seen.get(linkId) ?? 0;
    seen.set(linkId, count + 1);
    return [{ field: count === 0 ? linkId : `${linkId}#${count}`, linkId, opened: was, now: is, typed: would }];
  });
}

const without = (items: readonly Item[], pairs: ReadonlyMap<Item, Item>): Item[] => {
  const paired = new Set(pairs.values());
  return items.filter((item) => !paired.has(item));
};

/** Puts what was taken from `typed` into the items that stand now. Everything else, and whatever the host or a stranger put inside, stays. */
export function withItems(now: readonly Item[], taken: readonly Pick<ItemField, 'now' | 'typed'>[]): Item[] {
  const replaced = new Map(taken.flatMap(({ now: is, typed }) => (is ? [[is, typed] as const] : [])));
  const kept = now.flatMap((item) => {
    if (!replaced.has(item)) return [item];
    const typed = replaced.get(item);
    return typed ? [grafted(item, typed)] : [];
  });
  return taken.flatMap(({ now: is, typed }) => (is === undefined && typed ? [typed] : [])).reduce(inserted, kept);
}

/** The typed answers in the shell that stands now. */
function grafted(now: Item, typed: Item): Item {
  const { answer: _, item: inner, ...shell } = now;
  const { answer, item, ...typedShell } = typed;
  const pairs = aligned(inner ?? [], item ?? []);
  const inside = withItems(inner ?? [], [
    ...(inner ?? []).flatMap((one) =>
      pairs.has(one) || isLinkId(one.linkId) ? [{ now: one, typed: pairs.get(one) }] : [],
    ),
    ...without(item ?? [], pairs).map((one) => ({ now: undefined, typed: one })),
  ]);
  return {
    ...typedShell,
    ...shell,
    ...(answer ? { answer: answer.map((one) => (now.answer ?? []).find((had) => holds(had, one)) ?? one) } : {}),
    ...(inside.length > 0 ? { item: inside } : {}),
  };
}

/** The same value, with perhaps an extension of someone's on it */
function holds(had: ItemAnswer, typed: ItemAnswer): boolean {
  const found: Readonly<Record<string, unknown>> = { ...had };
  return Object.entries(typed).every(([name, value]) => canonical(found[name]) === canonical(value));
}

const ORDER: ReadonlyMap<string, number> = new Map(Object.keys(LINK_TYPES).map((linkId, index) => [linkId, index]));

function inserted(items: readonly Item[], item: Item): Item[] {
  const turn = ORDER.get(item.linkId) ?? ORDER.size;
  const after = items.findLastIndex(({ linkId }) => (ORDER.get(linkId) ?? ORDER.size) <= turn);
  return [...items.slice(0, after + 1), item, ...items.slice(after + 1)];
}

/** Which of `others` is which of `items`: an instance of a repeating group by what it says, anything else by its turn. */
function aligned(items: readonly Item[], others: readonly Item[]): ReadonlyMap<Item, Item> {
  const pairs = new Map<Item, Item>();
  for (const linkId of new Set(items.map((item) => item.linkId))) {
    const [left, right] = [items, others].map((list) => list.filter((item) => item.linkId === linkId));
    for (const [a, b] of isRepeating(linkId, left ?? [], right ?? [])
      ? byContent(left ?? [], right ?? [])
      : (left ?? []).flatMap((item, index) => (right?.[index] ? [[item, right[index]] as const] : [])))
      pairs.set(a, b);
  }
  return pairs;
}

function isRepeating(linkId: string, left: readonly Item[], right: readonly Item[]): boolean {
  if (!isLinkId(linkId) || LINK_TYPES[linkId] !== 'group') return false;
  const rule: unknown = Object.hasOwn(FOLD_TABLE, linkId) ? FOLD_TABLE[linkId as keyof typeof FOLD_TABLE] : undefined;
  return rule === 'append' || rule === 'children' || left.length > 1 || right.length > 1;
}

/** Pairs the instances that share most; two that share nothing are two. */
function byContent(left: readonly Item[], right: readonly Item[]): (readonly [Item, Item])[] {
  const open = left.flatMap((a) => right.map((b) => ({ a, b, likeness: likeness(a, b) })));
  const pairs = new Map<Item, Item>();
  for (const { a, b, likeness } of open.sort((one, other) => other.likeness - one.likeness)) {
    if (likeness > 0 && !pairs.has(a) && ![...pairs.values()].includes(b)) pairs.set(a, b);
  }
  return [...pairs];
}

/** How much two instances say alike: all the same comes first, then the same child; two children that are named otherwise are two. */
function likeness(a: Item, b: Item): number {
  if (sameItem(a, b)) return Number.POSITIVE_INFINITY;
  const [ofA, ofB] = [leaves(a), leaves(b)];
  const shared = ofA.filter((leaf) => ofB.includes(leaf));
  if (shared.some(isNumber)) return 1000 + shared.length;
  return ofA.some(isNumber) && ofB.some(isNumber) ? 0 : shared.length;
}

/** What names a child */
const NUMBERS = [
  's1.kind.id',
  's1.kind.nieuw.uuid',
  's1.kind.refpersoon',
  's3.kind.wie',
  's4.sleutel.wie',
  's5.hulpKind.wie',
];
const isNumber = (leaf: string): boolean => NUMBERS.some((linkId) => leaf.startsWith(`${linkId} `));

const leaves = ({ linkId, answer, item }: Item): string[] => [
  ...(answer ?? []).map((value) => `${linkId} ${canonical(value)}`),
  ...(item ?? []).flatMap(leaves),
];

/** Whether two items say the same: how the question is worded and the order of keys do not count. */
export const sameItem = (a: Item | undefined, b: Item | undefined): boolean => canonical(a) === canonical(b);

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => {
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
    const names = Object.entries(inner).filter(([name]) => name !== 'text' || !('linkId' in inner));
    return Object.fromEntries(names.sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
