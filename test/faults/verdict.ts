import { fromRelatedPerson } from '../../src/mapping/child';
import { duplicatesIn } from '../../src/record/duplicates';
import type { IntendedWrite } from '../../src/record/intended';
import type { Account, Clinician } from './clinician';
import { type Done, overwrittenOf } from './colleague';
import type { TestHost } from './hosts';
import { brokenLinks, copiesOf, foreignLost, type World } from './judge';

/** What went wrong, in words, by kind; empty lists are as it should be. */
export interface Verdict {
  /** What each press was answered, in order */
  readonly told: readonly string[];
  readonly lost: readonly string[];
  readonly duplicated: readonly string[];
  readonly overwritten: readonly string[];
  readonly untrue: readonly string[];
  /** Overwritten in the moment that the review warns of, on a host that looks at no version */
  readonly unguarded: readonly string[];
  /** How many parts were told to be not certain at the end */
  readonly unsure: number;
  /** How many of those, other than who wrote it, are not in the record: the person is told to look, and has to write them again */
  readonly absent: number;
}

export const WRONGS = ['lost', 'duplicated', 'overwritten', 'untrue'] as const;

interface End {
  readonly world: World;
  readonly nurse: Clinician;
  readonly last: Account;
  readonly done: Done | undefined;
  readonly knownId: string;
  readonly host: TestHost;
  /** The last press left nothing to do */
  readonly ended: boolean;
  /** The colleague acted right before the request that changes the known child */
  readonly inTheGap: boolean;
}

/** Holds the record against what was to be written, when the fault is gone and the clinician has done what she could. */
export function judgeEnd({
  world,
  nurse,
  last,
  done,
  knownId,
  host,
  ended,
  inTheGap,
}: End): Omit<Verdict, 'told' | 'untrue'> {
  const plan = nurse.plans.at(-1);
  const writes = plan?.writes ?? [];
  const copies = (write: IntendedWrite) => (plan ? copiesOf(write, plan, world).length : 0);
  const items = 'receipt' in last ? last.receipt.items : [];
  const unsure = new Set(items.filter(({ outcome }) => outcome === 'unconfirmed').map(({ write }) => write.fullUrl));
  // A colleague's birth date makes ours needless, unless a person chose it; who wrote it never keeps a contact from being saved.
  const isToldOf = (write: IntendedWrite) =>
    unsure.has(write.fullUrl) ||
    ('before' in write && done?.dated === true && !nurse.tookTyped) ||
    items.some((item) => item.write.fullUrl === write.fullUrl && item.outcome === 'refused' && isProvenance(write));
  const missing = host.takesNothing ? [] : writes.filter((write) => copies(write) === 0 && !isToldOf(write));
  const overwritten = done ? overwrittenOf(done, world.persons, knownId, nurse.tookTyped) : [];
  const warned = host.ignoresVersions === true && inTheGap;
  return {
    lost: [
      ...missing.map(({ kind }) => `${kind} is not there at the end`),
      ...(ended ? [] : [`at the end it is ${last.kind}`]),
      ...foreignLost(world, knownId).map((leaf) => `${leaf} of the known child is gone`),
      ...brokenLinks(world).map((to) => `a link to ${to.replace(/[^/]*$/, '')} leads nowhere`),
    ],
    duplicated: [
      ...writes.filter((write) => copies(write) > 1).map(({ kind }) => `${kind} is there twice`),
      ...(done?.added && isSilentlyDoubled(world, nurse) ? ['a child is there twice, and nobody is asked'] : []),
    ],
    overwritten: warned ? [] : overwritten,
    unguarded: warned ? overwritten : [],
    unsure: unsure.size,
    absent: writes.filter((write) => unsure.has(write.fullUrl) && !isProvenance(write) && copies(write) === 0).length,
  };
}

const isProvenance = ({ kind }: IntendedWrite): boolean => kind === 'create-provenance';

/** A child that a colleague added too may stand there twice only where a person said so, or is asked at the next look. */
function isSilentlyDoubled(world: World, nurse: Clinician): boolean {
  const plan = nurse.plans.at(-1);
  const [child] = plan?.writes.filter(({ kind }) => kind === 'create-child') ?? [];
  const isThere = plan && child && copiesOf(child, plan, world).length > 0;
  return isThere === true && nurse.appeared.length === 0 && !isAskedOf(world);
}

const isAskedOf = ({ persons }: World): boolean => duplicatesIn(persons.map(fromRelatedPerson)).length > 0;
