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
    framed: isFramed(),
    now: () => Date.now(),
  };
}

/** Another origin's page can be looked at no further than that it is there. */
function isFramed(): boolean {
  try {
    return window.top?.location.origin !== location.origin;
  } catch {
    return true;
  }
}
