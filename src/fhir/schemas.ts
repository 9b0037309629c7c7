import type {
  DocumentReference,
  Encounter,
  OperationOutcome,
  Patient,
  Practitioner,
  PractitionerRole,
  Provenance,
  QuestionnaireResponse,
  RelatedPerson,
} from 'fhir/r4';
import * as z from 'zod/mini';
import {
  codeableConcept,
  coding,
  date,
  dateTime,
  extension,
  humanName,
  id,
  identifier,
  meta,
  period,
  reference,
  responseItem,
} from './datatypes';

/** What `looseObject` infers, without its index signature, so that it can be compared with `@types/fhir`. */
type Known<T> = T extends readonly (infer E)[]
  ? Known<E>[]
  : T extends object
    ? { [K in keyof T as string extends K ? never : K]: Known<T[K]> }
    : T;

type Reader<T> = (json: unknown) => T | undefined;

/** Refuses to compile when what the schema lets through is not assignable to the FHIR type. */
const reader =
  <T>() =>
  <S extends z.ZodMiniType>(schema: S & (Known<z.output<S>> extends T ? unknown : never)): Reader<T> =>
  (json) => {
    const read = schema.safeParse(json);
    return read.success ? (read.data as T) : undefined;
  };

const optional = z.optional;
const list = <T extends z.ZodMiniType>(schema: T) => optional(z.array(schema));
const resource = <T extends string>(type: T) => ({
  resourceType: z.literal(type),
  id: optional(id),
  meta: optional(meta),
  extension: list(extension),
});
const person = {
  identifier: list(identifier),
  active: optional(z.boolean()),
  name: list(humanName),
  gender: optional(z.enum(['male', 'female', 'other', 'unknown'])),
  birthDate: optional(date),
};

const patient = z.looseObject({
  ...resource('Patient'),
  ...person,
  deceasedBoolean: optional(z.boolean()),
  deceasedDateTime: optional(dateTime),
  link: list(z.looseObject({ other: reference, type: z.enum(['replaced-by', 'replaces', 'refer', 'seealso']) })),
});

const relatedPerson = z.looseObject({
  ...resource('RelatedPerson'),
  ...person,
  patient: reference,
  relationship: list(codeableConcept),
  period: optional(period),
});

const encounter = z.looseObject({
  ...resource('Encounter'),
  status: z.enum([
    'planned',
    'arrived',
    'triaged',
    'in-progress',
    'onleave',
    'finished',
    'cancelled',
    'entered-in-error',
    'unknown',
  ]),
  class: coding,
  subject: optional(reference),
  period: optional(period),
  serviceProvider: optional(reference),
});

const practitioner = z.looseObject({ ...resource('Practitioner'), ...person });

const practitionerRole = z.looseObject({
  ...resource('PractitionerRole'),
  practitioner: optional(reference),
  organization: optional(reference),
  code: list(codeableConcept),
});

const questionnaireResponse = z.looseObject({
  ...resource('QuestionnaireResponse'),
  identifier: optional(identifier),
  questionnaire: optional(z.string()),
  status: z.enum(['in-progress', 'completed', 'amended', 'entered-in-error', 'stopped']),
  subject: optional(reference),
  encounter: optional(reference),
  authored: optional(dateTime),
  author: optional(reference),
  source: optional(reference),
  item: list(responseItem),
});

const provenance = z.looseObject({
  ...resource('Provenance'),
  target: z.array(reference),
  recorded: dateTime,
  agent: z.array(z.looseObject({ who: reference, onBehalfOf: optional(reference), type: optional(codeableConcept) })),
});

const documentReference = z.looseObject({
  ...resource('DocumentReference'),
  identifier: list(identifier),
  status: z.enum(['current', 'superseded', 'entered-in-error']),
  subject: optional(reference),
  date: optional(dateTime),
  context: optional(z.looseObject({ related: list(reference) })),
  content: z.array(z.looseObject({ attachment: z.looseObject({ contentType: optional(z.string()) }) })),
});

const operationOutcome = z.looseObject({
  ...resource('OperationOutcome'),
  issue: z.array(
    z.looseObject({
      severity: z.enum(['fatal', 'error', 'warning', 'information']),
      // An unknown code must not hide that something went wrong, so the long list of IssueType is not repeated here.
      code: z.custom<OperationOutcome['issue'][number]['code']>((value) => typeof value === 'string'),
      expression: list(z.string()),
    }),
  ),
});

const readers = {
  Patient: reader<Patient>()(patient),
  RelatedPerson: reader<RelatedPerson>()(relatedPerson),
  Encounter: reader<Encounter>()(encounter),
  Practitioner: reader<Practitioner>()(practitioner),
  PractitionerRole: reader<PractitionerRole>()(practitionerRole),
  QuestionnaireResponse: reader<QuestionnaireResponse>()(questionnaireResponse),
  Provenance: reader<Provenance>()(provenance),
  DocumentReference: reader<DocumentReference>()(documentReference),
  OperationOutcome: reader<OperationOutcome>()(operationOutcome),
};

export type ResourceType = keyof typeof readers;
export type ResourceOf<K extends ResourceType> = NonNullable<ReturnType<(typeof readers)[K]>>;
export type AnyResource = ResourceOf<ResourceType>;

export const isResourceType = (type: unknown): type is ResourceType =>
  typeof type === 'string' && Object.hasOwn(readers, type);

/**
 * Reads untrusted JSON as one FHIR R4 resource; undefined when it is of another type or breaks a rule the app relies on
 * (wrong JSON type, a date that is not on the calendar, an unknown status). Elements the app does not know are kept.
 */
export function readResource<K extends ResourceType>(type: K, json: unknown): ResourceOf<K> | undefined {
  return (readers[type] as Reader<ResourceOf<K>>)(json);
}

/** https://hl7.org/fhir/R4/bundle.html; the resources stay unread here, so that one bad entry does not lose the others. */
export const bundleSchema = z.looseObject({
  resourceType: z.literal('Bundle'),
  type: z.string(),
  total: optional(z.number()),
  link: list(z.looseObject({ relation: z.string(), url: z.string() })),
  entry: list(
    z.looseObject({
      fullUrl: optional(z.string()),
      resource: optional(z.unknown()),
      search: optional(z.looseObject({ mode: optional(z.string()) })),
      response: optional(
        z.looseObject({
          status: z.string(),
          location: optional(z.string()),
          etag: optional(z.string()),
          lastModified: optional(z.string()),
          outcome: optional(z.unknown()),
        }),
      ),
    }),
  ),
});
export type AnyBundle = z.output<typeof bundleSchema>;
