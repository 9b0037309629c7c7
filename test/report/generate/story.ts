import type { Setting, Step } from '../../../src/report/figures';
import { type Child, makeChildren, personOf } from './family';
import type { Random } from './random';
import * as said from './said';
import { bornBefore, DAY, dayOf, HOUR, instantOf, plusDays, written } from './time';
import type { CaseTruth, ClientTruth, EncounterTruth, EntryTruth, Said } from './truth';

export const SERVICES = ['psychiatry', 'emergency-department'] as const;

/** When things were stored: every version of a case at a moment of its own. */
export class Clock {
  private readonly random: Random;
  private count = 0;

  constructor(random: Random) {
    this.random = random;
  }

  /** Meta of a version that is stored some time after an instant. */
  stored(after: number, version = 1): { versionId: string; lastUpdated: string } {
    this.count += 1;
    const instant = new Date(after + this.random.int(0, 20) * 60_000 + this.count * 1000 + this.random.int(0, 999));
    const iso = instant.toISOString();
    return { versionId: String(version), lastUpdated: this.random.chance(0.9) ? iso.replace('Z', '+00:00') : iso };
  }
}

const SETTINGS: readonly Setting[] = [
  'emergency',
  'inpatient',
  'outpatient',
  'gp',
  'mental-health',
  'welfare',
  'justice',
];
const CLASSES = { AMB: 40, IMP: 25, EMER: 20, ACUTE: 5, NONAC: 3, VR: 4, HH: 3 };
const STATUSES = {
  finished: 75,
  'in-progress': 8,
  arrived: 3,
  triaged: 2,
  onleave: 2,
  cancelled: 5,
  planned: 3,
  'entered-in-error': 2,
};
const RESIDENTIAL = ['IMP', 'ACUTE', 'NONAC'];

/** Where a story is written down; each entry at the hour that it was made. */
class Pen {
  readonly entries: EntryTruth[] = [];
  private readonly id: string;
  private readonly random: Random;
  readonly clock: Clock;

  constructor(id: string, random: Random) {
    this.id = id;
    this.random = random;
    this.clock = new Clock(random);
  }

  write(step: Step, at: number, encounter: EncounterTruth | undefined, answers: Said): void {
    const { random } = this;
    const late = random.next();
    const day = dayOf(at);
    // Most are dated on the day of writing, some are of days before; a mistyped date can lie after it.
    const contactDate = late < 0.9 ? day : late < 0.97 ? plusDays(day, -random.int(1, 5)) : plusDays(day, 365);
    this.entries.push({
      id: `${this.id}q${this.entries.length}`,
      ...this.clock.stored(at),
      ownId: random.uuid(),
      step,
      release: random.chance(0.97) ? '|0.1.0' : '',
      status: random.chance(0.93) ? 'completed' : 'amended',
      client: this.id,
      ...(encounter ? { encounter: encounter.id } : {}),
      authored: written(at, random),
      contactDate,
      ...(random.chance(0.25) ? { setting: random.pick(SETTINGS) } : {}),
      said: answers,
    });
  }
}

function clientOf(id: string, pen: Pen, first: number, random: Random): ClientTruth {
  const day = dayOf(first);
  const age = random.next();
  const birthDate =
    age < 0.9
      ? bornBefore(day, random.int(18, 70), random)
      : age < 0.94
        ? bornBefore(day, random.int(13, 17), random)
        : plusDays(`${Number(day.slice(0, 4)) - 18}${day.slice(4)}`.replace('-02-29', '-02-28'), random.int(-30, 30));
  const known = random.next();
  return {
    id,
    ...pen.clock.stored(first - DAY),
    ...(known < 0.95 ? { birthDate } : known < 0.98 ? { birthDate: birthDate.slice(0, known < 0.965 ? 4 : 7) } : {}),
  };
}

/** What follows worries: a decision, then agreements or the mandated facility, then looking again. */
function followUp(pen: Pen, from: number, encounter: EncounterTruth, random: Random): void {
  let at = from;
  const later = (days: number) => (at += random.int(0, days) * DAY + random.int(0, 8) * HOUR);
  const where = () => (random.chance(0.6) ? encounter : undefined);
  for (let round = random.int(1, 3); round > 0; round -= 1) {
    pen.write(4, later(20), where(), said.concern(dayOf(at), random));
    if (random.chance(0.5)) pen.write(5, later(30), where(), said.restoring(dayOf(at), random));
    if (random.chance(0.15)) pen.write(6, later(20), where(), said.mandate(dayOf(at), random));
  }
}

function visit(pen: Pen, encounter: EncounterTruth, start: number, children: readonly Child[], random: Random): void {
  if (random.chance(0.3)) return;
  const residential = RESIDENTIAL.includes(encounter.class ?? '');
  // A few write before the contact is registered.
  let at = random.chance(0.05) ? start - HOUR : start + Math.floor(random.next() ** 3 * 72 * HOUR);
  const where = random.chance(0.93) ? encounter : undefined;
  pen.write(1, at, where, said.conversation(children, residential, dayOf(at), random));
  if (random.chance(0.25)) {
    at += random.int(1, 30) * HOUR;
    pen.write(1, at, where, said.conversation(children, residential, dayOf(at), random));
  }
  if (random.chance(0.4)) pen.write(3, at, where, said.support(dayOf(at), random));
  const worry = children.length > 0 && random.chance(0.25);
  // Steps of one contact are saved together.
  if (worry || random.chance(0.25)) pen.write(2, at, where, said.safety(worry, random));
  if (worry && random.chance(0.7)) followUp(pen, at, encounter, random);
}

/**
 * What happened to one client, and was written down without mistakes: contacts of the two and a half years up to a little after `asOf`,
 * in one of two services or both.
 */
export function tell(id: string, asOf: string, random: Random): CaseTruth {
  const pen = new Pen(id, random);
  const last = instantOf(asOf) + 10 * DAY;
  const starts = Array.from(
    { length: random.int(1, 3) },
    () => last - Math.floor(random.next() ** 1.5 * 900 * DAY),
  ).sort();
  const first = starts[0] ?? last;
  const client = clientOf(id, pen, first, random);
  const children = random.chance(0.45) ? makeChildren(id, dayOf(first), random) : [];
  const home = random.chance(0.7) ? 0 : 1;
  const encounters = starts.map((at, index): EncounterTruth => {
    // Around midnight the day differs between Belgium and UTC.
    const start = random.chance(0.1) ? instantOf(dayOf(at)) + random.int(-150, 30) * 60_000 : at;
    const encounter: EncounterTruth = {
      id: `${id}e${index}`,
      ...pen.clock.stored(start),
      status: random.weighted(STATUSES),
      ...(random.chance(0.97) ? { class: random.weighted(CLASSES) } : {}),
      client: id,
      start: written(start, random),
      ...(random.chance(0.97) ? { service: SERVICES[random.chance(0.85) ? home : 1 - home] } : {}),
    };
    visit(pen, encounter, start, children, random);
    return encounter;
  });
  const persons = children
    .filter(({ inRecord }) => inRecord)
    .map((child) => ({ ...personOf(child, id, random), ...pen.clock.stored(first) }));
  return { clients: [client], persons, encounters, entries: pen.entries };
}
