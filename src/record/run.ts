import type { FhirError } from '../fhir/result';
import type { Refused } from './can';
import type { Host } from './host';
import type { Change, Creation, IntendedWrite } from './intended';
import type { Journal, Progress } from './journal';
import type { WrittenType } from './means';
import type { RecordContext } from './open-record';
import type { Fate } from './receipt';
import type { SavePlan } from './write-plan';

export interface SaveOptions {
  /** Waits that many milliseconds */
  readonly pause?: (ms: number) => Promise<void>;
  /** How far an earlier attempt of this plan came */
  readonly journal?: Journal;
  /** The same draft may have been saved elsewhere (it was kept, or copied with its tab): look before anything is written */
  readonly lookFirst?: boolean;
  /** Keeps the journal; resolves when it is really kept, and only then the next request goes out */
  readonly keep?: (journal: Journal) => Promise<void>;
  /** Whether this page's session is still the one of this browser tab, asked right before each write */
  readonly stillCurrent?: () => boolean;
}

export type SaveContext = Pick<RecordContext, 'patient' | 'encounter'>;

/** One save while it is carried out: what is known of each write, and what was learnt of the host. */
export interface Run {
  readonly host: Host;
  readonly context: SaveContext;
  readonly plan: SavePlan;
  readonly fates: Map<IntendedWrite, Fate>;
  readonly refused: Refused[];
  /** Sent, not found, and perhaps only not shown to this session */
  readonly doubtful: Set<IntendedWrite>;
  readonly pause: (ms: number) => Promise<void>;
  readonly lookFirst: boolean;
  readonly stillCurrent: () => boolean;
  readonly progress: (write: IntendedWrite) => Progress | undefined;
  /** Puts down how far these writes are, before the next request */
  mark(writes: readonly IntendedWrite[], progress: Progress | undefined): Promise<void>;
}

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

export function startRun(host: Host, context: SaveContext, plan: SavePlan, options: SaveOptions): Run {
  let steps = { ...options.journal?.steps };
  const fates = new Map<IntendedWrite, Fate>();
  for (const write of plan.writes) {
    const known = steps[write.fullUrl];
    if (known?.state === 'stored') {
      const { reference, version } = known;
      fates.set(write, { write, outcome: 'stored', reference, ...(version ? { version } : {}) });
    }
  }
  const run: Run = {
    host,
    context,
    plan,
    fates,
    refused: [],
    doubtful: new Set(),
    pause: options.pause ?? wait,
    lookFirst: options.lookFirst ?? false,
    stillCurrent: options.stillCurrent ?? (() => true),
    progress: (write) => steps[write.fullUrl],
    async mark(writes, progress) {
      for (const { fullUrl } of writes) {
        const { [fullUrl]: _, ...others } = steps;
        steps = progress === undefined ? others : { ...others, [fullUrl]: progress };
      }
      await options.keep?.({ plan: { ...plan, together: isTogether(run) }, steps });
    },
  };
  return run;
}

/** All or nothing, as long as the host has not turned out to take no transaction. */
export const isTogether = ({ plan, refused }: Pick<Run, 'plan' | 'refused'>): boolean =>
  plan.together && !refused.some(({ type, operation }) => type === 'Bundle' && operation === 'transaction');

export const isChange = (write: IntendedWrite): write is Change => 'before' in write;
export const isCreation = (write: IntendedWrite): write is Creation => !isChange(write);

export const meansFor = (plan: SavePlan, write: IntendedWrite) =>
  plan.means[write.resource.resourceType as WrittenType];

/** What is neither in the record nor settled otherwise. */
export const openWrites = ({ plan, fates }: Run): IntendedWrite[] => plan.writes.filter((write) => !fates.has(write));

/** Where what was written stands: `RelatedPerson/1` by `fullUrl` */
export function placesOf({ fates }: Run): ReadonlyMap<string, string> {
  return new Map(
    [...fates.values()].flatMap(({ write, reference }) => (reference ? [[write.fullUrl, reference]] : [])),
  );
}

/** The server behind it may still be at work, for longer than is waited here. */
export const mayBeSlow = ({ kind, status }: FhirError): boolean =>
  kind === 'timeout' || status === 502 || status === 503 || status === 504;

export const mayStillLand = (error: FhirError): boolean => error.kind === 'offline' || mayBeSlow(error);

/** The host does not do this at all, to anyone or to this session. */
export const isRefusal = ({ kind }: FhirError): boolean => kind === 'unsupported' || kind === 'forbidden';
