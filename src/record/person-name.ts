import type { HumanName } from 'fhir/r4';

const parts = (values: readonly (string | null)[] | undefined): string[] =>
  (values ?? []).filter((part): part is string => typeof part === 'string' && part.trim() !== '');

/** A person's name in use as one text, as the host spells it; undefined when the record has none. */
export function personName(names: readonly HumanName[] | undefined): string | undefined {
  const current = (names ?? []).filter(({ use, period }) => use !== 'old' && period?.end === undefined);
  const name =
    current.find(({ use }) => use === 'official') ?? current.find(({ use }) => use === 'usual') ?? current[0];
  if (!name) return undefined;
  const text = name.text ?? [...parts(name.given), ...parts([name.family ?? null])].join(' ');
  return text.trim() || undefined;
}
