import '../fhir/no-eval';
import * as z from 'zod/mini';
import { parseJson } from '../fhir/json';
import { fail, ok, type Result } from '../fhir/result';
import { issuerKey } from '../session/issuer';

const id = z.string().check(z.regex(/^[A-Za-z0-9\-.]{1,64}$/, 'a logical id'));

const schema = z.strictObject({
  iss: z
    .string()
    .check(z.refine((iss: string) => issuerKey(iss) !== undefined, 'the FHIR base address, https, without query')),
  patient: id,
  encounter: z.optional(id),
  scopes: z._default(
    z.string(),
    'patient/Patient.r patient/RelatedPerson.crus patient/QuestionnaireResponse.crus patient/DocumentReference.crs patient/Provenance.crs',
  ),
  fhirUser: z.optional(
    z.string().check(z.regex(/^(Practitioner|PractitionerRole)\/[A-Za-z0-9\-.]{1,64}$/, 'Practitioner/<id>')),
  ),
  origin: z.optional(
    z.string().check(z.refine((text: string) => URL.canParse(text) && new URL(text).origin === text, 'an origin')),
  ),
});

/**
 * What to check: `{ "iss": "https://ehr.example.org/fhir", "patient": "<id of a test patient>", "encounter"?, "scopes"?,
 * "fhirUser"?: "Practitioner/<id>", "origin"?: "https://app.example.org" }`. The token comes from the environment alone.
 */
export type CheckConfig = z.output<typeof schema>;

export function readCheckConfig(text: string): Result<CheckConfig, readonly string[]> {
  const json = parseJson(text);
  if (json === undefined) return fail(['This is not JSON.']);
  const read = schema.safeParse(json);
  if (read.success) return ok(read.data);
  return fail(
    read.error.issues.map(({ path, message }) => `$${path.map((key) => `.${String(key)}`).join('')}: ${message}`),
  );
}
