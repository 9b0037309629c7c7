import type { FieldIndex } from '../../form/enabled';
import type { SavingKey } from '../../texts/saving-nl';

/** Elements that have a word of their own, by the beginning of their path */
const ELEMENT: readonly (readonly [RegExp, SavingKey])[] = [
  [/^(meta\.security|securityLabel)/, 'element.security'],
  [/^author/, 'element.author'],
  [/^(context\.)?encounter/, 'element.encounter'],
  [/^name/, 'conflict.name'],
  [/^birthDate/, 'conflict.birthDate'],
  [/^relationship/, 'conflict.relationship'],
];

/** What a path of a stored resource is called: its question, or an element with a name; undefined for what only a technician knows. */
export function elementName(
  path: string,
  questions: FieldIndex,
): { readonly label: string } | { readonly key: SavingKey } | undefined {
  const linkId = [...path.matchAll(/\[([^\]]+)\]/g)].at(-1)?.[1];
  const label = linkId === undefined ? undefined : questions.get(linkId)?.field.label;
  if (label) return { label };
  const key = ELEMENT.find(([pattern]) => pattern.test(path))?.[1];
  return key && { key };
}
