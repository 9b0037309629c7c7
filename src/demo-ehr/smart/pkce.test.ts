import { expect, test } from 'vitest';
import { isChallenge, isVerified } from './pkce';

// The example of RFC 7636, appendix B.
const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
const challenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';

test('the verifier of the RFC fits its challenge; another does not', () => {
  expect(isVerified(verifier, challenge)).toBe(true);
  expect(isVerified(verifier.replace('d', 'e'), challenge)).toBe(false);
  expect(isVerified(challenge, challenge)).toBe(false);
  expect(isVerified('short', challenge)).toBe(false);
});

test('a challenge has 43 characters', () => {
  expect(isChallenge(challenge)).toBe(true);
  expect(isChallenge('a'.repeat(42))).toBe(false);
});
