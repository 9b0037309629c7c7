import '../fhir/no-eval';
import * as z from 'zod/mini';
import { id } from '../fhir/datatypes';

const lenient = <T extends z.ZodMiniType>(schema: T) => z.catch(z.optional(schema), undefined);

/**
 * The token endpoint's answer (SMART App Launch 2.2, launch context). Only the token itself must be right; a context value of the wrong
 * shape counts as not given, and it is for the session to say what that means.
 */
const schema = z.looseObject({
  access_token: z.string().check(z.minLength(1)),
  token_type: z.optional(z.string().check(z.regex(/^bearer$/i))),
  expires_in: lenient(z.union([z.number(), z.pipe(z.string().check(z.regex(/^\d{1,9}$/)), z.transform(Number))])),
  scope: lenient(z.string()),
  id_token: lenient(z.string()),
  refresh_token: lenient(z.string().check(z.minLength(1))),
  patient: lenient(id),
  encounter: lenient(id),
  need_patient_banner: lenient(z.boolean()),
  intent: lenient(z.string()),
  tenant: lenient(z.string()),
  smart_style_url: lenient(z.string()),
});
export type TokenAnswer = z.output<typeof schema>;

export function readTokenAnswer(json: unknown): TokenAnswer | undefined {
  const read = schema.safeParse(json);
  return read.success ? read.data : undefined;
}
