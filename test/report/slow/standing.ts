import { correctionsInForce } from '../../../src/plan/standing';
import { SETTINGS, type Setting, type Step } from '../../../src/report/figures';
import type { CaseTruth, EncounterTruth, EntryTruth } from '../generate/truth';
import type { Asked } from './asked-for';
import { brusselsDay, fullDate, moment } from './days';
import { newestOf } from './newest';
import type { Tally } from './tally';

/** An entry that counts. */
export interface Standing {
  readonly entry: EntryTruth;
  readonly step: Step;
  readonly client: string;
  readonly day: string;
  readonly month: string;
  readonly authored?: number;
  /** What the entry itself says */
  readonly ownSetting?: Setting;
  readonly setting: Setting;
}

const BY_CLASS: Readonly<Record<string, Setting>> = {
  EMER: 'emergency',
  IMP: 'inpatient',
  ACUTE: 'inpatient',
  NONAC: 'inpatient',
  AMB: 'outpatient',
  VR: 'outpatient',
};
export const settingOfClass = (encounter: EncounterTruth | undefined): Setting =>
  BY_CLASS[encounter?.class ?? ''] ?? 'unknown';

const settingSaid = (code: string | undefined): Setting | undefined =>
  SETTINGS.find((setting) => setting === code && setting !== 'unknown');

const nameOf = ({ id, ownId }: EntryTruth): string => ownId ?? `QuestionnaireResponse/${id}`;

/** The entries that another one corrects, by their resource id. The app's own rule says which corrections are in force. */
function correctedIds(entries: readonly EntryTruth[]): Set<string> {
  const corrected = new Set<string>();
  for (const client of new Set(entries.map((entry) => entry.client))) {
    if (client === undefined) continue;
    const own = entries.filter((entry) => entry.client === client);
    const inForce = correctionsInForce(
      own.map((entry) => ({
        id: nameOf(entry),
        step: entry.step,
        contactDate: '2026-01-01',
        recordedAt: '2026-01-01T00:00:00Z',
        status: 'completed',
        answers: {},
        ...(entry.corrects ? { corrects: entry.corrects } : {}),
      })),
    ).map(({ corrects }) => corrects?.entry);
    for (const entry of own) if (inForce.includes(nameOf(entry))) corrected.add(entry.id);
  }
  return corrected;
}

/** The earlier of the day of contact and the day of writing. */
function dayOf({ contactDate, authored }: EntryTruth): string | undefined {
  const at = moment(authored);
  const days = [fullDate(contactDate), at === undefined ? undefined : brusselsDay(at)];
  return days.filter((day) => day !== undefined).sort()[0];
}

const byTime = (a: Standing, b: Standing): number =>
  compare(a.day, b.day) ||
  compare(a.authored ?? Number.NEGATIVE_INFINITY, b.authored ?? Number.NEGATIVE_INFINITY) ||
  a.step - b.step ||
  compare(
    moment(a.entry.lastUpdated) ?? Number.NEGATIVE_INFINITY,
    moment(b.entry.lastUpdated) ?? Number.NEGATIVE_INFINITY,
  );
const compare = (a: string | number, b: string | number): number => (a < b ? -1 : a > b ? 1 : 0);

/** The entries of a case that count, oldest first. Tells why the others do not. */
export function standingOf(
  told: CaseTruth,
  encounters: ReadonlyMap<string, EncounterTruth>,
  { asOf, service }: Asked,
  leftOut: Tally,
): Standing[] {
  const versions = newestOf(told.entries, ({ id }) => id);
  const sentOnce = newestOf(versions, ({ ownId, client }) => (ownId ? `${ownId} ${client}` : undefined));
  leftOut.add('duplicate', told.entries.length - sentOnce.length);
  const finished = sentOnce.filter(({ release, status }) => {
    const reason =
      release !== '' && release !== '|0.1.0'
        ? 'unknown-questionnaire'
        : status === 'entered-in-error'
          ? 'in-error'
          : status !== 'completed' && status !== 'amended' && 'not-finished';
    if (reason) leftOut.add(reason);
    return !reason;
  });
  const corrected = correctedIds(finished);
  const standing: Standing[] = [];
  for (const entry of finished) {
    const day = dayOf(entry);
    const encounter = encounters.get(entry.encounter ?? '');
    const { client } = entry;
    if (corrected.has(entry.id)) leftOut.add('corrected');
    else if (entry.corrects?.kind === 'withdraws') leftOut.add('withdrawal');
    else if (day === undefined) leftOut.add('no-day');
    else if (client === undefined) leftOut.add('no-client');
    else if (service !== undefined && encounter?.service !== service) leftOut.add('other-service');
    else if (day > asOf) leftOut.add('after-as-of');
    else {
      const authored = moment(entry.authored);
      const ownSetting = settingSaid(entry.setting);
      if (authored === undefined) leftOut.add('no-authored');
      standing.push({
        entry,
        step: entry.step,
        client,
        day,
        month: day.slice(0, 7),
        ...(authored === undefined ? {} : { authored }),
        ...(ownSetting ? { ownSetting } : {}),
        setting: ownSetting ?? settingOfClass(encounter),
      });
    }
  }
  return standing.sort(byTime);
}
