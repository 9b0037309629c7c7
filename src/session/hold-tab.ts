/** A page that is being unloaded lets go of its lock a moment after the next one has begun. */
const unloadingMs = 1500;

/** Undefined: the browser has no locks, or refuses them here. */
type Hold = boolean | undefined;

/**
 * Holds the session for the life of this page (Web Locks API, per origin). False when another page holds it and keeps it: this tab
 * is a copy of that one. Where nobody can know, the token is not to be refreshed.
 */
export async function holdTab(locks: LockManager | undefined, sessionKey: string): Promise<Hold> {
  if (!locks) return undefined;
  const name = `kindreflex.tab.${sessionKey}`;
  const now = await hold(locks, name, { ifAvailable: true });
  return now === false ? hold(locks, name, { signal: AbortSignal.timeout(unloadingMs) }) : now;
}

/** Resolves as soon as it is known whether the lock is ours; the lock itself is let go when the page goes. */
function hold(locks: LockManager, name: string, options: LockOptions): Promise<Hold> {
  return new Promise((resolve) => {
    const held = locks.request(name, options, (lock) => {
      resolve(lock !== null);
      return lock === null ? undefined : new Promise<never>(() => {});
    });
    held.catch(() => resolve(options.signal?.aborted ? false : undefined));
  });
}
