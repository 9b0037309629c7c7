import type { HumanName } from 'fhir/r4';
import { nameInUse } from '../mapping/child';

/** Spaces and characters without a width of their own are no name. */
const VISIBLE = /[^\s\p{Cf}]/u;

const parts = (values: readonly (string | null)[] | undefined): string[] =>
  (values ?? []).filter((part): part is string => typeof part === 'string' && VISIBLE.test(part));

/** A person's name in use as one text, as the host spells it; undefined when the record has none. */
export function personName(names: readonly HumanName[] | undefined): string | undefined {
  const name = nameInUse(names);
  if (!name) return undefined;
  const [text = parts([...(name.given ?? []), name.family ?? null]).join(' ')] = parts([name.text ?? null]);
  return text.trim() || undefined;
}
