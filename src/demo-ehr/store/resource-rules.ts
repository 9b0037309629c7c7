type Kind = 'date' | 'dateTime' | 'instant';

/** What the store checks of one type: https://hl7.org/fhir/R4/resourcelist.html. The validator of HL7 checks the rest. */
export type ResourceRule = {
  elements: readonly string[];
  required: readonly string[];
  dates?: Readonly<Record<string, Kind>>;
  codes?: Readonly<Record<string, readonly string[]>>;
};

const words = (text: string) => text.split(/\s+/);

const ofAll = words('resourceType id meta implicitRules language text contained extension modifierExtension');
const rule = (elements: string, required: string, more: Omit<ResourceRule, 'elements' | 'required'> = {}) => ({
  elements: [...ofAll, ...words(elements)],
  required: required === '' ? [] : words(required),
  ...more,
});

const gender = words('male female other unknown');
const person = 'identifier active name telecom gender birthDate address photo communication';

/** Rules for the types of which clients write content here; other known types are stored as they come. */
export const resourceRules: Readonly<Record<string, ResourceRule>> = {
  Patient: rule(
    `${person} deceasedBoolean deceasedDateTime maritalStatus multipleBirthBoolean multipleBirthInteger contact generalPractitioner managingOrganization link`,
    '',
    { dates: { birthDate: 'date', deceasedDateTime: 'dateTime' }, codes: { gender } },
  ),
  RelatedPerson: rule(`${person} patient relationship period`, 'patient', {
    dates: { birthDate: 'date', 'period.start': 'dateTime', 'period.end': 'dateTime' },
    codes: { gender },
  }),
  Practitioner: rule(`${person} qualification`, '', { dates: { birthDate: 'date' }, codes: { gender } }),
  Encounter: rule(
    'identifier status statusHistory class classHistory type serviceType priority subject episodeOfCare basedOn participant appointment period length reasonCode reasonReference diagnosis account hospitalization location serviceProvider partOf',
    'status class',
    {
      dates: { 'period.start': 'dateTime', 'period.end': 'dateTime' },
      codes: {
        status: words('planned arrived triaged in-progress onleave finished cancelled entered-in-error unknown'),
      },
    },
  ),
  QuestionnaireResponse: rule(
    'identifier basedOn partOf questionnaire status subject encounter authored author source item',
    'status',
    {
      dates: { authored: 'dateTime' },
      codes: { status: words('in-progress completed amended entered-in-error stopped') },
    },
  ),
  DocumentReference: rule(
    'masterIdentifier identifier status docStatus type category subject date author authenticator custodian relatesTo description securityLabel content context',
    'status content content.attachment',
    {
      dates: { date: 'instant' },
      codes: {
        status: words('current superseded entered-in-error'),
        docStatus: words('preliminary final amended entered-in-error'),
      },
    },
  ),
  Provenance: rule(
    'target occurredPeriod occurredDateTime recorded policy location reason activity agent entity signature',
    'target recorded agent agent.who',
    { dates: { recorded: 'instant', occurredDateTime: 'dateTime' } },
  ),
};
