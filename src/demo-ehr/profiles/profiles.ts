/** What a host may offer on one type, in the words of a CapabilityStatement: https://hl7.org/fhir/R4/valueset-type-restful-interaction.html */
export type Offer =
  | 'read'
  | 'vread'
  | 'search-type'
  | 'create'
  | 'update'
  | 'patch'
  | 'delete'
  | 'history-instance'
  | 'history-type';

/**
 * How a host differs from one that does everything: what a profile does not mention is as in `full`. Each says in its
 * CapabilityStatement what it does, and is silent where the system that it is modelled on is.
 */
export type Profile = {
  /** For the settings page, in Dutch. */
  title: string;
  /** What is offered by type. */
  types?: Readonly<Record<string, readonly Offer[]>>;
  /** What is offered on the types that are not named. */
  others?: 'everything' | 'reading' | 'nothing';
  /** Parameters by type that a search may use; any other is refused with 400. */
  searchableBy?: Readonly<Record<string, readonly string[]>>;
  /** A search without a parameter is refused with 400. */
  searchNeedsParameter?: true;
  /** Status that a transaction and a batch are answered with; the statement does not list them. */
  refusesBundles?: 400 | 404 | 405 | 501;
  /** A conditional create makes a resource each time. */
  ignoresIfNoneExist?: true;
  ifMatch?: 'ignored' | 'required';
  /** Status of a stale version; 412 where not given. */
  staleStatus?: 409;
  /** What the statement says of each type instead of what the server behind says; what is absent is left out. */
  says?: { versioning?: 'versioned' | 'versioned-update'; conditionalCreate?: boolean };
  /** Headers that a script may read; nothing obliges a server to expose any. */
  exposes?: readonly string[];
  /** Extensions that it does not know, elements that FHIR does not know, labels and tags are lost in silence. */
  drops?: true;
  /** What carries R or V is in no search, and a read or a change of it is answered with 404. */
  hidesLabelled?: true;
  /** Media types of attachments that are refused with 422. */
  refusesAttachments?: readonly string[];
  /** A response to a Questionnaire that is not in the store is refused with 422. */
  refusesUnknownQuestionnaires?: true;
  /** Every FHIR request takes `settings.slowMs`. */
  slow?: true;
  /** Above `settings.writesPerMinute` requests that write, by one session, 429 is answered. */
  limitsWrites?: true;
  /** Letters of `cruds` that are granted by type, `*` for the types not named; or those that fit what is offered. */
  grants?: 'what-it-offers' | Readonly<Record<string, string>>;
};

const reading = ['read', 'search-type'] as const;
const everything = [
  ...['read', 'vread', 'search-type', 'create', 'update', 'patch', 'delete'],
  ...['history-instance', 'history-type'],
] as readonly Offer[];

/** What every host lets an app read: who the client is, when and with whom. */
const surroundings = {
  Patient: reading,
  Encounter: reading,
  Practitioner: reading,
  PractitionerRole: reading,
  Organization: reading,
};

