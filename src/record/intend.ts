import type { Coding, Reference } from 'fhir/r4';
import { type Answers, instances } from '../fhir/answers';
import { QUESTIONNAIRE_VERSION } from '../mapping/canonical';
import { toProvenance } from '../mapping/provenance';
import { toResponse } from '../mapping/to-response';
import { brusselsDate } from '../plan/date';
import { STEPS, type Step } from '../plan/entry';
import { resolveChildren } from './child-references';
import { type IdentifiedDraft, isBare, saysSomething } from './contact';
import { followingDecision } from './follow-decision';
import { type ChildPermissions, childWrites, linked, noPersons, type Permission } from './intend-children';
import { type DocumentContext, type DocumentWish, documentWrites } from './intend-documents';
import type { CreateEntry, CreateProvenance, IntendedWrite, Intention, LeftOut, LeftOutReason } from './intended';
import type { RecordContext } from './open-record';
import { planOf } from './plan-of';
import type { RecordSnapshot } from './snapshot';

/** What may be written: the site's wish, the person's answer and the host's abilities, put together. */
export interface Permissions extends ChildPermissions {
  readonly entry: Readonly<Record<Step, Permission>>;
  readonly provenance: Permission;
}

export interface IntendInput {
  readonly draft: IdentifiedDraft;
  /** Per step the answers of its form without those of disabled items (form/enabled, prune) */
  readonly answers: Readonly<Partial<Record<Step, Answers>>>;
  readonly snapshot: RecordSnapshot;
  readonly context: Pick<RecordContext, 'patient' | 'encounter' | 'fhirUser'>;
  /** Sensitivity labels per step */
  readonly labels: Readonly<Record<Step, readonly Coding[]>>;
  readonly permissions: Permissions;
  readonly documents: DocumentWish;
  /** The question as the Questionnaire words it */
  readonly label: (linkId: string) => string | undefined;
  /** ISO 8601 */
  readonly authored: string;
}

/** Everything that a save of this contact will write, in the order of the plan; nothing when nothing was recorded. */
export function intend(input: IntendInput): Intention {
  const { draft, snapshot, context, permissions } = input;
  const leftOut: LeftOut[] = [];
  const steps = STEPS.filter((step) => {
    if (!saysSomething(step, input.answers[step] ?? {}, draft.prefilled)) return false;
    const reason = dateTrouble(draft.contactDate, input.authored) ?? permissions.entry[step];
    if (reason !== 'yes') leftOut.push({ what: 'entry', step, reason });
    return reason === 'yes';
  });
  const first = steps.includes(1) ? withoutBareChildren(input.answers[1] ?? {}) : {};
  const record = snapshot.relatedPersons.state === 'loaded' ? snapshot.relatedPersons.value : noPersons;
  const children = childWrites(first, record, context.patient, permissions, draft.contactDate ?? '');
  const { decision } = planOf(snapshot);
  const answersToWrite = (step: Step): Answers =>
    step === 1
      ? first
      : step === 4
        ? followingDecision(input.answers[4] ?? {}, decision, draft.uuids.entry[4])
        : (input.answers[step] ?? {});
  const entries = steps.map((step) => entryOf(input, step, resolveChildren(answersToWrite(step), children.places)));
  const { carriers, notes } = documentWrites(entries, input.documents, documentContext(input));
  const about = [...children.writes, ...(input.documents.instead ? carriers : entries), ...notes];
  const { fhirUser } = context;
  const reason = fhirUser === undefined ? 'user-unknown' : permissions.provenance;
  if (about.length > 0 && reason !== 'yes') leftOut.push({ what: 'provenance', reason });
  const provenances = fhirUser !== undefined && reason === 'yes' ? provenancesOf(about, fhirUser, input) : [];
  return { writes: [...about, ...provenances], leftOut: [...leftOut, ...children.leftOut] };
}

/** Why an entry with this contact date is not written: no date, or one that has not come. */
function dateTrouble(contactDate: string | undefined, authored: string): LeftOutReason | undefined {
  if (contactDate === undefined) return 'contact-date-missing';
  return contactDate > brusselsDate(new Date(authored)) ? 'contact-date-future' : undefined;
}

/** A row that was opened for a child and left empty is no child. */
function withoutBareChildren(answers: Answers): Answers {
  const { 's1.kind': _, ...others } = answers;
  const kept = instances(answers, 's1.kind').filter((instance) => !isBare(instance));
  return kept.length > 0 ? { ...others, 's1.kind': kept.map(linked) } : others;
}

function entryOf(input: IntendInput, step: Step, answers: Answers): CreateEntry {
  const { draft, context, labels, label, authored } = input;
  const uuid = draft.uuids.entry[step];
  const author = authorOf(input);
  const resource = toResponse(
    {
      id: uuid,
      step,
      version: QUESTIONNAIRE_VERSION,
      contactDate: draft.contactDate ?? '',
      recordedAt: authored,
      status: 'completed',
      answers,
    },
    {
      patient: `Patient/${context.patient}`,
      ...(context.encounter ? { encounter: `Encounter/${context.encounter}` } : {}),
      authored,
      labels: labels[step],
      label,
      ...(author ? { author } : {}),
    },
  );
  return {
    kind: 'create-entry',
    step,
    uuid,
    fullUrl: `urn:uuid:${uuid}`,
    resource,
  };
}

function authorOf({ snapshot, context }: IntendInput): Reference | undefined {
  const name = snapshot.user.state === 'loaded' ? snapshot.user.value?.name : undefined;
  return context.fhirUser ? { reference: context.fhirUser, ...(name ? { display: name } : {}) } : undefined;
}

const documentContext = (input: IntendInput): DocumentContext => ({
  patient: `Patient/${input.context.patient}`,
  encounter: input.context.encounter && `Encounter/${input.context.encounter}`,
  author: authorOf(input),
  authored: input.authored,
  uuidOf: (content, step) => input.draft.uuids.document[content][step],
});

type Subject = Exclude<IntendedWrite, CreateProvenance>;

/** What holds entries, and therefore their labels */
const isCarrier = ({ kind }: Subject): boolean => kind === 'create-entry' || kind === 'create-document';

const stepsOf = (write: Subject): readonly Step[] =>
  write.kind === 'create-entry' ? [write.step] : write.kind === 'create-document' ? write.steps : [];

/** One Provenance per set of labels: a list that names a labelled entry is itself sensitive. */
function provenancesOf(about: readonly Subject[], author: string, input: IntendInput): CreateProvenance[] {
  const classes = new Map<string, { labels: readonly Coding[]; subjects: Subject[] }>();
  for (const write of about) {
    const labels = isCarrier(write) ? (write.resource.meta?.security ?? []) : [];
    const key = labels
      .map(({ system, code }) => `${system}|${code}`)
      .sort()
      .join(' ');
    const same = classes.get(key) ?? { labels, subjects: [] };
    same.subjects.push(write);
    classes.set(key, same);
  }
  return [...classes.values()].map(({ labels, subjects }) => {
    const steps = [...new Set(subjects.flatMap((write) => stepsOf(write)))];
    // The entries of a contact stay the same when it is planned again; a child that is in the record by then does not.
    const uuid = input.draft.uuids.provenance[steps[0] ?? 'children'];
    const targets = subjects.map(({ fullUrl }) => fullUrl);
    return {
      kind: 'create-provenance',
      uuid,
      fullUrl: `urn:uuid:${uuid}`,
      steps,
      resource: toProvenance({ uuid, targets, author, recorded: input.authored, labels }),
    };
  });
}
