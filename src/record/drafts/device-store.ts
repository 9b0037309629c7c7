import type { DeviceDatabase, Sealed } from './device-database';
import { type Browser, DRAFT_LIFE_MS, type DraftStore } from './draft-store';
import { readKeptDraft, writeKeptDraft } from './kept-draft';
import { DEVICE_MARK, DRAFT_PREFIX } from './marker';

/** What a page with an open contact holds, so that no other tab is offered it */
const lockOf = (name: string): string => `${DRAFT_PREFIX}${name}`;

/**
 * Drafts on this device, encrypted with AES-GCM and bound to `key`: opened by no other issuer, user, client or version, and not after
 * the time at which they end.
 */
export function deviceStore(
  database: DeviceDatabase,
  key: string,
  patient: string,
  { localStorage, locks, framed, now }: Pick<Browser, 'locks' | 'framed' | 'now'> & { readonly localStorage: Storage },
): DraftStore {
  const name = `${key}.${crypto.randomUUID()}`;
  const held = holder(locks, lockOf(name));
  const inTurn = queue();
  const sealing = (iv: Uint8Array<ArrayBuffer>, expires: number) => ({
    name: 'AES-GCM',
    iv,
    additionalData: new TextEncoder().encode(`${key} ${expires}`),
  });
  const seal = async (text: string): Promise<Sealed> => {
    const [iv, expires] = [crypto.getRandomValues(new Uint8Array(12)), now() + DRAFT_LIFE_MS];
    const plain = new TextEncoder().encode(text);
    const data = await crypto.subtle.encrypt(sealing(iv, expires), database.key, plain);
    return { name, iv, data, expires };
  };
  const open = async ({ iv, data, expires }: Sealed) => {
    const plain = await crypto.subtle.decrypt(sealing(iv, expires), database.key, data).catch(() => undefined);
    return plain && readKeptDraft(new TextDecoder().decode(plain), patient);
  };
  const remove = (which: string) => succeeds(database.remove(which));
  return {
    survives: framed ? 'frame' : 'device',
    async find() {
      await succeeds(purgeDevice(database, localStorage, now));
      const inUse = await lockedNames(locks);
      const all = await database.all().catch(() => []);
      const own = all.filter(
        (each) => each.name.startsWith(`${key}.`) && !isOver(each, now()) && !inUse.has(lockOf(each.name)),
      );
      const found = await Promise.all(
        own.map(async (sealed) => {
          const kept = await open(sealed);
          if (!kept) await remove(sealed.name);
          return kept ? [{ kept, forget: async () => void (await remove(sealed.name)) }] : [];
        }),
      );
      return found.flat().sort((a, b) => b.kept.keptAt.localeCompare(a.kept.keptAt));
    },
    keep: (draft) =>
      inTurn(() =>
        succeeds(
          (async () => {
            held.take();
            // The mark comes first: a draft that no later launch knows of would lie there for good.
            localStorage.setItem(DEVICE_MARK, '1');
            await database.put(await seal(writeKeptDraft(draft)));
          })(),
        ),
      ),
    drop: () =>
      inTurn(async () => {
        await remove(name);
        held.letGo();
      }),
  };
}

/** Removes what has expired, whoever's it is. */
export async function purgeDevice(database: DeviceDatabase, localStorage: Storage, now: () => number): Promise<void> {
  const all = await database.all();
  const over = all.filter((sealed) => isOver(sealed, now()));
  const removed = await Promise.all(over.map(({ name }) => succeeds(database.remove(name))));
  if (over.length === all.length && removed.every(Boolean)) localStorage.removeItem(DEVICE_MARK);
}

/** Also what ends later than anything that is kept now: it was kept while the clock was wrong. */
const isOver = ({ expires }: Sealed, now: number): boolean => !(expires > now && expires <= now + DRAFT_LIFE_MS);

const succeeds = (work: Promise<unknown>): Promise<boolean> =>
  work.then(
    () => true,
    () => false,
  );

/** One piece of work after the other: what is kept earlier never lands on what is kept or dropped later. */
function queue() {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work);
    last = turn;
    return turn;
  };
}

async function lockedNames(locks: LockManager | undefined): Promise<ReadonlySet<string | undefined>> {
  const { held = [] } = (await locks?.query().catch(() => undefined)) ?? {};
  return new Set(held.map(({ name }) => name));
}

/** A lock of this page, for as long as it lives or until it is let go. */
function holder(locks: LockManager | undefined, name: string) {
  let end: (() => void) | undefined;
  return {
    take() {
      if (end) return;
      const until = new Promise<void>((resolve) => {
        end = resolve;
      });
      locks?.request(name, () => until).catch(() => {});
    },
    letGo() {
      end?.();
      end = undefined;
    },
  };
}
