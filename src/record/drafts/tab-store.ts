import { DRAFT_LIFE_MS, type DraftStore } from './draft-store';
import { readKeptDraft, writeKeptDraft } from './kept-draft';
import { DRAFT_PREFIX, draftNames } from './marker';

/** Drafts in the session storage of this tab, as they are: whoever can read it sees the open screen as well. */
export function tabStore(storage: Storage, key: string, patient: string, now: () => number): DraftStore {
  const own = `${DRAFT_PREFIX}${key}.`;
  const name = `${own}${crypto.randomUUID()}`;
  const forget = async (which: string) => {
    try {
      storage.removeItem(which);
    } catch {
      // A storage that is gone holds nothing.
    }
  };
  return {
    survives: 'reload',
    async find() {
      try {
        purgeTab(storage, now);
        const found = draftNames(storage)
          .filter((each) => each.startsWith(own))
          .flatMap((each) => {
            const kept = readKeptDraft(storage.getItem(each) ?? '', patient);
            if (!kept) storage.removeItem(each);
            return kept ? [{ kept, forget: () => forget(each) }] : [];
          });
        return found.sort((a, b) => b.kept.keptAt.localeCompare(a.kept.keptAt));
      } catch {
        return [];
      }
    },
    async keep(draft) {
      try {
        storage.setItem(name, writeKeptDraft(draft));
        return true;
      } catch {
        return false;
      }
    },
    drop: () => forget(name),
  };
}

/** Removes what is older than twelve hours, whoever's it is, and what cannot be understood. */
export function purgeTab(storage: Storage, now: () => number): void {
  for (const name of draftNames(storage)) {
    const keptAt = /"keptAt":"([^"]+)"\}$/.exec(storage.getItem(name) ?? '')?.[1];
    const age = now() - Date.parse(keptAt ?? '');
    if (!(age < DRAFT_LIFE_MS)) storage.removeItem(name);
  }
}
