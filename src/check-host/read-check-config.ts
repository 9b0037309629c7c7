import '../fhir/no-eval';
import * as z from 'zod/mini';
import { parseJson } from '../fhir/json';
import { urlOf } from '../fhir/reference';
import { fail, ok, type Result } from '../fhir/result';
import { issuerKey } from '../session/issuer';

const EXPECTED = {
  iss: 'the FHIR base address: https (http only on this machine), without query or fragment',
  patient: 'the id of a test patient, without "Patient/"',
  encounter: 'the id of an encounter of that patient, without "Encounter/"',
  scopes: 'the scopes that were granted, as one text',
  fhirUser: 'who the token belongs to, such as Practitioner/1',
  origin: 'where the app is served from, such as https://app.example.org, without a path',
} as const;

const isOrigin = (text: string) => urlOf(text)?.origin === text;
const id = z.string().check(z.regex(/^[A-Za-z0-9\-.]{1,64}$/));

const schema = z.strictObject({
  iss: z.string().check(z.refine((iss: string) => issuerKey(iss) !== undefined)),
  patient: id,
  encounter: z.optional(id),
  scopes: z._default(
    z.string(),
    'patient/Patient.r patient/RelatedPerson.crus patient/QuestionnaireResponse.crus patient/DocumentReference.crs patient/Provenance.crs',
  ),
  fhirUser: z.optional(z.string().check(z.regex(/^(Practitioner|PractitionerRole)\/[A-Za-z0-9\-.]{1,64}$/))),
  origin: z.optional(z.string().check(z.refine(isOrigin))),
});

/**
 * What to check: `{ "iss": "https://ehr.example.org/fhir", "patient": "<id of a test patient>", "encounter"?, "scopes"?,
 * "fhirUser"?: "Practitioner/<id>", "origin"?: "https://app.example.org" }`. The token comes from the environment alone.
 */
export type CheckConfig = z.output<typeof schema>;

/** The configuration, or a sentence for each mistake. No sentence repeats a value: it might be a token in the wrong place. */
export function readCheckConfig(text: string): Result<CheckConfig, readonly string[]> {
  const json = parseJson(text);
  if (json === undefined) return fail(['This is not JSON.']);
  const read = schema.safeParse(json);
  return read.success ? ok(read.data) : fail(read.error.issues.flatMap(explain));
}

function explain(issue: z.core.$ZodIssue): string[] {
  const [key] = issue.path;
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((name) =>
      /token|secret|password/i.test(name)
        ? `$.${name}: no secret belongs in this file; the access token is read from KINDREFLEX_CHECK_TOKEN.`
        : `$.${name}: there is no such setting; known are ${Object.keys(EXPECTED).join(', ')}.`,
    );
  if (typeof key !== 'string' || !Object.hasOwn(EXPECTED, key)) return ['$: this must be an object.'];
  return [`$.${key}: this must be ${EXPECTED[key as keyof typeof EXPECTED]}.`];
}
