import type { Coding } from 'fhir/r4';
import { ANSWER_SYSTEM } from '../../mapping/canonical';
import type { Loaded } from '../../record/loaded';
import type { EncounterSummary } from '../../record/snapshot';
import type { SiteConfig } from '../../session/site-config';

/** v3-ActCode classes of an encounter, as settings of the Kindreflex */
export const SETTING_OF: ReadonlyMap<string, 'emergency' | 'inpatient' | 'outpatient'> = new Map([
  ['EMER', 'emergency'],
  ['IMP', 'inpatient'],
  ['ACUTE', 'inpatient'],
  ['NONAC', 'inpatient'],
  ['AMB', 'outpatient'],
  ['VR', 'outpatient'],
]);

const DISPLAY: Readonly<Record<string, string>> = {
  emergency: 'spoedgevallen',
  inpatient: 'opname',
  outpatient: 'raadpleging',
  gp: 'huisartsenpraktijk',
  'mental-health': 'geestelijke gezondheidszorg',
  welfare: 'algemeen welzijnswerk',
  justice: 'justitiehuis',
};

/** Where the client is seen: as the site says, else by the class of the encounter; undefined when neither tells. */
export function settingOf(
  { setting }: Pick<SiteConfig, 'setting'>,
  encounter: Loaded<EncounterSummary | undefined>,
): Coding | undefined {
  const byClass = encounter.state === 'loaded' ? SETTING_OF.get(encounter.value?.class.code ?? '') : undefined;
  const code = setting === 'generic' ? byClass : setting;
  const display = code && DISPLAY[code];
  return code && display ? { system: ANSWER_SYSTEM, code, display } : undefined;
}
