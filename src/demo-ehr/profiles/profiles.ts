import type { Resource } from '../store/resource';
import { withoutUnknownAndLabels } from './drops';

/** What a host may offer on one type, in the words of a CapabilityStatement. */
export type Interaction = 'read' | 'search-type' | 'create' | 'update' | 'patch' | 'delete';

/**
 * How a host differs from one that does everything. What is left out of a profile is as in `full`; each profile says in its
 * CapabilityStatement what it does, or is silent where the system that it is modelled on is.
 */
export type Profile = {
  /** For the settings page, in Dutch. */
  title: string;
  /** Interactions by type; a type that is not named here is offered only where `others` says so. */
  types?: Readonly<Record<string, readonly Interaction[]>>;
  /** For the types that are not named: everything, or reading and searching alone. */
  others?: 'everything' | 'reading';
  transaction?: false;
  conditionalCreate?: false;
  /** What the statement says; undefined leaves it out. */
  versioning?: 'versioned' | 'versioned-update' | undefined;
  ifMatch?: 'ignored' | 'required';
  /** Status of a stale version; 412 where not given. */
  staleStatus?: 409;
  /** Loses parts of what it stores. */
  drops?: (resource: Resource) => Resource;
  /** Leaves what carries R or V out of searches, and answers a read of it with 404. */
  hidesLabelled?: true;
  /** Media types of attachments that are refused. */
  refusesAttachments?: readonly string[];
  refusesUnknownQuestionnaires?: true;
  delayMs?: number;
  /** Writes per minute, after which 429 is answered. */
  writesPerMinute?: number;
  /** Scopes that are never granted. */
  withholds?: readonly string[];
};

const reading = ['read', 'search-type'] as const;
const everything = ['read', 'search-type', 'create', 'update', 'patch', 'delete'] as const;

/** The hosts that the demo can be: https://hl7.org/fhir/R4/capabilitystatement.html for what each says of itself. */
export const profiles = {
  full: { title: 'Volledig: alles kan', versioning: 'versioned-update' },
  'epic-like': {
    title: 'Zoals Epic: vragenlijsten en documenten aanmaken, geen personen',
    types: {
      QuestionnaireResponse: ['create', ...reading],
      DocumentReference: ['create', ...reading],
      RelatedPerson: reading,
      Provenance: ['read'],
    },
    others: 'reading',
    transaction: false,
    conditionalCreate: false,
    versioning: undefined,
    ifMatch: 'ignored',
    refusesAttachments: ['application/fhir+json'],
    withholds: ['patient/Provenance.cuds', 'patient/RelatedPerson.cud'],
  },
  'oracle-like': {
    title: 'Zoals Oracle Health: personen en documenten, geen vragenlijsten',
    types: {
      QuestionnaireResponse: reading,
      DocumentReference: ['create', ...reading],
      RelatedPerson: ['create', 'patch', ...reading],
      Provenance: ['create', 'read'],
    },
    others: 'reading',
    transaction: false,
    conditionalCreate: false,
    versioning: 'versioned',
    ifMatch: 'required',
    staleStatus: 409,
    withholds: ['patient/QuestionnaireResponse.cud'],
  },
  'meditech-like': {
    title: 'Zoals MEDITECH: alleen vragenlijsten, ook wijzigen',
    types: { QuestionnaireResponse: ['create', 'update', ...reading], RelatedPerson: reading },
    others: 'reading',
    transaction: false,
    conditionalCreate: false,
    versioning: 'versioned-update',
    withholds: ['patient/DocumentReference.cruds', 'patient/Provenance.cruds', 'patient/RelatedPerson.cud'],
  },
  'athena-like': {
    title: 'Zoals athenahealth: alleen nieuwe vragenlijsten',
    types: { QuestionnaireResponse: ['create', ...reading], RelatedPerson: reading },
    others: 'reading',
    transaction: false,
    conditionalCreate: false,
    versioning: undefined,
    withholds: ['patient/DocumentReference.cruds', 'patient/Provenance.cruds', 'patient/RelatedPerson.cud'],
  },
  'no-transaction': {
    title: 'Geen transacties: alles stuk voor stuk',
    transaction: false,
    versioning: 'versioned-update',
  },
  'ignores-if-match': {
    title: 'Kijkt niet naar versies: de laatste wint',
    versioning: 'versioned',
    ifMatch: 'ignored',
  },
  'drops-unknown-elements-and-labels': {
    title: 'Laat uitbreidingen, labels en kenmerken vallen',
    versioning: 'versioned-update',
    drops: withoutUnknownAndLabels,
  },
  'filters-by-label': {
    title: 'Toont niets met een label, ook niet aan wie het schreef',
    versioning: 'versioned-update',
    hidesLabelled: true,
  },
  'refuses-unknown-questionnaire': {
    title: 'Weigert antwoorden op vragenlijsten die het niet heeft',
    versioning: 'versioned-update',
    refusesUnknownQuestionnaires: true,
  },
  slow: { title: 'Traag: elke vraag duurt anderhalve seconde', versioning: 'versioned-update', delayMs: 1500 },
  'rate-limited': {
    title: 'Ten hoogste vijf keer schrijven per minuut',
    versioning: 'versioned-update',
    writesPerMinute: 5,
  },
  'read-only': {
    title: 'Alleen lezen',
    types: {},
    others: 'reading',
    transaction: false,
    conditionalCreate: false,
    versioning: 'versioned',
  },
  'fewer-scopes': {
    title: 'Geeft minder rechten: lezen en nieuwe vragenlijsten',
    versioning: 'versioned-update',
    withholds: [
      'patient/RelatedPerson.cud',
      'patient/QuestionnaireResponse.ud',
      'patient/DocumentReference.cruds',
      'patient/Provenance.cruds',
    ],
  },
} as const satisfies Record<string, Profile>;

export type ProfileName = keyof typeof profiles;

export const profileNames = Object.keys(profiles) as ProfileName[];
export const isProfileName = (value: unknown): value is ProfileName => profileNames.some((name) => name === value);
export const profileOf = (name: ProfileName): Profile => profiles[name];

/** What a profile offers on a type. */
export function offers({ types, others = 'everything' }: Profile, type: string): readonly Interaction[] {
  return types?.[type] ?? (others === 'everything' ? everything : reading);
}
