import type { Setting } from '../../../src/report/figures';
import type { CaseTruth, EncounterTruth } from '../generate/truth';
import type { Asked } from './asked-for';
import { brusselsDay, moment, ofAge } from './days';
import { newestOf } from './newest';
import { type Standing, settingOfClass } from './standing';
import type { Tally } from './tally';

/** A contact at which the question could have been asked. */
export interface Visit {
  readonly month: string;
  readonly setting: Setting;
  readonly asked: boolean;
  /** Hours from the start to the first recorded outcome */
  readonly hours?: number;
}

const HELD = ['arrived', 'triaged', 'in-progress', 'onleave', 'finished'];

function visitOf(encounter: EncounterTruth, start: number, entries: readonly Standing[]): Visit {
  const linked = entries.filter(
    ({ step, client, entry }) => step === 1 && client === encounter.client && entry.encounter === encounter.id,
  );
  const answered = linked.flatMap(({ entry, authored }) =>
    entry.said.outcome && authored !== undefined ? authored : [],
  );
  return {
    month: brusselsDay(start).slice(0, 7),
    setting: linked.findLast(({ ownSetting }) => ownSetting)?.ownSetting ?? settingOfClass(encounter),
    asked: linked.some(({ entry }) => entry.said.outcome === 'held'),
    ...(answered.length > 0 ? { hours: Math.max(0, (Math.min(...answered) - start) / 3_600_000) } : {}),
  };
}

/** The contacts of adults. Tells why others do not count; those of minors and those that did not happen are no part of it. */
export function visitsOf(
  told: CaseTruth,
  encounters: readonly EncounterTruth[],
  standing: readonly Standing[],
  { asOf, service }: Asked,
  leftOut: Tally,
): Visit[] {
  const clients = newestOf(told.clients, ({ id }) => id);
  const visits: Visit[] = [];
  for (const encounter of encounters) {
    const start = moment(encounter.start);
    const client = clients.find(({ id }) => id === encounter.client);
    if (service !== undefined && encounter.service !== service) leftOut.add('other-service');
    else if (!HELD.includes(encounter.status)) continue;
    else if (start === undefined) leftOut.add('no-start');
    else if (brusselsDay(start) > asOf) leftOut.add('after-as-of');
    else if (!client) leftOut.add('unknown-client');
    else {
      const adult = ofAge(client.birthDate, brusselsDay(start));
      if (adult === 'unknown') leftOut.add('age-unknown');
      if (adult === 'yes') visits.push(visitOf(encounter, start, standing));
    }
  }
  return visits;
}
