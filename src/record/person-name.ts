import type { HumanName } from 'fhir/r4';
import { nameInUse } from '../mapping/child';

const parts = (values: readonly (string | null)[] | undefined): string[] =>
  (values ?? []).filter((part): part is string => typeof part === 'string' && part.trim() !== '');

/** A person's name in use as one text, as the host spells it; undefined when the record has none. */
export function personName(names: readonly HumanName[] | undefined): string | undefined {
  const name = nameInUse(names);
  if (!name) return undefined;
  const text = name.text ?? [...parts(name.given), ...parts([name.family ?? null])].join(' ');
  return text.trim() || undefined;
}
