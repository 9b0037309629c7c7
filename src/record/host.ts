import type {
  BundleEntry,
  DocumentReference,
  Encounter,
  FhirResource,
  Patient,
  Practitioner,
  PractitionerRole,
  Provenance,
  QuestionnaireResponse,
  RelatedPerson,
} from 'fhir/r4';
import type { Capabilities } from '../fhir/capabilities';
import type { Result } from '../fhir/result';
import type { AnyResource } from '../fhir/schemas';
import type { TransactionResult, Written } from '../fhir/transaction';
import type { PatchOperation } from '../fhir/writing-client';

/** What a search gave, or gave so far */
export interface Found<T> {
  readonly resources: readonly T[];
  /** Results that are no valid FHIR */
  readonly unreadable: number;
  /** There is more than this */
  readonly truncated: boolean;
  /** An OperationOutcome (warning or worse) came along */
  readonly warned?: boolean;
  /** Earlier contacts that stand there as a readable note alone */
  readonly onlyNotes?: number;
  /** Results about someone else that were left out already */
  readonly foreign?: number;
}

export type OnPage<T> = (soFar: Found<T>) => void;

export type User = Practitioner | PractitionerRole | Patient | RelatedPerson;

/** What the app makes, found again by its own identifiers (UUIDs); a Provenance by its tag, since R4 gives it none */
export type OwnResource = QuestionnaireResponse | RelatedPerson | DocumentReference | Provenance;

/** What the app needs of an EHR. FHIR over HTTP is its first adapter; nothing here throws, and nothing is retried. */
export interface Host extends SavingHost {
  /** FHIR base, against which absolute references are understood */
  readonly base: string;
  patient(id: string): Promise<Result<Patient>>;
  encounter(id: string): Promise<Result<Encounter>>;
  /** All pages, or a failure of the whole; `onPage` may hear what there is after each page but the last */
  relatedPersons(patient: string, onPage?: OnPage<RelatedPerson>): Promise<Result<Found<RelatedPerson>>>;
  /** The responses to our six Questionnaires, likewise */
  entries(patient: string, onPage?: OnPage<QuestionnaireResponse>): Promise<Result<Found<QuestionnaireResponse>>>;
}

/** What only a save needs, and what is read late */
export interface SavingHost {
  /** Who is logged in, by reference (`Practitioner/1`) */
  user(reference: string): Promise<Result<User>>;
  capabilities(): Promise<Result<Capabilities>>;
  /** The documents that carry our identifier */
  documents(patient: string): Promise<Result<Found<DocumentReference>>>;
  /** One resource as it stands now; its version is in the body */
  current(
    type: 'RelatedPerson' | 'QuestionnaireResponse',
    id: string,
  ): Promise<Result<RelatedPerson | QuestionnaireResponse>>;
  /** `ifNoneExist`: a search query; what it finds is answered with 200 and nothing is made, where the host honours it */
  create(resource: FhirResource, ifNoneExist?: string): Promise<Result<Written>>;
  /** Replaces that version; a conflict when someone else was first, where the host honours If-Match */
  update(resource: FhirResource & { readonly id: string }, version: string): Promise<Result<Written>>;
  /** JSON Patch on that version, likewise */
  patch(
    type: 'RelatedPerson' | 'QuestionnaireResponse',
    id: string,
    version: string,
    operations: readonly PatchOperation[],
  ): Promise<Result<Written>>;
  /** All or nothing */
  transaction(entries: BundleEntry[]): Promise<Result<TransactionResult>>;
  /** Resources by reference; in the order asked, undefined where the host gave none. `together`: the host takes a Bundle of reads */
  readBack(references: readonly string[], together: boolean): Promise<Result<readonly (AnyResource | undefined)[]>>;
  /** What the patient's record already holds of the app's own UUIDs */
  findOwn(
    patient: string,
    type: OwnResource['resourceType'],
    uuids: readonly string[],
  ): Promise<Result<readonly OwnResource[]>>;
  /** The Provenances about one resource (`RelatedPerson/1`) */
  provenances(target: string): Promise<Result<readonly Provenance[]>>;
}
