import type { SessionPage } from './session-page';

// What fhirclient looks for when it is loaded; the build defines FHIRCLIENT_PURE likewise. Import this file before it.
Object.assign(globalThis, {
  FHIRCLIENT_PURE: true,
  window: { fetch: (...request: Parameters<typeof fetch>) => fetch(...request), Response },
});

export class MemoryStorage implements Storage {
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

/** Exclusive locks of one origin, each let go when the page that asked for it goes. */
class MemoryLocks {
  readonly #holders = new Map<string, object>();
  readonly #waiting: (() => void)[] = [];

  /** The lock manager as one page sees it */
  of(page: object): LockManager {
    return {
      query: async () => ({}),
      request: async (name: string, options: LockOptions, callback: LockGrantedCallback<unknown>) => {
        while (this.#holders.has(name)) {
          if (options.ifAvailable) return callback(null);
          await new Promise<void>((resolve, reject) => {
            this.#waiting.push(resolve);
            options.signal?.addEventListener('abort', () => reject(new DOMException('Aborted', 'AbortError')));
          });
        }
        this.#holders.set(name, page);
        return callback({ name, mode: 'exclusive' });
      },
    } as LockManager;
  }

  unload(page: object | undefined): void {
    for (const [name, holder] of this.#holders) if (holder === page) this.#holders.delete(name);
    for (const wake of this.#waiting.splice(0)) wake();
  }
}

/** A tab: one session storage over several pages, one after the other. `copyOf`: the storage of a tab that was duplicated. */
export function tab(now: () => number = Date.now, locks = new MemoryLocks(), copyOf?: Storage) {
  const storage = new MemoryStorage();
  for (let index = 0; copyOf && index < copyOf.length; index++) {
    const name = copyOf.key(index) ?? '';
    storage.setItem(name, copyOf.getItem(name) ?? '');
  }
  const addresses: string[] = [];
  let shown: object | undefined;
  const unload = () => locks.unload(shown);
  return {
    storage,
    /** What the address bar was changed to */
    addresses,
    /** The page goes, and lets go of what it held. */
    unload,
    duplicate: () => tab(now, locks, storage),
    /** Another tab of the same browser, with a storage of its own */
    another: () => tab(now, locks),
    at: (url: string): SessionPage => {
      unload();
      const page = {};
      shown = page;
      return {
        url: new URL(url),
        storage,
        fetch: (...request) => fetch(...request),
        replaceUrl: (address) => void addresses.push(address),
        now,
        locks: locks.of(page),
      };
    },
  };
}
