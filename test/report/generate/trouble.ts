import type { Random } from './random';
import { Clock } from './story';
import { DAY, plusDays } from './time';
import type { CaseTruth, EncounterTruth, EntryTruth, Stored } from './truth';

const storedAt = (one: Stored): number => Date.parse(one.lastUpdated ?? '2026-01-01T00:00:00Z');
const nameOf = ({ id, ownId }: EntryTruth): string => ownId ?? `QuestionnaireResponse/${id}`;

/**
 * Leaves out a version that nothing tells from another with other content: no server stores that, and no rule could choose. Versions
 * are told apart by when they were stored and by number, entries that were sent twice by when they were stored.
 */
function distinguishable(entries: readonly EntryTruth[]): EntryTruth[] {
  const seen = new Map<string, string>();
  return entries.filter((entry) => {
    const { id, ownId, client, versionId } = entry;
    const at = entry.lastUpdated && Date.parse(entry.lastUpdated);
    const same = [`${id} ${versionId} ${at}`, ...(ownId ? [`${ownId} ${client} ${at}`] : [])];
    const content = JSON.stringify(entry);
    const [version, sent] = same.map((name) => seen.get(name));
    if ((version ?? content) !== content || (sent && JSON.parse(sent).id !== id)) return false;
    for (const name of same) seen.set(name, content);
    return true;
  });
}

/** Makes the mistakes of one case: what people withdraw, what servers store twice, what other systems leave out. */
class Mischief {
  private readonly random: Random;
  private readonly clock: Clock;
  private readonly added: EntryTruth[] = [];

  constructor(random: Random) {
    this.random = random;
    this.clock = new Clock(random);
  }

  entries(given: readonly EntryTruth[], often: number): EntryTruth[] {
    const changed = given.map((entry) => (this.random.chance(often) ? this.defect(entry) : entry));
    for (const entry of changed) if (this.random.chance(often)) this.follow(entry);
    // What came after can go wrong in its turn.
    const late = this.added.map((entry) => (this.random.chance(often) ? this.defect(entry) : entry));
    for (const entry of late.slice()) if (this.random.chance(often)) this.follow(entry);
    return distinguishable([...changed, ...late, ...this.added.slice(late.length)]);
  }

  /** An entry that lacks something, or does not count. */
  private defect(entry: EntryTruth): EntryTruth {
    const { random } = this;
    const without = (...keys: (keyof EntryTruth)[]): EntryTruth =>
      Object.fromEntries(
        Object.entries(entry).filter(([key]) => !keys.includes(key as keyof EntryTruth)),
      ) as unknown as EntryTruth;
    const contactDate = entry.contactDate ?? '2026-01-01';
    const defects: readonly (() => EntryTruth)[] = [
      () => ({ ...entry, status: 'entered-in-error' }),
      () => ({ ...entry, status: random.pick(['in-progress', 'stopped']) }),
      () => ({ ...entry, release: random.pick(['|0.2.0', '|9', '-next|0.1.0']) }),
      () => without('contactDate'),
      () => without('authored'),
      () => without('authored', 'contactDate'),
      () => ({ ...without('authored'), contactDate: contactDate.slice(0, 7) }),
      () => ({ ...entry, contactDate: contactDate.slice(0, random.pick([4, 7])) }),
      () => ({ ...entry, contactDate: plusDays(contactDate, random.pick([-3650, -1, 1, 3650])) }),
      () => ({ ...entry, authored: (entry.authored ?? contactDate).slice(0, random.pick([4, 7, 10])) }),
      () => without('encounter'),
      () => ({ ...entry, encounter: `${entry.encounter ?? entry.id}x` }),
      () => without('client'),
      () => ({ ...entry, client: `${entry.client ?? entry.id}x` }),
      () => without('ownId'),
      () => ({ ...entry, setting: 'school' }),
      () => without('lastUpdated', 'versionId'),
    ];
    return random.pick(defects)();
  }

