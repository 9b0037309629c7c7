import type { Encounter, QuestionnaireResponse, RelatedPerson } from 'fhir/r4';
import { noAnswer } from '../fhir/fhir-error';
import type { Result } from '../fhir/result';
import type { AnyResource } from '../fhir/schemas';
import type { LaunchContext } from '../session/launch-context';
import { allows } from '../session/scopes';
import { namesResource } from './about-patient';
import type { Refused } from './can';
import type { Found, Host, OnPage } from './host';
import { failed, type Gap, type GapReason, type Loaded, loaded } from './loaded';
import { entriesOf, personsOf, type Reader } from './read-lists';
import type { EncounterSummary, Entries, Part, Persons, RecordSnapshot } from './snapshot';
import { encounterSummary, patientSummary, userSummary } from './summaries';
import { withNewer } from './with-newer';

export type RecordContext = Pick<LaunchContext, 'patient' | 'encounter' | 'fhirUser' | 'scopes'>;

/** The opened record as it comes in. `getSnapshot` and `subscribe` fit React's useSyncExternalStore. */
export interface RecordStore {
  getSnapshot(): RecordSnapshot;
  subscribe(listener: () => void): () => void;
  /** Asks what only a save needs (user, capabilities), once however often it is called; resolves when both are in or failed. */
  loadForSaving(): Promise<RecordSnapshot>;
  /** Asks a part again: after a failure, or to see what a colleague changed. A value that is there stays until the new one is in. */
  reload(part: Part): Promise<RecordSnapshot>;
  /** Puts resources that a save wrote into the lists, without asking the host again. */
  takeIn(resources: readonly AnyResource[]): Promise<void>;
  /** Remembers what the host turned out not to do, for the plans of this session. */
  learn(refused: readonly Refused[]): void;
}

export interface OpenOptions {
  /** The site says that entries stand in documents here, whatever rights the host grants */
  readonly entriesInDocuments?: boolean;
}

const LOADING = { state: 'loading' } as const;

/** What reads entries is a part of the app, and could not be fetched. */
const UNFETCHED = noAnswer('offline');

/** Starts reading at once and in parallel: patient, encounter, related persons, earlier entries; each is asked once. */
export function openRecord(host: Host, context: RecordContext, options: OpenOptions = {}): RecordStore {
  const reader: Reader = { base: host.base, patient: context.patient, scopes: context.scopes };
  const listeners = new Set<() => void>();
  let snapshot: RecordSnapshot = {
    patient: LOADING,
    encounter: LOADING,
    relatedPersons: LOADING,
    entries: LOADING,
    user: { state: 'not-asked' },
    capabilities: { state: 'not-asked' },
    refused: [],
  };
  // What a save wrote while a list was still on its way: the list may have been made before that save.
  let writtenPersons: readonly RelatedPerson[] = [];
  let writtenEntries: readonly QuestionnaireResponse[] = [];
  const mayReadDocuments = allows(context.scopes, 'DocumentReference', 's');
  let documentsRead = false;

  function tell(next: RecordSnapshot): void {
    snapshot = next;
    for (const listener of [...listeners]) listener();
  }
  const put = <P extends Part>(part: P, value: RecordSnapshot[P]) => tell({ ...snapshot, [part]: value });

  const persons = async (found: Found<RelatedPerson>): Promise<Persons> =>
    personsOf({ ...found, resources: withNewer(found.resources, writtenPersons) }, reader);
  const entries = (found: Found<QuestionnaireResponse>): Promise<Entries> =>
    entriesOf({ ...found, resources: withNewer(found.resources, writtenEntries) }, reader);

  /** Where the host takes no responses they stand in documents; what cannot be read there may hold anything. */
  async function entriesEverywhere(
    onPage: OnPage<QuestionnaireResponse>,
  ): Promise<Result<Found<QuestionnaireResponse>>> {
    if (!documentsRead) return host.entries(context.patient, onPage);
    const [responses, documents, { mergedWithDocuments }] = await Promise.all([
      host.entries(context.patient),
      host.documents(context.patient),
      import('./document-entries'),
    ]);
    return mergedWithDocuments(responses, documents, reader);
  }

  type Show<P extends Part> = (value: RecordSnapshot[P]) => void;
  const reads: { readonly [P in Part]: (show: Show<P>) => Promise<RecordSnapshot[P]> } = {
    patient: async () =>
      settled(await host.patient(context.patient), (resource) => patientSummary(resource, context.patient)),
    encounter: async () =>
      context.encounter === undefined
        ? loaded(undefined)
        : encounterOf(await host.encounter(context.encounter), context.encounter, reader),
    relatedPersons: (show) => {
      writtenPersons = [];
      return paged((onPage) => host.relatedPersons(context.patient, onPage), persons, show);
    },
    entries: (show) => {
      writtenEntries = [];
      documentsRead ||=
        (options.entriesInDocuments || !allows(context.scopes, 'QuestionnaireResponse', 'c')) && mayReadDocuments;
      return paged((onPage) => entriesEverywhere(onPage), entries, show);
    },
    user: async () => {
      const { fhirUser } = context;
      if (fhirUser === undefined) return loaded(undefined);
      return settled(await host.user(fhirUser), (resource) => userSummary(resource, fhirUser));
    },
    capabilities: async () => settled(await host.capabilities(), (value) => value),
  };

  const rounds = new Map<Part, number>();
  /** Only the newest question about a part may answer it. */
  async function ask<P extends Part>(part: P): Promise<void> {
    const round = (rounds.get(part) ?? 0) + 1;
    rounds.set(part, round);
    if (snapshot[part].state !== 'loaded') put(part, LOADING as RecordSnapshot[P]);
    const show: Show<P> = (value) => {
      if (rounds.get(part) === round) put(part, value);
    };
    show(await reads[part](show));
  }

  /** What the host is learnt not to take may have been put into documents by others. */
  async function askDocuments(): Promise<void> {
    if (documentsRead || !mayReadDocuments) return;
    const { takesNoResponses } = await import('./takes-no-responses');
    if (!takesNoResponses(snapshot, context)) return;
    documentsRead = true;
    await ask('entries');
  }

  for (const part of ['patient', 'encounter', 'relatedPersons', 'entries'] as const) void ask(part);
  let forSaving: Promise<unknown> | undefined;

  return {
    getSnapshot: () => snapshot,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async loadForSaving() {
      forSaving ??= Promise.all([ask('user'), ask('capabilities').then(askDocuments)]);
      await forSaving;
      return snapshot;
    },
    async reload(part) {
      await ask(part);
      return snapshot;
    },
    learn(refused) {
      if (refused.length === 0) return;
      tell({ ...snapshot, refused: [...snapshot.refused, ...refused] });
      void askDocuments();
    },
    async takeIn(resources) {
      if (resources.some(({ resourceType }) => resourceType === 'DocumentReference')) {
        documentsRead = true;
        void ask('entries');
      }
      writtenPersons = withNewer(writtenPersons, resources.filter(isRelatedPerson));
      writtenEntries = withNewer(writtenEntries, resources.filter(isEntry));
      const { relatedPersons: people, entries: list } = snapshot;
      if (people.state === 'loaded') {
        const { gaps, resources } = people.value;
        put('relatedPersons', loaded({ ...(await persons(complete(resources))), gaps }, people.whole));
      }
      if (list.state === 'loaded') {
        const { gaps, notOurs, resources } = list.value;
        const read = await entries(complete(resources)).catch(() => undefined);
        put('entries', read ? loaded({ ...read, gaps, notOurs }, list.whole) : failed(UNFETCHED));
      }
    },
  };
}

