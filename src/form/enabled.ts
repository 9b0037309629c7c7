import { type Answers, instances, isInstance, type Value, values } from '../fhir/answers';
import type { Condition, Field } from './field';

/** Where each item stands: its field and the groups around it, outermost first. */
export type FieldIndex = ReadonlyMap<string, Place>;

interface Place {
  readonly field: Field;
  readonly groups: readonly string[];
}

const indexed = new WeakMap<readonly Field[], FieldIndex>();

/** Where the items of a Questionnaire stand; made once for the same fields. */
export function indexFields(fields: readonly Field[]): FieldIndex {
  const index = indexed.get(fields) ?? new Map(placesOf(fields, []));
  indexed.set(fields, index);
  return index;
}

const placesOf = (fields: readonly Field[], groups: readonly string[]): (readonly [string, Place])[] =>
  fields.flatMap((field) => [
    [field.linkId, { field, groups }] as const,
    ...placesOf(field.fields, [...groups, field.linkId]),
  ]);

/** The answers around an item: the response itself first, then the instance of each group down to the item. */
export type Scopes = readonly [Answers, ...Answers[]];

function answersOf(question: string, groups: readonly string[], index: FieldIndex, scopes: Scopes): readonly Value[] {
  const path = index.get(question)?.groups ?? [];
  let shared = 0;
  while (shared < path.length && path[shared] === groups[shared]) shared++;
  const scope = scopes[shared] ?? {};
  const holders = path
    .slice(shared)
    .reduce<readonly Answers[]>(
      (outer, group) => outer.flatMap((items) => instances(items, group).map((i) => i.items)),
      [scope],
    );
  return holders.flatMap((items) => values(items, question));
}

function holds(condition: Condition, found: readonly Value[]): boolean {
  if (condition.operator === 'exists') return found.length > 0 === condition.exists;
  if (condition.operator === '>') return found.some((value) => typeof value === 'number' && value > condition.than);
  return found.some((value) =>
    typeof value === 'object' ? 'code' in value && value.code === condition.equals : value === condition.equals,
  );
}

/** Whether an item takes an answer now, by its own enableWhen (R4: a question is looked up in the same instance, else around it). */
export function isEnabled(field: Field, index: FieldIndex, scopes: Scopes): boolean {
  if (field.conditions.length === 0) return true;
  const groups = index.get(field.linkId)?.groups ?? [];
  const judge = (condition: Condition) => holds(condition, answersOf(condition.question, groups, index, scopes));
  return field.every ? field.conditions.every(judge) : field.conditions.some(judge);
}

/** Drops what an item that is no longer enabled had as answer, until nothing changes; empty groups and blank texts go too. */
export function prune(fields: readonly Field[], answers: Answers, index: FieldIndex = indexFields(fields)): Answers {
  let dropped = false;
  const pass = (level: readonly Field[], items: Answers, scopes: Scopes): Answers => {
    const kept: Record<string, Answers[string]> = {};
    for (const field of level) {
      const given = items[field.linkId];
      if (!given) continue;
      const asked = field.type !== 'display' && isEnabled(field, index, scopes);
      const answers = asked ? given.flatMap((answer) => keep(field, answer, scopes)) : [];
      if (answers.length > 0) kept[field.linkId] = answers;
      if (answers.length < given.length) dropped = true;
    }
    return kept;
  };
  const keep = (field: Field, answer: Answers[string][number], scopes: Scopes): Answers[string] => {
    if (!isInstance(answer)) return typeof answer === 'string' && answer.trim() === '' ? [] : [answer];
    const items = pass(field.fields, answer.items, [...scopes, answer.items]);
    return Object.keys(items).length > 0 ? [{ ...answer, items }] : [];
  };
  const pruned = pass(fields, answers, [answers]);
  // What went may have been what the condition of another item hangs on.
  return dropped ? prune(fields, pruned, index) : pruned;
}
