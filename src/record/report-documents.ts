import type { Coding } from 'fhir/r4';
import { textAttachment, toDocument } from '../mapping/document';
import type { ReportClass } from '../mapping/report/classes';
import { reportText } from '../mapping/report/text';
import type { Entry } from '../plan/entry';
import type { SiteConfig } from '../session/site-config';
import { can, type HostFacts } from './can';
import { withProvenance } from './correct-provenance';
import type { CreateDocument, IntendedWrite, Intention, LeftOut, LeftOutReason } from './intended';
import type { RecordContext } from './open-record';
import { permissionsOf, takesOf } from './permissions';
import type { RecordSnapshot } from './snapshot';
import { factsOf } from './write-plan';

export interface StoreInput {
  readonly classes: readonly (ReportClass & {
    readonly labels: readonly Coding[];
    readonly entries: readonly Entry[];
  })[];
  readonly snapshot: RecordSnapshot;
  readonly context: Pick<RecordContext, 'patient' | 'encounter' | 'fhirUser' | 'scopes'>;
  readonly site: Pick<SiteConfig, 'concernEntries' | 'relatedPersons' | 'documents'>;
  /** ISO 8601 */
  readonly authored: string;
  /** The same UUID for the same content */
  readonly uuidFor: (content: string) => string;
}

/** Whether the host may take a document of this session: what it did not say can be tried. */
export const takesReports = (facts: HostFacts): boolean => can('DocumentReference', 'create', facts).answer !== 'no';

/**
 * What storing a report writes: one readable document per class, under the labels of what stands in it, by the rules of every other
 * document. What is of concern goes in only where the site's portal withholds it.
 */
export function intendReport(input: StoreInput): Intention {
  const { classes, snapshot, context, site, authored, uuidFor } = input;
  const facts = factsOf(snapshot, context);
  // Who chose what is of concern, and presses the button under it, confirms it.
  const permissions = permissionsOf(takesOf(facts), facts, site, { concernEntries: true });
  const writes: IntendedWrite[] = [];
  const leftOut: LeftOut[] = [];
  for (const part of classes) {
    const reason = part.concern ? whyNot(site) : undefined;
    if (reason) {
      leftOut.push(...part.steps.map((step) => ({ what: 'entry' as const, step, reason })));
      continue;
    }
    const document = documentOf(part, input);
    const by = {
      fhirUser: context.fhirUser,
      permission: permissions.provenance,
      uuid: uuidFor(`who ${document.uuid}`),
      recorded: authored,
    };
    const whole = withProvenance({ writes: [document], leftOut: [] }, by, part.steps, part.labels);
    writes.push(...whole.writes);
    leftOut.push(...whole.leftOut.filter(({ what }) => !leftOut.some((left) => left.what === what)));
  }
  return { writes, leftOut };
}

const whyNot = ({ concernEntries, documents }: StoreInput['site']): LeftOutReason | undefined =>
  concernEntries === 'refuse' ? 'site-refuses' : documents.portalWithholds ? undefined : 'portal-may-show';

function documentOf(
  { report, steps, labels, entries }: StoreInput['classes'][number],
  input: StoreInput,
): CreateDocument {
  const { context, snapshot, authored, uuidFor } = input;
  const text = reportText(report);
  const uuid = uuidFor(text);
  const name = snapshot.user.state === 'loaded' ? snapshot.user.value?.name : undefined;
  const about = {
    uuid,
    patient: `Patient/${context.patient}`,
    ...(context.encounter ? { encounter: `Encounter/${context.encounter}` } : {}),
    ...(context.fhirUser ? { author: { reference: context.fhirUser, ...(name ? { display: name } : {}) } } : {}),
    date: authored,
    labels,
    steps,
    entries: entries.map(({ id }) => id),
  };
  return {
    kind: 'create-document',
    content: 'report',
    steps,
    uuid,
    fullUrl: `urn:uuid:${uuid}`,
    resource: {
      ...toDocument(about, { ...textAttachment(text), language: report.language }),
      ...(report.kind === 'referral' ? { docStatus: 'preliminary' as const } : {}),
    },
    entries: [],
  };
}

const made = new WeakMap<object, Map<string, string>>();

/** UUIDs for what is stored in a record, the same for the same content: whoever presses twice, or comes back to it, makes no second one. */
export function reportUuids(record: object, newId: () => string): (content: string) => string {
  const known = made.get(record) ?? new Map<string, string>();
  made.set(record, known);
  return (content) => {
    const uuid = known.get(content) ?? newId();
    known.set(content, uuid);
    return uuid;
  };
}
