/** One draft on the device: what it says is encrypted, whose it is stands in no part of it. */
export interface Sealed {
  /** Hash of issuer, user, client and version, and a number of its own */
  readonly name: string;
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly data: ArrayBuffer;
  /** Milliseconds since 1970 */
  readonly expires: number;
}

/** A small store of this browser for sealed drafts and the key that seals them; the key cannot be read out of it. */
export interface DeviceDatabase {
  readonly key: CryptoKey;
  all(): Promise<readonly Sealed[]>;
  /** Resolves when it is on the disk */
  put(sealed: Sealed): Promise<void>;
  remove(name: string): Promise<void>;
}

/** Some browsers never answer; a save does not wait for them. */
const PATIENCE_MS = 3000;

/** IndexedDB as a {@link DeviceDatabase}; undefined where the browser has none for us, or keeps no key that cannot be read out. */
export async function openDeviceDatabase(factory: IDBFactory | undefined): Promise<DeviceDatabase | undefined> {
  if (!factory) return undefined;
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, PATIENCE_MS, undefined));
  return Promise.race([open(factory), late]).catch(() => undefined);
}

async function open(factory: IDBFactory): Promise<DeviceDatabase> {
  const opening = factory.open('kindreflex-drafts', 1);
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore('drafts', { keyPath: 'name' });
    opening.result.createObjectStore('keys');
  };
  const database = await done(opening);
  const read = <T>(name: 'drafts' | 'keys', ask: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> =>
    done(ask(database.transaction(name, 'readonly').objectStore(name)));
  const write = (name: 'drafts' | 'keys', change: (store: IDBObjectStore) => unknown): Promise<void> =>
    new Promise((resolve, reject) => {
      const transaction = database.transaction(name, 'readwrite', { durability: 'strict' });
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error);
      change(transaction.objectStore(name));
    });
  const known = () => read<CryptoKey | undefined>('keys', (store) => store.get('drafts'));
  const keyMade = async () => {
    const fresh = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
    // Another tab may have been faster: the first key stays, or its drafts could not be opened any more.
    await write('keys', (store) => store.add(fresh, 'drafts')).catch(() => {});
    return known();
  };
  const key = (await known()) ?? (await keyMade());
  if (!key) throw new Error('This browser does not keep the key');
  return {
    key,
    all: () => read<Sealed[]>('drafts', (store) => store.getAll()),
    put: (sealed) => write('drafts', (store) => store.put(sealed)),
    remove: (name) => write('drafts', (store) => store.delete(name)),
  };
}

const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
