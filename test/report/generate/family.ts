import type { Random } from './random';
import { bornBefore, plusDays } from './time';
import type { ChildTruth, PersonTruth } from './truth';

/** What is really so of a child, whatever entries and record say. */
export interface Child {
  readonly id: string;
  readonly birthDate: string;
  /** Made by the app, so that it has a number of our own */
  readonly ownId?: string;
  /** Whether the export holds it as a RelatedPerson */
  readonly inRecord: boolean;
}

/** A birth date as it is known: sometimes only the year or the month. */
const known = (birthDate: string, random: Random): string =>
  random.chance(0.85) ? birthDate : birthDate.slice(0, random.chance(0.5) ? 7 : 4);

/** The children of a client. Some turn 18 around the contacts, some on 29 February, some are of age. */
export function makeChildren(prefix: string, day: string, random: Random): Child[] {
  return Array.from({ length: Number(random.weighted({ 1: 45, 2: 35, 3: 15, 4: 5 })) }, (_, index) => {
    const birthDate = random.chance(0.15)
      ? plusDays(`${Number(day.slice(0, 4)) - 18}${day.slice(4)}`.replace('-02-29', '-02-28'), random.int(-40, 40))
      : random.chance(0.03)
        ? '2008-02-29'
        : bornBefore(day, random.int(0, random.chance(0.05) ? 22 : 17), random);
    return {
      id: `${prefix}r${index}`,
      birthDate,
      ...(random.chance(0.6) ? { ownId: random.uuid() } : {}),
      inRecord: random.chance(0.75),
    };
  });
}

/** The child as the host's record has it. */
export const personOf = (child: Child, client: string, random: Random): PersonTruth => ({
  id: child.id,
  client,
  ...(child.ownId ? { ownId: child.ownId } : {}),
  named: random.chance(0.9),
  ...(random.chance(0.85) ? { birthDate: known(child.birthDate, random) } : {}),
});

/** The child as an entry lists it: by reference, by a number of our own, by the record's id, or by nothing. */
export function listed(child: Child, random: Random): ChildTruth {
  const fresh = child.ownId !== undefined && random.chance(0.75);
  const ownId = fresh && random.chance(0.95) ? child.ownId : undefined;
  const referred = random.chance(fresh ? 0.6 : 0.8);
  const permanent = random.chance(0.85) ? random.weighted({ yes: 55, no: 35, unknown: 10 }) : undefined;
  const residence = (permanent !== 'yes' && random.chance(0.7)) || random.chance(0.05);
  const unknown = random.next();
  return {
    ...(referred ? { person: child.id } : {}),
    ...(fresh ? { fresh } : random.chance(0.8) ? { hostId: child.id } : {}),
    ...(ownId ? { ownId } : {}),
    named: random.chance(0.8),
    ...(random.chance(0.7) ? { birthDate: known(child.birthDate, random) } : {}),
    ...(unknown < 0.08 ? { birthUnknown: true } : unknown < 0.12 ? { birthUnknown: false } : {}),
    ...(permanent ? { permanent } : {}),
    ...(residence
      ? {
          residence: random.pick(['shared', 'with-other-parent', 'with-relative', 'with-foster-carer', 'in-facility']),
        }
      : {}),
  };
}