/** The hosts that this demo can be. Those that are like a product follow its own public statement; see the comments for choices. */
export const profiles = {
  full: { title: 'Volledig: alles kan' },
  // Statement of May 2026. It says nothing of versions: the worse case is chosen, If-Match is not looked at. That FHIR as an
  // attachment is refused is a choice too, so that there is such a host.
  'epic-like': {
    title: 'Zoals Epic: vragenlijsten en documenten aanmaken, geen personen',
    types: {
      ...surroundings,
      Questionnaire: reading,
      RelatedPerson: reading,
      QuestionnaireResponse: ['create', ...reading],
      DocumentReference: ['create', 'update', ...reading],
      Provenance: ['read'],
    },
    others: 'nothing',
    searchableBy: { Questionnaire: ['_id'] },
    refusesBundles: 404,
    ignoresIfNoneExist: true,
    ifMatch: 'ignored',
    says: { conditionalCreate: false },
    exposes: [],
    refusesAttachments: ['application/fhir+json'],
    grants: 'what-it-offers',
  },
  // Statement of August 2026: a patch needs If-Match and is answered 409 when stale. The status of a patch without is a choice.
  'oracle-like': {
    title: 'Zoals Oracle Health: personen en documenten, geen vragenlijsten',
    types: {
      ...surroundings,
      Questionnaire: reading,
      RelatedPerson: ['create', 'patch', ...reading],
      QuestionnaireResponse: reading,
      DocumentReference: ['create', ...reading],
      Provenance: ['create', ...reading],
    },
    others: 'nothing',
    searchNeedsParameter: true,
    refusesBundles: 405,
    ignoresIfNoneExist: true,
    ifMatch: 'required',
    staleStatus: 409,
    says: { versioning: 'versioned' },
    exposes: [],
    grants: 'what-it-offers',
  },
  // Statement of August 2026, silent on versions; it finds a response by patient and questionnaire, not by identifier.
  'meditech-like': {
    title: 'Zoals MEDITECH: alleen vragenlijsten, ook wijzigen',
    types: {
      ...surroundings,
      RelatedPerson: reading,
      QuestionnaireResponse: ['create', 'update', ...reading],
    },
    others: 'nothing',
    searchableBy: {
      RelatedPerson: ['_id', 'patient', 'name'],
      QuestionnaireResponse: ['_id', 'patient', 'questionnaire', 'authored', 'status'],
    },
    refusesBundles: 400,
    ignoresIfNoneExist: true,
    says: {},
    exposes: [],
    grants: 'what-it-offers',
  },
  // Statement of 2022, silent on versions; no search by identifier either.
  'athena-like': {
    title: 'Zoals athenahealth: alleen nieuwe vragenlijsten',
    types: {
      ...surroundings,
      Questionnaire: reading,
      RelatedPerson: reading,
      QuestionnaireResponse: ['create', ...reading],
    },
    others: 'nothing',
    searchableBy: {
      RelatedPerson: ['_id', '_lastUpdated', 'patient', 'name', 'active'],
      QuestionnaireResponse: ['_id', '_lastUpdated', 'patient', 'questionnaire', 'encounter', 'authored', 'status'],
    },
    refusesBundles: 501,
    ignoresIfNoneExist: true,
    says: {},
    exposes: [],
    grants: 'what-it-offers',
  },
  'no-transaction': { title: 'Geen transacties: alles stuk voor stuk', refusesBundles: 501 },
  'ignores-if-match': {
    title: 'Kijkt niet naar versies: de laatste wint',
    ifMatch: 'ignored',
    says: { versioning: 'versioned', conditionalCreate: true },
  },
  'drops-unknown-elements-and-labels': { title: 'Laat uitbreidingen, labels en kenmerken vallen', drops: true },
  'filters-by-label': { title: 'Toont niets met een label, ook niet aan wie het schreef', hidesLabelled: true },
  'refuses-unknown-questionnaire': {
    title: 'Weigert antwoorden op vragenlijsten die het niet heeft',
    refusesUnknownQuestionnaires: true,
  },
  slow: { title: 'Traag: elke vraag laat op zich wachten', slow: true },
  'rate-limited': { title: 'Laat maar een paar keer schrijven per minuut', limitsWrites: true },
  'read-only': { title: 'Alleen lezen', others: 'reading', refusesBundles: 405, says: { versioning: 'versioned' } },
  // Its statement lists everything: only the granted scopes tell.
  'fewer-scopes': {
    title: 'Geeft minder rechten: lezen en nieuwe vragenlijsten',
    grants: { '*': 'rs', QuestionnaireResponse: 'crs' },
  },
} as const satisfies Record<string, Profile>;

export type ProfileName = keyof typeof profiles;

/** All profiles in the order of the settings page. */
export const profileNames = Object.keys(profiles) as ProfileName[];
export const isProfileName = (value: unknown): value is ProfileName => profileNames.some((name) => name === value);
export const profileOf = (name: ProfileName): Profile => profiles[name];

/** What a profile offers on a type; nothing where the type is not kept at all. */
export function offers({ types, others = 'everything' }: Profile, type: string): readonly Offer[] {
  if (types && Object.hasOwn(types, type)) return types[type] ?? [];
  return others === 'everything' ? everything : others === 'reading' ? reading : [];
}
