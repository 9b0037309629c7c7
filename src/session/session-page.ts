/** The browser page as launch and session need it, so that a test can hand in another one */
export interface SessionPage {
  readonly url: URL;
  readonly storage: Storage;
  readonly fetch: typeof fetch;
  /** Changes the address without loading */
  readonly replaceUrl: (url: string) => void;
  /** Milliseconds since 1970 */
  readonly now: () => number;
  /** Undefined where the browser has none */
  readonly locks: LockManager | undefined;
}

/** The page this script runs in; undefined where the browser gives it no session storage. */
export function browserPage(): SessionPage | undefined {
  try {
    return {
      url: new URL(location.href),
      storage: sessionStorage,
      fetch: (...request) => fetch(...request),
      replaceUrl: (url) => history.replaceState(history.state, '', url),
      now: () => Date.now(),
      locks: globalThis.navigator?.locks,
    };
  } catch {
    return undefined;
  }
}
