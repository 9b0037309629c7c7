import { type Answers, type Instance, isInstance, type Value } from '../fhir/answers';

/** The way to a group instance: linkId of the group and key of the instance, outermost first. */
export type Path = readonly { readonly linkId: string; readonly key: string }[];

function at(answers: Answers, path: Path, change: (items: Answers) => Answers): Answers {
  const [step, ...rest] = path;
  if (!step) return change(answers);
  const given = answers[step.linkId] ?? [];
  const found = given.some((answer) => isInstance(answer) && answer.key === step.key);
  if (!found) {
    const items = at({}, rest, change);
    // Taking something away from a group that is not there makes no group.
    return Object.keys(items).length > 0
      ? { ...answers, [step.linkId]: [...given, { key: step.key, items }] }
      : answers;
  }
  return {
    ...answers,
    [step.linkId]: given.map((answer) =>
      isInstance(answer) && answer.key === step.key ? { ...answer, items: at(answer.items, rest, change) } : answer,
    ),
  };
}

const without = (answers: Answers, linkId: string): Answers => {
  const { [linkId]: _, ...others } = answers;
  return others;
};

/** Sets the values of one item; no values takes the answer away. A group on the way that does not exist yet is made. */
export const setValues = (answers: Answers, path: Path, linkId: string, given: readonly Value[]): Answers =>
  at(answers, path, (items) => (given.length > 0 ? { ...items, [linkId]: given } : without(items, linkId)));

/** Adds an instance at the end of a repeating group. */
export const addInstance = (answers: Answers, path: Path, linkId: string, instance: Instance): Answers =>
  at(answers, path, (items) => ({ ...items, [linkId]: [...(items[linkId] ?? []), instance] }));

/** Removes one instance; the others keep their keys and answers. */
export const removeInstance = (answers: Answers, path: Path, linkId: string, key: string): Answers =>
  at(answers, path, (items) => {
    const kept = (items[linkId] ?? []).filter((answer) => !isInstance(answer) || answer.key !== key);
    return kept.length > 0 ? { ...items, [linkId]: kept } : without(items, linkId);
  });
