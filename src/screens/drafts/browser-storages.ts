import type { Browser } from '../../record/drafts/draft-store';

/** The storages of this browser; touching one that is blocked throws. */
export function browserStorages(): Browser {
  const attempt = <T>(get: () => T): T | undefined => {
    try {
      return get();
    } catch {
      return undefined;
    }
  };
  return {
    sessionStorage: attempt(() => sessionStorage),
    localStorage: attempt(() => localStorage),
    indexedDB: attempt(() => indexedDB),
    locks: attempt(() => navigator.locks),
    now: () => Date.now(),
  };
}
