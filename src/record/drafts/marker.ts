/** What every key of a kept draft begins with, and of the mark that says that this device may hold some. */
export const DRAFT_PREFIX = 'kindreflex.draft.';

/** Says to the next launch, before anything is fetched, that this device may hold drafts. */
export const DEVICE_MARK = `${DRAFT_PREFIX}device`;

export const draftNames = (storage: Storage): string[] =>
  Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '').filter((name) =>
    name.startsWith(DRAFT_PREFIX),
  );

/** Whether there may be a draft in this tab or on this device: asked before anything that reads drafts is fetched. */
export function mayHaveDraft(): boolean {
  try {
    return [sessionStorage, localStorage].some((storage) => draftNames(storage).length > 0);
  } catch {
    return false;
  }
}
