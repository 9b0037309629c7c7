import type { SessionPage } from './session-page';

// What fhirclient looks for when it is loaded; the build defines FHIRCLIENT_PURE likewise. Import this file before it.
Object.assign(globalThis, {
  FHIRCLIENT_PURE: true,
  window: { fetch: (...request: Parameters<typeof fetch>) => fetch(...request), Response },
});

class MemoryStorage implements Storage {
  readonly #items = new Map<string, string>();
  [name: string]: unknown;
  get length() {
    return this.#items.size;
  }
  key = (index: number) => [...this.#items.keys()][index] ?? null;
  getItem = (name: string) => this.#items.get(name) ?? null;
  setItem = (name: string, value: string) => void this.#items.set(name, value);
  removeItem = (name: string) => void this.#items.delete(name);
  clear = () => this.#items.clear();
}

/** A tab: one session storage over several pages */
export function tab(now: () => number = Date.now) {
  const storage = new MemoryStorage();
  const addresses: string[] = [];
  return {
    storage,
    /** What the address bar was changed to */
    addresses,
    at: (url: string): SessionPage => ({
      url: new URL(url),
      storage,
      fetch: (...request) => fetch(...request),
      replaceUrl: (address) => void addresses.push(address),
      now,
    }),
  };
}
