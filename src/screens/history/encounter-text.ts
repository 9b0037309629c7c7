import { brusselsDate } from '../../plan/date';
import type { Loaded } from '../../record/loaded';
import type { EncounterSummary } from '../../record/snapshot';
import type { SavingKey } from '../../texts/saving-nl';
import type { Translate } from '../../texts/texts';
import { SETTING_OF } from '../contact/contact-setting';
import { dateText } from '../format';

/**
 * During which encounter something was recorded, in words; only the encounter of the launch is known by more than its address. Nothing
 * is said where it is not known to be another.
 */
export function encounterText(
  reference: string | undefined,
  launched: Loaded<EncounterSummary | undefined>,
  saving: Translate<SavingKey>,
): string | undefined {
  if (!reference) return undefined;
  // Not known which one was launched from, it may be this one.
  if (launched.state !== 'loaded') return undefined;
  const known = launched.value;
  const place = `/${reference.replace(/\/_history\/.*$/, '')}`;
  if (!known || !place.endsWith(`/Encounter/${known.id}`)) return saving('encounter.unknown');
  const start = new Date(known.start ?? '');
  if (Number.isNaN(start.getTime())) return undefined;
  const kind = SETTING_OF.get(known.class.code ?? '') ?? 'other';
  return saving(`encounter.${kind}`, { date: dateText(brusselsDate(start)) });
}
