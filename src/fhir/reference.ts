const local = /^([A-Z][A-Za-z]{1,63})\/(?!\.\.?(?:\/|$))([A-Za-z0-9\-.]{1,64})(?:\/_history\/([A-Za-z0-9\-.]{1,64}))?$/;

export interface LocalReference {
  readonly type: string;
  readonly id: string;
  readonly versionId?: string;
}

/**
 * Reads a literal reference (https://hl7.org/fhir/R4/references.html#literal) as a place on the server at `base`: `Patient/1`,
 * `Patient/1/_history/2`, or the same with the base before it. Undefined for anything else, such as another server's address.
 */
export function localReference(base: string, reference: string): LocalReference | undefined {
  const prefix = `${trimBase(base)}/`;
  const match = local.exec(reference.startsWith(prefix) ? reference.slice(prefix.length) : reference);
  const [, type, id, versionId] = match ?? [];
  if (type === undefined || id === undefined) return undefined;
  return versionId === undefined ? { type, id } : { type, id, versionId };
}

/** `Type/id` as an address below the base; undefined when the id is none. */
export const placeIn = (base: string, type: string, id: string): string | undefined =>
  localReference(base, `${type}/${id}`) ? `${type}/${id}` : undefined;

/** `URL.parse`, which Node 20 does not have yet */
export function urlOf(address: string, base?: string): URL | undefined {
  return URL.canParse(address, base) ? new URL(address, base) : undefined;
}

export const trimBase = (base: string): string => base.replace(/\/+$/, '');

/** The address, made absolute, when it lies on the server at `base`; undefined when the access token must not go there. */
export function insideBase(base: string, address: string): URL | undefined {
  const root = urlOf(trimBase(base));
  const url = urlOf(address, `${trimBase(base)}/`);
  if (!root || !url || url.origin !== root.origin || url.username || url.password) return undefined;
  return url.pathname === root.pathname || url.pathname.startsWith(`${root.pathname.replace(/\/$/, '')}/`)
    ? url
    : undefined;
}
