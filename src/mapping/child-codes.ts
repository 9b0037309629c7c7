import type { CodeableConcept, Coding } from 'fhir/r4';

export const ROLE_CODE = 'http://terminology.hl7.org/CodeSystem/v3-RoleCode';
const BELGIAN_CONTACT = 'https://www.ehealth.fgov.be/standards/fhir/core/CodeSystem/cd-contact-person';
const SNOMED = 'http://snomed.info/sct';

/** v3-RoleCode: the codes under CHILD, and grandchildren; the more precise ones lead to the choice that we offer. */
const ROLE_OF: Readonly<Record<string, string>> = {
  CHILD: 'CHILD',
  NCHILD: 'CHILD',
  SON: 'CHILD',
  DAU: 'CHILD',
  SONC: 'CHILD',
  DAUC: 'CHILD',
  STPCHLD: 'STPCHLD',
  STPSON: 'STPCHLD',
  STPDAU: 'STPCHLD',
  CHLDFOST: 'CHLDFOST',
  SONFOST: 'CHLDFOST',
  DAUFOST: 'CHLDFOST',
  CHLDADOPT: 'CHLDADOPT',
  SONADOPT: 'CHLDADOPT',
  DAUADOPT: 'CHLDADOPT',
  GRNDCHILD: 'GRNDCHILD',
  GRNDSON: 'GRNDCHILD',
  GRNDDAU: 'GRNDCHILD',
};

const CONTACT_OF: Readonly<Record<string, string>> = {
  child: 'CHILD',
  son: 'CHILD',
  daughter: 'CHILD',
  stepson: 'STPCHLD',
  stepdaughter: 'STPCHLD',
  grandchild: 'GRNDCHILD',
};

/** "Child, son, daughter of subject", as the Belgian draft value set of relations lists them; read, never written. */
const SNOMED_OF: Readonly<Record<string, string>> = {
  '444192005': 'CHILD',
  '444241008': 'CHILD',
  '444194006': 'CHILD',
};

function roleOf({ system, code = '' }: Coding, roles: Readonly<Record<string, string>>): string | undefined {
  const table =
    system === ROLE_CODE ? roles : system === BELGIAN_CONTACT ? CONTACT_OF : system === SNOMED ? SNOMED_OF : {};
  return Object.hasOwn(table, code) ? table[code] : undefined;
}

/** Relations that anyone may have, a child only where the app itself created the person. */
const OWN_ROLE_OF: Readonly<Record<string, string>> = { ...ROLE_OF, SIB: 'SIB', FAMMEMB: 'FAMMEMB' };

/**
 * The relation of a child among what the host says, as one of the codes that step 1 offers; undefined for any other person.
 * `own`: the app created the person as a child, so that a sibling or relative is one as well.
 */
export const childRelation = (relationship: readonly CodeableConcept[] | undefined, own = false): string | undefined =>
  relationship
    ?.flatMap(({ coding }) => coding ?? [])
    .map((coding) => roleOf(coding, own ? OWN_ROLE_OF : ROLE_OF))
    .find((role) => role !== undefined);

/** The official displays of the codes that step 1 offers. */
export const ROLE_DISPLAY: Readonly<Record<string, string>> = {
  CHILD: 'child',
  STPCHLD: 'step child',
  CHLDFOST: 'foster child',
  CHLDADOPT: 'adopted child',
  GRNDCHILD: 'grandchild',
  SIB: 'sibling',
  FAMMEMB: 'family member',
};