const isRelatedPerson = (resource: AnyResource): resource is RelatedPerson => resource.resourceType === 'RelatedPerson';
const isEntry = (resource: AnyResource): resource is QuestionnaireResponse =>
  resource.resourceType === 'QuestionnaireResponse';

const complete = <T>(resources: readonly T[]): Found<T> => ({ resources, unreadable: 0, truncated: false });

const settled = <R, T>(answer: Result<R>, map: (value: R) => T): Loaded<T> =>
  answer.ok ? loaded(map(answer.value)) : failed(answer.error);

/** Shows what there is while further pages come; where one does not come, what was shown stays, and is known not to be all. */
async function paged<R, T extends { readonly gaps: readonly Gap[] }>(
  read: (onPage: (soFar: R) => void) => Promise<Result<R>>,
  map: (found: R) => Promise<T>,
  show: (value: Loaded<T>) => void,
): Promise<Loaded<T>> {
  let soFar: R | undefined;
  // One after the other: what reads a page may still be on its way when the next page is there.
  let shown: Promise<void> = Promise.resolve();
  const answer = await read((found) => {
    soFar = found;
    shown = shown
      .then(() => map(found))
      .then((value) => show(withGap(value, 'more-pages')))
      .catch(() => {});
  });
  await shown;
  try {
    if (answer.ok) {
      const value = await map(answer.value);
      return loaded(value, value.gaps.length === 0);
    }
    return soFar === undefined ? failed(answer.error) : withGap(await map(soFar), 'more-than-read');
  } catch {
    return failed(UNFETCHED);
  }
}

/** A page is cut off by what comes after it, which the gap says in its own way. */
const withGap = <T extends { readonly gaps: readonly Gap[] }>(value: T, reason: GapReason): Loaded<T> =>
  loaded({ ...value, gaps: [...value.gaps.filter((gap) => gap.reason !== 'more-than-read'), { reason }] }, false);

/** An encounter of someone else means that the launch mixes two clients: it is shown as a failure and no save goes out. */
function encounterOf(answer: Result<Encounter>, id: string, reader: Reader): Loaded<EncounterSummary | undefined> {
  if (answer.ok && answer.value.subject && !namesResource(reader.base, answer.value.subject, 'Patient', reader.patient))
    return failed({ kind: 'other-patient', code: 'R-001' });
  return settled(answer, (resource) => encounterSummary(resource, id));
}
