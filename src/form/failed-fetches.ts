const forget = new Set<() => void>();

/**
 * Remembers a failed fetch of a part of the app until someone tries again. Forgotten at once, it would be fetched again by the very
 * drawing that has to say that it failed, without end.
 */
export function rememberFailure<T>(promise: Promise<T>, forgetIt: () => void): void {
  promise.catch(() => forget.add(forgetIt));
}

/** After this, what could not be fetched is asked for again when it is drawn. */
export function forgetFailures(): void {
  for (const forgetIt of forget) forgetIt();
  forget.clear();
}
