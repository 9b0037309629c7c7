import { STEPS, type Step } from '../plan/entry';
import type { SiteConfig } from '../session/site-config';
import { type Ability, can, canTransact, type Operation } from './can';
import { type IntendInput, intend, type Permissions } from './intend';
import type { Permission } from './intend-children';
import type { IntendedWrite, LeftOut } from './intended';
import type { RecordContext } from './open-record';
import type { RecordSnapshot } from './snapshot';

/**
 * How a contact is written in this host, told before it is done:
 * - transaction: all or nothing; one-by-one: each resource in turn, with a journal
 * - entries: responses only, the host takes no persons; persons-and-documents: the other way round, the responses in documents
 * - documents: everything in documents
 */
export type Way = 'transaction' | 'one-by-one' | 'entries' | 'persons-and-documents' | 'documents';

/** What the host says of writing one type, as far as a save needs it */
export interface Means {
  /** It says that it honours If-None-Exist */
  readonly conditionalCreate: boolean;
  /** It may be searched by our identifier (or tag) after an answer was lost */
  readonly search: boolean;
  readonly change: 'update' | 'patch' | 'none';
  /** It says that it refuses a stale version; where not, what stands there is read and compared right before it is changed */
  readonly refusesStale: boolean;
}

export type WrittenType = 'QuestionnaireResponse' | 'RelatedPerson' | 'DocumentReference' | 'Provenance';

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
  readonly means: Readonly<Record<WrittenType, Means>>;
  /** Logical ids of the persons that were known when it was planned: others came since */
  readonly knownPersons: readonly string[];
}

export type WritePlan =
  | SavePlan
  /** Nothing was recorded, or everything that was is left out */
  | { readonly kind: 'nothing'; readonly leftOut: readonly LeftOut[] }
  /** The host takes nothing of this session: what was recorded can be printed or copied */
  | { readonly kind: 'read-only'; readonly leftOut: readonly LeftOut[] }
  | {
      readonly kind: 'not-possible';
      /**
       * still-reading: whose record it is, or who is in it, is not known yet; patient-unread: it could not be read;
       * other-patient: the draft, or the encounter of the launch, is someone else's
       */
      readonly reason: 'other-patient' | 'still-reading' | 'patient-unread';
      readonly leftOut: readonly LeftOut[];
    };

/** The person's answers where the site configuration says `ask` */
export interface Consent {
  readonly concernEntries?: boolean;
  readonly relatedPersons?: boolean;
}

export type PlanInput = Omit<IntendInput, 'labels' | 'permissions' | 'context'> & {
  readonly context: Pick<RecordContext, 'patient' | 'encounter' | 'fhirUser' | 'scopes'>;
  readonly site: Pick<SiteConfig, 'labels' | 'concernEntries' | 'relatedPersons'>;
  readonly consent: Consent;
};

/** What will be written and how. The snapshot should hold the capabilities (`loadForSaving`); without them, everything is a try. */
export function writePlan(input: PlanInput): WritePlan {
  const { snapshot, site, context, consent, ...rest } = input;
  const capabilities = snapshot.capabilities.state === 'loaded' ? snapshot.capabilities.value : undefined;
  const able = (type: string, operation: Operation) => can(type, operation, capabilities, context.scopes);
  const granted = permissionsOf(able, site, consent);
  // Without all persons no reuse could be proposed: a child that the record has would be made a second time.
  const { relatedPersons } = snapshot;
  const allRead = relatedPersons.state === 'loaded' && relatedPersons.whole;
  const unread = granted.createChild === 'yes' && !allRead;
  const permissions: Permissions = unread ? { ...granted, createChild: 'persons-not-read' } : granted;
  const { writes, leftOut } = intend({ ...rest, snapshot, context, labels: site.labels, permissions });
  if (rest.draft.patient !== context.patient || isOtherPatient(snapshot))
    return { kind: 'not-possible', reason: 'other-patient', leftOut };
  const parts = [snapshot.patient, snapshot.encounter, relatedPersons];
  if (writes.length > 0 && parts.some(({ state }) => state === 'loading'))
    return { kind: 'not-possible', reason: 'still-reading', leftOut };
  if (snapshot.patient.state === 'failed') return { kind: 'not-possible', reason: 'patient-unread', leftOut };
  if (leftOut.some(({ what, reason }) => what === 'entry' && (reason === 'not-granted' || reason === 'not-supported')))
    return { kind: 'not-possible', reason: 'entries', leftOut };
  if (writes.length === 0) return { kind: 'nothing', leftOut };
  const transact = canTransact(capabilities);
  if (transact.answer === 'no') return { kind: 'not-possible', reason: 'no-transaction', leftOut };
  const readsProvenance = able('Provenance', 'read').answer === 'yes';
  return { kind: 'transaction', certain: transact.answer === 'yes', writes, leftOut, readsProvenance };
}

const isOtherPatient = ({ encounter }: RecordSnapshot): boolean =>
  encounter.state === 'failed' && encounter.error.kind === 'other-patient';

const CONCERN: readonly Step[] = [2, 4, 5, 6];

function permissionsOf(
  able: (type: string, operation: Operation) => Ability,
  site: PlanInput['site'],
  consent: Consent,
): Permissions {
  const concern = wished(site.concernEntries, consent.concernEntries);
  const persons = wished(site.relatedPersons, consent.relatedPersons);
  const both = (wish: Permission, ability: Ability): Permission => (wish === 'yes' ? permitted(ability) : wish);
  const response = able('QuestionnaireResponse', 'create');
  const entry = (step: Step) => both(CONCERN.includes(step) ? concern : 'yes', response);
  const provenance = able('Provenance', 'create');
  return {
    entry: Object.fromEntries(STEPS.map((step) => [step, entry(step)])) as Record<Step, Permission>,
    createChild: both(persons, able('RelatedPerson', 'create')),
    mergeChild: both(persons, able('RelatedPerson', 'update')),
    // It must never be what makes a save fail, so it is not tried on the off chance.
    provenance: provenance.answer === 'unknown' ? 'not-supported' : permitted(provenance),
  };
}

const wished = (wish: SiteConfig['concernEntries'], confirmed: boolean | undefined): Permission =>
  wish === 'refuse' ? 'site-refuses' : wish === 'ask' && confirmed !== true ? 'not-confirmed' : 'yes';

const permitted = ({ answer, because }: Ability): Permission =>
  answer !== 'no' ? 'yes' : because === 'not-granted' ? 'not-granted' : 'not-supported';
