import './no-eval';
import * as z from 'zod/mini';

/** FHIR R4 data types, as far as the app reads them. Loose: what is not named here is kept, so that an update sends it back. */

const optional = z.optional;
// One for all: a schema costs more to make than to use, and all of these stand between a launch and its first field.
const text = optional(z.string());

function realDay(value: string): boolean {
  const [year = 0, month = 1, day = 1] = value.slice(0, 10).split('-').map(Number);
  return new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day && month >= 1 && month <= 12 && year > 0;
}

/** https://hl7.org/fhir/R4/datatypes.html#date, days checked against the calendar */
export const date = z.string().check(
  z.regex(/^\d{4}(-\d{2}(-\d{2})?)?$/),
  z.refine((value: string) => realDay(value)),
);

const time = '([01]\\d|2[0-3]):[0-5]\\d(:([0-5]\\d|60)(\\.\\d+)?)?';
const zone = '(Z|[+-](0\\d|1[0-4]):[0-5]\\d)';

/** https://hl7.org/fhir/R4/datatypes.html#dateTime; also taken for an instant */
export const dateTime = z.string().check(
  z.regex(new RegExp(`^\\d{4}(-\\d{2}(-\\d{2}(T${time}${zone})?)?)?$`)),
  z.refine((value: string) => realDay(value)),
);

/** https://hl7.org/fhir/R4/datatypes.html#id, without `.` and `..`: in an address those lead elsewhere */
export const id = z.string().check(z.regex(/^(?!\.\.?$)[A-Za-z0-9\-.]{1,64}$/));

export const coding = z.looseObject({
  system: text,
  version: text,
  code: text,
  display: text,
});

const codings = optional(z.array(coding));

export const codeableConcept = z.looseObject({ coding: codings, text });

export const period = z.looseObject({ start: optional(dateTime), end: optional(dateTime) });

export const identifier = z.looseObject({ system: text, value: text, type: optional(codeableConcept) });

export const reference = z.looseObject({
  reference: text,
  type: text,
  identifier: optional(identifier),
  display: text,
});

export const meta = z.looseObject({
  // It goes into an If-Match header, so it must be able to.
  versionId: optional(z.string().check(z.regex(/^[!#-~]{1,128}$/))),
  lastUpdated: optional(dateTime),
  profile: optional(z.array(z.string())),
  security: codings,
  tag: codings,
});

/** FHIR JSON puts null where a name part has only an extension; `@types/fhir` does not say so, and the update needs it kept. */
const nameParts = optional(z.array(z.custom<string>((value) => typeof value === 'string' || value === null)));

export const humanName = z.looseObject({
  text,
  family: text,
  given: nameParts,
  prefix: nameParts,
  suffix: nameParts,
  period: optional(period),
});

/** The value[x] choices that the app reads from an answer or an extension */
const value = {
  valueBoolean: optional(z.boolean()),
  valueInteger: optional(z.number().check(z.refine((n: number) => Number.isInteger(n)))),
  valueDecimal: optional(z.number()),
  valueDate: optional(date),
  valueDateTime: optional(dateTime),
  valueTime: text,
  valueString: text,
  valueUri: text,
  valueCoding: optional(coding),
  valueReference: optional(reference),
};

const extensionValue = {
  url: z.string(),
  ...value,
  valueCode: text,
  valueCanonical: text,
  valueCodeableConcept: optional(codeableConcept),
  valueIdentifier: optional(identifier),
};

/** Read two levels deep, which is as deep as the extensions that the app knows go. */
export const extension = z.looseObject({
  ...extensionValue,
  extension: optional(z.array(z.looseObject(extensionValue))),
});

export const responseItem = z.looseObject({
  linkId: z.string(),
  text: text,
  extension: optional(z.array(extension)),
  get answer() {
    return optional(z.array(responseAnswer));
  },
  get item() {
    return optional(z.array(responseItem));
  },
});

const responseAnswer = z.looseObject({
  ...value,
  extension: optional(z.array(extension)),
  get item() {
    return optional(z.array(responseItem));
  },
});
