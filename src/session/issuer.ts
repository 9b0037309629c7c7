import { urlOf } from '../fhir/reference';

/** Plain http is for a machine talking to itself; everything else travels encrypted. */
export function isSafeAddress(url: URL): boolean {
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
}

const isLoopback = (host: string) =>
  host === 'localhost' || host.endsWith('.localhost') || host === '127.0.0.1' || host === '[::1]';

/**
 * One spelling per issuer: host in lower case, no default port, no trailing slash. Undefined for what no FHIR base can be:
 * no address at all, not https (loopback aside), with a user name, a query or a fragment.
 */
export function issuerKey(iss: string): string | undefined {
  const url = urlOf(iss);
  if (!url || !isSafeAddress(url) || url.username || url.password || /[?#\s]/.test(iss)) return undefined;
  return url.origin + url.pathname.replace(/\/+$/, '');
}

export interface IssuerEntry {
  readonly iss: string;
  readonly origins: readonly string[];
}

/** The entry of the allow-list for this `iss`, matched as a whole: a longer or shorter path is another issuer. */
export function findIssuer<T extends IssuerEntry>(allowed: readonly T[], iss: string): T | undefined {
  const key = issuerKey(iss);
  return key === undefined ? undefined : allowed.find((entry) => issuerKey(entry.iss) === key);
}

/** An address from the issuer's own metadata, when it may be used: safe, and on the issuer's origin or one the site named. */
export function endpointOf(issuer: IssuerEntry, address: string): string | undefined {
  const url = urlOf(address, `${issuer.iss.replace(/\/+$/, '')}/`);
  if (!url || !isSafeAddress(url) || url.username || url.password) return undefined;
  const origins = [issuer.iss, ...issuer.origins].map((allowed) => urlOf(allowed)?.origin);
  return origins.includes(url.origin) ? url.href : undefined;
}
