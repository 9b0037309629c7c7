import type { QuestionnaireResponse } from 'fhir/r4';
import type { Answers } from '../fhir/answers';
import { brusselsDate } from '../plan/date';
import type { Entry } from '../plan/entry';
import type { SiteConfig } from '../session/site-config';
import { correctedChildren } from './correct-answers';
import { amendment, authorOf, contactDateOf, labelsOf, replacement } from './correct-entry';
import { withProvenance } from './correct-provenance';
import { type ChildWrites, noPersons, type Permission } from './intend-children';
import { documentWrites } from './intend-documents';
import type { AmendEntry, CreateEntry, IntendedWrite, Intention, LeftOutReason } from './intended';
import { meansOf } from './means';
import type { RecordContext } from './open-record';
import { permissionsOf, type Takes, takesOf } from './permissions';
import type { RecordSnapshot } from './snapshot';
import { factsOf } from './write-plan';

/** The answers that take the place of the earlier ones (form/enabled, prune), or that the entry does not count. */
export type Correcting = { readonly kind: 'replace'; readonly answers: Answers } | { readonly kind: 'withdraw' };

export interface CorrectionInput {
  /** The earlier entry as it was read, and as the plan sees it */
  readonly resource: QuestionnaireResponse;
  readonly entry: Entry;
  readonly how: Correcting;
  /** Kept with the entry, under the entry's own labels */
  readonly reason?: string;
  readonly snapshot: RecordSnapshot;
  readonly context: Pick<RecordContext, 'patient' | 'fhirUser' | 'scopes'>;
  readonly site: Pick<SiteConfig, 'labels' | 'concernEntries' | 'relatedPersons' | 'documents'>;
  /** The question as the Questionnaire words it */
  readonly label: (linkId: string) => string | undefined;
  /** ISO 8601 */
  readonly authored: string;
  /** Made once per correction, so that a retry makes nothing twice */
  readonly uuids: Readonly<Record<'entry' | 'document' | 'note' | 'provenance', string>>;
}

/**
 * Whether the earlier entry itself can be corrected; if not, a new one says so and the earlier one stays visible in the EHR. One
 * that was read out of a document has no place and no version of its own.
 */
export function isAmendable(
  resource: QuestionnaireResponse,
  snapshot: RecordSnapshot,
  context: Pick<RecordContext, 'scopes'>,
): boolean {
  const { id, meta } = resource;
  const may = meansOf('QuestionnaireResponse', factsOf(snapshot, context)).change !== 'none';
  return may && id !== undefined && meta?.versionId !== undefined;
}

/** What a correction will write: the entry itself on its version, or a new one that names it; with who corrected it. */
export function intendCorrection(input: CorrectionInput): Intention {
  const { entry, resource, how, snapshot, context, site } = input;
  const facts = factsOf(snapshot, context);
  const takes = takesOf(facts);
  const permissions = permissionsOf(takes, facts, site, { concernEntries: true });
  const inPlace = isAmendable(resource, snapshot, context);
  const reason = reasonAgainst(input, inPlace, permissions.entry[entry.step]);
  if (reason !== 'yes') return { writes: [], leftOut: [{ what: 'entry', step: entry.step, reason }] };
  const { relatedPersons } = snapshot;
  const record = relatedPersons.state === 'loaded' ? relatedPersons.value : noPersons;
  const allRead = relatedPersons.state === 'loaded' && relatedPersons.whole;
  const createChild = permissions.createChild === 'yes' && !allRead ? 'persons-not-read' : permissions.createChild;
  const may = { createChild, mergeChild: permissions.mergeChild };
  const children =
    how.kind === 'replace'
      ? correctedChildren(entry.answers, how.answers, record, context.patient, may, contactDateOf(input) ?? '')
      : NO_CHILDREN;
  const corrected = inPlace ? amendment(input, children.answers) : replacement(input, children.answers);
  if (!corrected) return { writes: [], leftOut: [] };
  const about = { writes: [...children.writes, ...carried(input, corrected, takes)], leftOut: children.leftOut };
  const by = { permission: permissions.provenance, uuid: input.uuids.provenance, recorded: input.authored };
  return withProvenance(about, { ...by, fhirUser: context.fhirUser }, [entry.step], labelsOf(input));
}

const NO_CHILDREN: Pick<ChildWrites, 'writes' | 'leftOut'> & { readonly answers: Answers } = {
  writes: [],
  leftOut: [],
  answers: {},
};

/** The correction as the host takes it, with a readable note of what now stands where the site wants notes. */
function carried(input: CorrectionInput, corrected: AmendEntry | CreateEntry, takes: Takes): IntendedWrite[] {
  const { site, entry, how, authored, context, uuids } = input;
  const { notes, portalWithholds } = site.documents;
  const instead = corrected.kind === 'create-entry' && takes.entriesAs === 'documents';
  const asNew: CreateEntry =
    corrected.kind === 'create-entry'
      ? corrected
      : { ...corrected, kind: 'create-entry', uuid: uuids.entry, resource: corrected.resource };
  const documents = documentWrites(
    [asNew],
    { instead, notes: notes && takes.documents, portalWithholds },
    {
      patient: `Patient/${context.patient}`,
      encounter: entry.encounter,
      author: authorOf(input),
      authored,
      uuidOf: (content) => uuids[content === 'note' ? 'note' : 'document'],
    },
  );
  // Taken back, there is nothing to read.
  return [...(instead ? documents.carriers : [corrected]), ...(how.kind === 'withdraw' ? [] : documents.notes)];
}

function reasonAgainst(input: CorrectionInput, inPlace: boolean, may: Permission): Permission {
  const { how, authored } = input;
  const contactDate = contactDateOf(input);
  if (contactDate === undefined) return 'contact-date-missing';
  if (how.kind === 'replace' && contactDate > brusselsDate(new Date(authored))) return 'contact-date-future';
  // What is there already is corrected where it stands: how new entries would have to be kept does not matter.
  const pointless: readonly LeftOutReason[] = [
    ...(inPlace ? (['read-only', 'portal-may-show'] as const) : []),
    // Taking something back says nothing of concern.
    ...(how.kind === 'withdraw' ? (['site-refuses'] as const) : []),
  ];
  return may !== 'yes' && pointless.includes(may) ? 'yes' : may;
}
