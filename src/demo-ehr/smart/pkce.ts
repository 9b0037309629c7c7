import { createHash } from 'node:crypto';

/** A code challenge by S256 is the base64url of 32 bytes: https://www.rfc-editor.org/rfc/rfc7636#section-4.2 */
export const isChallenge = (text: string) => /^[A-Za-z0-9_-]{43}$/.test(text);

/** Whether the verifier is well formed and hashes to the challenge. */
export function isVerified(verifier: string, challenge: string): boolean {
  if (!/^[A-Za-z0-9\-._~]{43,128}$/.test(verifier)) return false;
  return createHash('sha256').update(verifier).digest('base64url') === challenge;
}
