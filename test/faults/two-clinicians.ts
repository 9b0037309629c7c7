import { fromRelatedPerson } from '../../src/mapping/child';
import { duplicatesIn } from '../../src/record/duplicates';
import { type Account, Clinician } from './clinician';
import { NEW_CHILDREN, typedContact } from './contact';
import { copiesOf, foreignLost, untruthsOf, worldOf } from './judge';
import { type Around, launch, newClient, type Stage } from './stage';
import type { Verdict } from './verdict';

/** Whose first write reaches the host first, and whether the other's comes before the first one looks again. */
export interface Meeting {
  readonly first: 'one' | 'other';
  readonly overlap: 'commits apart' | 'commits before either looks again';
}

export const MEETINGS: readonly Meeting[] = (['one', 'other'] as const).flatMap((first) =>
  (['commits apart', 'commits before either looks again'] as const).map((overlap) => ({ first, overlap })),
);

/** Lets a save go up to its first write, and then up to its last look, when told to. */
class Gate {
  private readonly waiting = new Map<string, () => void>();
  private readonly open = new Set<string>();
  private wrote = false;

  readonly around: Around = async ({ method, path }, go) => {
    const isWrite = method !== 'GET';
    const stage = isWrite ? 'commit' : this.wrote && path.startsWith('RelatedPerson?') ? 'look' : undefined;
    if (stage && !this.open.has(stage)) await new Promise<void>((resolve) => this.waiting.set(stage, resolve));
    if (isWrite) this.wrote = true;
    return go();
  };

  /** Resolves when the save stands before it. */
  async reached(stage: 'commit' | 'look'): Promise<void> {
    while (!this.waiting.has(stage) && !this.open.has(stage)) await new Promise((resolve) => setTimeout(resolve, 1));
  }

  pass(stage: 'commit' | 'look'): void {
    this.open.add(stage);
    this.waiting.get(stage)?.();
  }

  passAll(): void {
    this.pass('commit');
    this.pass('look');
  }
}

export interface MeetingVerdict extends Verdict {
  /** Children that one of the two was asked about while saving */
  readonly asked: readonly string[];
}

/** Two clinicians opened the same record and add the same three children at the same moment. */
export async function meet(stage: Stage, { first, overlap }: Meeting): Promise<MeetingVerdict> {
  const { ehr } = stage;
  const { patient, knownId } = await newClient(stage);
  const both = await Promise.all(
    ['one', 'other'].map(async (name) => {
      const gate = new Gate();
      let around: Around = (_, go) => go();
      const session = await launch(stage, patient, () => around);
      const nurse = new Clinician(stage, session, typedContact(session.record, patient, knownId), {
        conflict: 'now',
        appeared: 'other',
      });
      return { name, gate, nurse, hold: () => (around = gate.around) };
    }),
  );
  const [early, late] = both.toSorted((a, b) => Number(b.name === first) - Number(a.name === first));
  if (!early || !late) throw new Error('It takes two');
  const told: string[] = [];
  const untrue: string[] = [];
  const hold = async (whose: typeof early, account: Account) => {
    told.push(`${whose.name}: ${account.kind}`);
    const lies = untruthsOf(account, whose.nurse.plans.at(-1), await worldOf(ehr, patient));
    untrue.push(...lies.map((lie) => `${whose.name}: ${lie}`));
  };

  for (const { hold } of both) hold();
  const pressedEarly = early.nurse.press();
  await early.gate.reached('commit');
  await stage.clock.advance(1_000);
  const presses = { early: pressedEarly, late: late.nurse.press() };
  await late.gate.reached('commit');
  early.gate.pass('commit');
  if (overlap === 'commits apart') {
    early.gate.passAll();
    await presses.early;
  } else await Promise.race([early.gate.reached('look'), presses.early]);
  late.gate.passAll();
  const lateAccount = await presses.late;
  early.gate.passAll();
  await hold(early, await presses.early);
  await hold(late, lateAccount);
  for (const whose of [early, late])
    for (let turn = 0; turn < 5 && whose.nurse.last !== 'saved'; turn++) {
      await stage.clock.advance(60_000);
      await hold(whose, await whose.nurse.press());
    }
  await stage.clock.quiet();

  const world = await worldOf(ehr, patient);
  const asked = [...new Set(both.flatMap(({ nurse }) => nurse.appeared))];
  const found = duplicatesIn(world.persons.map(fromRelatedPerson)).map(({ persons: [one] }) => one.given ?? '');
  const given = (name: string) => world.persons.filter((person) => person.name?.[0]?.given?.[0] === name);
  const creations = both.flatMap(({ nurse }) =>
    (nurse.plans.at(-1)?.writes ?? []).flatMap((write) => {
      const plan = nurse.plans.at(-1);
      return plan && !('before' in write) ? [{ kind: write.kind, copies: copiesOf(write, plan, world).length }] : [];
    }),
  );
  return {
    told,
    asked,
    unsure: 0,
    absent: 0,
    unguarded: [],
    lost: [
      ...creations.filter(({ copies }) => copies === 0).map(({ kind }) => `${kind} of one of the two is not there`),
      ...foreignLost(world, knownId).map((leaf) => `${leaf} of the known child is gone`),
    ],
    duplicated: [
      ...creations.filter(({ copies }) => copies > 1).map(({ kind }) => `${kind} is there twice`),
      ...Object.keys(NEW_CHILDREN)
        .filter((name) => given(name).length > 1 && !asked.includes(name) && !found.includes(name))
        .map(() => 'a child is there twice, and nobody is asked'),
    ],
    overwritten: world.persons
      .filter(({ active }) => active === false)
      .map(() => 'a child went out of use, and nobody said so'),
    untrue,
  };
}
