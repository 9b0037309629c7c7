import { type Browser, DRAFT_LIFE_MS, type DraftStore } from './draft-store';
import { readKeptDraft, writeKeptDraft } from './kept-draft';
import { DRAFT_PREFIX } from './marker';

/** One draft on the device: what it says is encrypted, whose it is stands in no part of it. */
export interface Sealed {
  /** Hash of issuer, user, client and version, and the tab that wrote it */
  readonly name: string;
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly data: ArrayBuffer;
  /** Milliseconds since 1970 */
  readonly expires: number;
}

/** A small store of this browser for sealed drafts and the key that seals them; the key cannot be read out of it. */
export interface DeviceDatabase {
  key(): Promise<CryptoKey>;
  all(): Promise<readonly Sealed[]>;
  put(sealed: Sealed): Promise<void>;
  remove(name: string): Promise<void>;
}

/** Says to the next launch, before anything is fetched, that this device may hold drafts. */
const MARK = `${DRAFT_PREFIX}device`;

/**
 * Drafts on this device, encrypted with AES-GCM and bound to `key`: opened by no other issuer, user, client or version. Each tab keeps
 * its own, so that two tabs never overwrite each other.
 */
export function deviceStore(
  database: DeviceDatabase,
  key: string,
  patient: string,
  { sessionStorage, localStorage, locks, now }: Omit<Browser, 'indexedDB'>,
): DraftStore {
  const bound = new TextEncoder().encode(key);
  const name = `${key}.${tabName(sessionStorage)}`;
  const open = async ({ iv, data }: Sealed): Promise<string | undefined> => {
    try {
      const secret = await database.key();
      const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData: bound }, secret, data);
      return new TextDecoder().decode(plain);
    } catch {
      return undefined;
    }
  };
  let holds = false;
  /** For as long as this page lives, what it keeps is offered to no other tab. */
  const hold = () => {
    if (holds || !locks) return;
    holds = true;
    void locks.request(lockOf(name), () => new Promise<never>(() => {})).catch(() => {});
  };
  const quietly = async (work: Promise<unknown>): Promise<boolean> =>
    work.then(
      () => true,
      () => false,
    );
  return {
    survives: 'device',
    async find() {
      await quietly(purgeDevice(database, localStorage, now));
      const inUse = await lockedNames(locks);
      const all = await database.all().catch(() => []);
      // What another tab is still working on is its own.
      const own = all.filter(
        (sealed) => sealed.name.startsWith(`${key}.`) && (sealed.name === name || !inUse.has(lockOf(sealed.name))),
      );
      const found = await Promise.all(
        own.map(async (sealed) => {
          const kept = readKeptDraft((await open(sealed)) ?? '', patient);
          const forget = async () => void (await quietly(database.remove(sealed.name)));
          if (!kept) await forget();
          return kept ? [{ kept, elsewhere: sealed.name !== name, forget }] : [];
        }),
      );
      return found.flat().sort((a, b) => b.kept.keptAt.localeCompare(a.kept.keptAt));
    },
    keep: (draft) =>
      quietly(
        (async () => {
          hold();
          const iv = crypto.getRandomValues(new Uint8Array(12));
          const plain = new TextEncoder().encode(writeKeptDraft(draft));
          const secret = await database.key();
          const data = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: bound }, secret, plain);
          await database.put({ name, iv, data, expires: now() + DRAFT_LIFE_MS });
          localStorage?.setItem(MARK, '1');
        })(),
      ),
    drop: async () => void (await quietly(database.remove(name))),
  };
}

const lockOf = (name: string): string => `${DRAFT_PREFIX}${name}`;

async function lockedNames(locks: LockManager | undefined): Promise<ReadonlySet<string | undefined>> {
  const { held = [] } = (await locks?.query().catch(() => undefined)) ?? {};
  return new Set(held.map(({ name }) => name));
}

/** Removes what has expired, whoever's it is. */
export async function purgeDevice(
  database: DeviceDatabase,
  localStorage: Storage | undefined,
  now: () => number,
): Promise<void> {
  const all = await database.all();
  const left = all.filter(({ expires }) => expires > now());
  for (const sealed of all) if (!left.includes(sealed)) await database.remove(sealed.name);
  if (left.length === 0) localStorage?.removeItem(MARK);
}

/** A tab has a storage of its own; one without any is a tab for this page alone. */
function tabName(storage: Storage | undefined): string {
  const key = 'kindreflex.tab';
  try {
    const known = storage?.getItem(key);
    if (known) return known;
    const fresh = crypto.randomUUID();
    storage?.setItem(key, fresh);
    return fresh;
  } catch {
    return crypto.randomUUID();
  }
}

/** IndexedDB as a {@link DeviceDatabase}; undefined where the browser has none for us. */
export async function openDeviceDatabase(factory: IDBFactory | undefined): Promise<DeviceDatabase | undefined> {
  if (!factory) return undefined;
  try {
    const opening = factory.open('kindreflex-drafts', 1);
    opening.onupgradeneeded = () => {
      opening.result.createObjectStore('drafts', { keyPath: 'name' });
      opening.result.createObjectStore('keys');
    };
    const database = await done(opening);
    const store = (name: 'drafts' | 'keys', mode: IDBTransactionMode) =>
      database.transaction(name, mode).objectStore(name);
    return {
      async key() {
        const known = await done<CryptoKey | undefined>(store('keys', 'readonly').get('drafts'));
        if (known) return known;
        const fresh = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
        // Another tab may have been faster: the first key stays, or its drafts could not be opened any more.
        await done(store('keys', 'readwrite').add(fresh, 'drafts')).catch(() => {});
        return (await done<CryptoKey | undefined>(store('keys', 'readonly').get('drafts'))) ?? fresh;
      },
      all: () => done<Sealed[]>(store('drafts', 'readonly').getAll()),
      put: async (sealed) => void (await done(store('drafts', 'readwrite').put(sealed))),
      remove: async (name) => void (await done(store('drafts', 'readwrite').delete(name))),
    };
  } catch {
    return undefined;
  }
}

const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
