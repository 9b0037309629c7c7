import type { QuestionnaireResponse } from 'fhir/r4';
import type { SiteConfig } from '../session/site-config';
import { canBundle, type HostFacts } from './can';
import { type IntendInput, intend } from './intend';
import type { IntendedWrite, Intention, LeftOut } from './intended';
import { type Means, meansOf, WRITTEN_TYPES, type WrittenType } from './means';
import type { RecordContext } from './open-record';
import { type Consent, permissionsOf, type Takes, takesOf } from './permissions';
import type { RecordSnapshot } from './snapshot';

/**
 * How a contact is written in this host, told before it is done:
 * - transaction: all or nothing; one-by-one: each resource in turn, with a journal
 * - entries: responses only, the host takes no persons; persons-and-documents: the other way round, the responses in documents
 * - documents: everything in documents
 */
export type Way = 'transaction' | 'one-by-one' | 'entries' | 'persons-and-documents' | 'documents';

/** Plain JSON: it is kept with the draft while it is being carried out. */
export interface SavePlan {
  readonly kind: 'save';
  readonly way: Way;
  /** False: the host did not say that it takes this, so it is a try */
  readonly certain: boolean;
  /** In the order of writing: children, entries or documents, notes, Provenance */
  readonly writes: readonly IntendedWrite[];
  readonly leftOut: readonly LeftOut[];
  /** In one transaction, or one request each */
  readonly together: boolean;
  /** The host takes a Bundle of reads */
  readonly readsTogether: boolean;
  readonly means: Readonly<Record<WrittenType, Means>>;
  /** Logical ids of the persons that were known when it was planned: others came since */
  readonly knownPersons: readonly string[];
  /** The host has shown this session something with a label: what is labelled and not found is then not there */
  readonly seesLabelled: boolean;
}

export type WritePlan =
  | SavePlan
  /** Nothing was recorded, or everything that was is left out */
  | { readonly kind: 'nothing'; readonly leftOut: readonly LeftOut[] }
  /** The host takes nothing of this session: what was recorded can be printed or copied */
  | {
      readonly kind: 'read-only';
      readonly leftOut: readonly LeftOut[];
      readonly responses: readonly QuestionnaireResponse[];
    }
  | {
      readonly kind: 'not-possible';
      /**
       * still-reading: whose record it is, or who is in it, is not known yet; patient-unread: it could not be read;
       * other-patient: the draft, or the encounter of the launch, is someone else's
       */
      readonly reason: 'other-patient' | 'still-reading' | 'patient-unread';
      readonly leftOut: readonly LeftOut[];
    };

export type PlanInput = Omit<IntendInput, 'labels' | 'permissions' | 'context' | 'documents'> & {
  readonly context: Pick<RecordContext, 'patient' | 'encounter' | 'fhirUser' | 'scopes'>;
  readonly site: Pick<SiteConfig, 'labels' | 'concernEntries' | 'relatedPersons' | 'documents'>;
  readonly consent: Consent;
};

/** What will be written and how. The snapshot should hold the capabilities (`loadForSaving`); without them, everything is a try. */
export function writePlan(input: PlanInput): WritePlan {
  const { snapshot, site, context, consent, ...rest } = input;
  const facts = factsOf(snapshot, context);
  const takes = takesOf(facts);
  const { relatedPersons } = snapshot;
  const granted = permissionsOf(takes, facts, site, consent);
  // Without all persons no reuse could be proposed: a child that the record has would be made a second time.
  const allRead = relatedPersons.state === 'loaded' && relatedPersons.whole;
  const permissions =
    granted.createChild === 'yes' && !allRead ? { ...granted, createChild: 'persons-not-read' as const } : granted;
  const documents = {
    instead: takes.entriesAs === 'documents',
    notes: site.documents.notes && takes.documents,
    portalWithholds: site.documents.portalWithholds,
  };
  const asked = { ...rest, snapshot, context, labels: site.labels, documents };
  const intention = intend({ ...asked, permissions });
  const { leftOut } = intention;
  if (rest.draft.patient !== context.patient) return { kind: 'not-possible', reason: 'other-patient', leftOut };
  if (takes.entriesAs === 'nothing' && leftOut.some(({ what }) => what === 'entry')) {
    const { writes } = intend({ ...asked, permissions: { ...permissions, entry: EVERY_STEP } });
    return { kind: 'read-only', leftOut, responses: writes.flatMap(responseOf) };
  }
  return planOfIntention(intention, snapshot, context, takes);
}

const EVERY_STEP = { 1: 'yes', 2: 'yes', 3: 'yes', 4: 'yes', 5: 'yes', 6: 'yes' } as const;

const responseOf = (write: IntendedWrite) => (write.kind === 'create-entry' ? [write.resource] : []);

/** The way to write what is intended, also for what is no contact: a correction, a child that stood there twice. */
export function planOfIntention(
  { writes, leftOut }: Intention,
  snapshot: RecordSnapshot,
  context: Pick<RecordContext, 'scopes'>,
  takes: Takes = takesOf(factsOf(snapshot, context)),
): WritePlan {
  const facts = factsOf(snapshot, context);
  const { patient, encounter, relatedPersons } = snapshot;
  if (encounter.state === 'failed' && encounter.error.kind === 'other-patient')
    return { kind: 'not-possible', reason: 'other-patient', leftOut };
  const loading = [patient, encounter, relatedPersons].some(({ state }) => state === 'loading');
  const pagesCome =
    relatedPersons.state === 'loaded' && relatedPersons.value.gaps.some(({ reason }) => reason === 'more-pages');
  if (writes.length > 0 && (loading || pagesCome)) return { kind: 'not-possible', reason: 'still-reading', leftOut };
  if (patient.state === 'failed') return { kind: 'not-possible', reason: 'patient-unread', leftOut };
  if (writes.length === 0) return { kind: 'nothing', leftOut };
  const bundle = canBundle('transaction', facts).answer;
  // The host cannot reach into a document: its links to new children are known only after those were made.
  const together =
    bundle !== 'no' && writes.every(({ kind }) => kind !== 'create-document' || takes.entriesAs !== 'documents');
  const way: Way =
    takes.entriesAs === 'documents'
      ? takes.persons
        ? 'persons-and-documents'
        : 'documents'
      : !takes.persons
        ? 'entries'
        : together
          ? 'transaction'
          : 'one-by-one';
  return {
    kind: 'save',
    way,
    certain: takes.certain && (!together || bundle === 'yes'),
    writes,
    leftOut,
    together,
    readsTogether: bundle === 'yes' || canBundle('batch', facts).answer === 'yes',
    means: Object.fromEntries(WRITTEN_TYPES.map((type) => [type, meansOf(type, facts)])) as SavePlan['means'],
    knownPersons: relatedPersons.state === 'loaded' ? relatedPersons.value.persons.map(({ id }) => id) : [],
    seesLabelled: seesLabelled(snapshot),
  };
}

export function factsOf(snapshot: RecordSnapshot, { scopes }: Pick<RecordContext, 'scopes'>): HostFacts {
  const { capabilities, refused } = snapshot;
  return { capabilities: capabilities.state === 'loaded' ? capabilities.value : undefined, scopes, refused };
}

const seesLabelled = ({ entries }: RecordSnapshot): boolean =>
  entries.state === 'loaded' && entries.value.resources.some(({ meta }) => (meta?.security ?? []).length > 0);

export type { Consent };