  /** A later resource about the same entry: another version, the same sent again, a correction. */
  private follow(entry: EntryTruth): void {
    const { random, added } = this;
    const at = storedAt(entry);
    const later = (): Pick<EntryTruth, 'id' | 'versionId' | 'lastUpdated'> => ({
      id: `${entry.id}m${added.length}`,
      ...this.clock.stored(at + random.int(0, 5) * DAY),
    });
    const kind = random.next();
    if (kind < 0.1) added.push(entry);
    else if (kind < 0.35) this.version(entry);
    else if (kind < 0.5)
      added.push({ ...entry, ...later(), status: random.pick(['completed', 'amended', 'entered-in-error']) });
    else {
      const withdraws = random.chance(0.45);
      const first = this.correction(entry, later(), withdraws);
      added.push(first);
      if (random.chance(0.3)) added.push(this.correction(first, later(), random.chance(0.7)));
      // Two that withdraw each other, or one that names itself
      if (random.chance(0.1))
        added.push({ ...this.correction(entry, later(), true), corrects: { entry: nameOf(first), kind: 'withdraws' } });
      if (random.chance(0.05))
        added[added.length - 1] = { ...first, corrects: { entry: nameOf(first), kind: 'withdraws' } };
    }
  }

  /** Another version of the same resource, earlier or later; at times stored in the same instant. */
  private version(entry: EntryTruth): void {
    if (!entry.lastUpdated) return;
    const { random } = this;
    const shift = random.pick([-2 * DAY, 0, 2 * DAY]);
    const number = Number(entry.versionId) + (shift < 0 ? -1 : random.pick([1, 9]));
    this.added.push({
      ...entry,
      versionId: String(number),
      lastUpdated: shift === 0 ? entry.lastUpdated : new Date(storedAt(entry) + shift).toISOString(),
      status: random.pick(['completed', 'amended', 'entered-in-error', 'in-progress']),
      said: random.chance(0.3) ? {} : entry.said,
    });
  }

  private correction(
    entry: EntryTruth,
    stored: Pick<EntryTruth, 'id' | 'versionId' | 'lastUpdated'>,
    withdraws: boolean,
  ): EntryTruth {
    const { random } = this;
    return {
      ...entry,
      ...stored,
      ownId: random.uuid(),
      status: 'completed',
      corrects: { entry: nameOf(entry), kind: withdraws ? 'withdraws' : 'replaces' },
      said: withdraws ? {} : { ...entry.said, count: random.int(0, 3) },
    };
  }

  /** Another version of a Patient, RelatedPerson or Encounter, with other content. */
  twice<T extends Stored>(given: readonly T[], often: number, other: (one: T) => T): T[] {
    return given.flatMap((one) => {
      if (!this.random.chance(often)) return [one];
      const shift = this.random.pick([-DAY, DAY]);
      const lastUpdated = new Date(storedAt(one) + shift).toISOString();
      return [one, { ...other(one), lastUpdated, versionId: shift < 0 ? '0' : '10' }];
    });
  }

  encounter(encounter: EncounterTruth): EncounterTruth {
    const { start, client, ...rest } = encounter;
    const kind = this.random.next();
    if (kind < 0.3) return { ...rest, ...(client ? { client } : {}) };
    if (kind < 0.6) return { ...rest, ...(start ? { start } : {}) };
    return { ...encounter, client: `${client}x` };
  }
}

/** The same case with mistakes in it. `often`: how probable each is for each resource, 0 to 1. */
export function spoil(told: CaseTruth, often: number, random: Random): CaseTruth {
  if (often === 0) return told;
  const mischief = new Mischief(random);
  const encounters = told.encounters.map((one) => (random.chance(often / 3) ? mischief.encounter(one) : one));
  return {
    clients: random.chance(often / 4)
      ? []
      : mischief.twice(told.clients, often, (one) => ({ ...one, birthDate: '1980-05-06' })),
    persons: mischief.twice(told.persons, often, (one) => ({ ...one, named: !one.named })),
    encounters: mischief.twice(encounters, often, (one) => ({ ...one, status: 'cancelled', class: 'EMER' })),
    entries: mischief.entries(told.entries, often),
  };
}
