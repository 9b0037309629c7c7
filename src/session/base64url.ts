/** The bytes of a base64url text; undefined when it is none. */
export function bytesOf(base64url: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^[A-Za-z0-9_-]+$/.test(base64url)) return undefined;
  try {
    return Uint8Array.from(atob(base64url.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0));
  } catch {
    return undefined;
  }
}

/** The UTF-8 text in a base64url text; empty when it is none. */
export const textOf = (base64url: string): string => new TextDecoder().decode(bytesOf(base64url));
