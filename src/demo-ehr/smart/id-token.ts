import { exportJWK, generateKeyPair, type JSONWebKeySet, SignJWT } from 'jose';

/** What an id_token says: https://hl7.org/fhir/smart-app-launch/STU2.2/scopes-and-launch-context.html#scopes-for-requesting-identity-data */
export type Identity = { subject: string; audience: string; fhirUser: string | undefined; nonce: string | undefined };

export type IdTokens = { keys: JSONWebKeySet; sign(identity: Identity): Promise<string> };

/** Makes an ES256 key that lives as long as the server, and signs id_tokens of five minutes with it. */
export async function createIdTokens(issuer: string, now: () => Date): Promise<IdTokens> {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const kid = crypto.randomUUID();
  const key = { ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' };
  return {
    keys: { keys: [key] },
    async sign({ subject, audience, fhirUser, nonce }) {
      const issued = Math.floor(now().getTime() / 1000);
      const claims = { ...(fhirUser === undefined ? {} : { fhirUser }), ...(nonce === undefined ? {} : { nonce }) };
      return new SignJWT(claims)
        .setProtectedHeader({ alg: 'ES256', kid, typ: 'JWT' })
        .setIssuer(issuer)
        .setSubject(subject)
        .setAudience(audience)
        .setIssuedAt(issued)
        .setExpirationTime(issued + 300)
        .sign(privateKey);
    },
  };
}
