import { brusselsDate } from '../../plan/date';
import type { Loaded } from '../../record/loaded';
import type { EncounterSummary } from '../../record/snapshot';
import type { SavingKey } from '../../texts/saving-nl';
import type { Translate } from '../../texts/texts';
import { dateText } from '../format';

/** v3-ActCode classes of an encounter that have a word of their own */
const KIND = {
  EMER: 'emergency',
  IMP: 'inpatient',
  ACUTE: 'inpatient',
  NONAC: 'inpatient',
  AMB: 'outpatient',
  VR: 'outpatient',
} as const;

/** During which encounter something was recorded, in words; only the encounter of the launch is known by more than its address. */
export function encounterText(
  reference: string | undefined,
  launched: Loaded<EncounterSummary | undefined>,
  saving: Translate<SavingKey>,
): string | undefined {
  if (!reference) return undefined;
  const known = launched.state === 'loaded' ? launched.value : undefined;
  const start = new Date(known?.start ?? '');
  const isKnown =
    known !== undefined && (reference === `Encounter/${known.id}` || reference.endsWith(`/Encounter/${known.id}`));
  if (!isKnown || Number.isNaN(start.getTime())) return saving('encounter.unknown');
  const code = known.class.code ?? '';
  const kind = Object.hasOwn(KIND, code) ? KIND[code as keyof typeof KIND] : 'other';
  return saving(`encounter.${kind}`, { date: dateText(brusselsDate(start)) });
}
