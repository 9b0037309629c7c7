/** A page that is being unloaded lets go of its lock a moment after the next one has begun. */
const unloadingMs = 1500;

/**
 * Holds the session for the life of this page (Web Locks API, per origin). False when another page holds it and keeps it: this tab
 * is a copy of that one. Without the API nothing is held, and the token is not refreshed either.
 */
export async function holdTab(locks: LockManager | undefined, sessionKey: string): Promise<boolean> {
  if (!locks) return true;
  const name = `kindreflex.tab.${sessionKey}`;
  return (
    (await hold(locks, name, { ifAvailable: true })) || hold(locks, name, { signal: AbortSignal.timeout(unloadingMs) })
  );
}

/** Resolves as soon as it is known whether the lock is ours; the lock itself is let go when the page goes. */
function hold(locks: LockManager, name: string, options: LockOptions): Promise<boolean> {
  return new Promise((resolve) => {
    const held = locks.request(name, options, (lock) => {
      resolve(lock !== null);
      return lock === null ? undefined : new Promise<never>(() => {});
    });
    held.catch(() => resolve(false));
  });
}
