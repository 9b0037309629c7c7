import type { Extension } from 'fhir/r4';
import type { Correction } from '../plan/entry';
import { CORRECTS, IDENTIFIER_SYSTEM } from './canonical';

/** The extension that says which earlier entry an entry replaces or withdraws (StructureDefinition/corrects). */
export const correctionExtension = ({ entry, kind, reason }: Correction): Extension => ({
  url: CORRECTS,
  extension: [
    { url: 'entry', valueIdentifier: { system: IDENTIFIER_SYSTEM, value: entry } },
    { url: 'kind', valueCode: kind },
    ...(reason ? [{ url: 'reason', valueString: reason }] : []),
  ],
});

/** Reads the correction that a resource states; undefined when there is none, or one that names no entry or an unknown kind. */
export function readCorrection(extensions: readonly Extension[] | undefined): Correction | undefined {
  const parts = extensions?.find(({ url }) => url === CORRECTS)?.extension ?? [];
  const part = (name: string) => parts.find(({ url }) => url === name);
  const entry = part('entry')?.valueIdentifier?.value;
  const kind = part('kind')?.valueCode;
  const reason = part('reason')?.valueString;
  if (!entry || (kind !== 'replaces' && kind !== 'withdraws')) return undefined;
  return { entry, kind, ...(reason ? { reason } : {}) };
}
