/** UTF-8 text as base64, in a browser and in Node. */
export function encodeBase64(text: string): string {
  const bytes = new TextEncoder().encode(text);
  // String.fromCharCode takes its bytes as arguments, and those are limited in number.
  const parts: string[] = [];
  for (let start = 0; start < bytes.length; start += 8192)
    parts.push(String.fromCharCode(...bytes.subarray(start, start + 8192)));
  return btoa(parts.join(''));
}

/** The text again; undefined when it is no base64 or no UTF-8. */
export function decodeBase64(base64: string): string | undefined {
  try {
    const bytes = Uint8Array.from(atob(base64.replace(/\s/g, '')), (character) => character.charCodeAt(0));
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
