import { DRAFT_LIFE_MS, type DraftStore } from './draft-store';
import { readKeptDraft, writeKeptDraft } from './kept-draft';
import { DRAFT_PREFIX, draftNames } from './marker';

/** Drafts in the session storage of this tab, as they are: whoever can read it sees the open screen as well. */
export function tabStore(storage: Storage, key: string, patient: string, now: () => number): DraftStore {
  const name = `${DRAFT_PREFIX}${key}`;
  const forget = async () => {
    try {
      storage.removeItem(name);
    } catch {
      // A storage that is gone holds nothing.
    }
  };
  return {
    survives: 'reload',
    async find() {
      purgeTab(storage, now);
      const kept = readKeptDraft(read(storage, name) ?? '', patient);
      if (!kept) await forget();
      return kept ? [{ kept, elsewhere: false, forget }] : [];
    },
    async keep(draft) {
      try {
        storage.setItem(name, writeKeptDraft(draft));
        return true;
      } catch {
        return false;
      }
    },
    drop: forget,
  };
}

/** Removes what is older than twelve hours, whoever's it is, and what cannot be understood. */
export function purgeTab(storage: Storage, now: () => number): void {
  for (const name of draftNames(storage)) {
    const keptAt = /"keptAt":"([^"]+)"\}$/.exec(read(storage, name) ?? '')?.[1];
    const age = now() - Date.parse(keptAt ?? '');
    if (!(age < DRAFT_LIFE_MS)) storage.removeItem(name);
  }
}

function read(storage: Storage, name: string): string | undefined {
  try {
    return storage.getItem(name) ?? undefined;
  } catch {
    return undefined;
  }
}
