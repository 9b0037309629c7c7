import { QUESTIONNAIRE_VERSION } from '../../mapping/canonical';
import type { LaunchContext } from '../../session/launch-context';

/** The form in which drafts are kept; another form is another key, and is never read. */
const FORM = '1';

/** Issuer, user, client and Questionnaire version as one number (SHA-256, hex): a key that names no one. */
export async function draftKey({
  fhirBase,
  fhirUser,
  patient,
}: Pick<LaunchContext, 'fhirBase' | 'fhirUser' | 'patient'>): Promise<string> {
  const whose = JSON.stringify([FORM, fhirBase, fhirUser ?? '', patient, QUESTIONNAIRE_VERSION]);
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(whose)));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
