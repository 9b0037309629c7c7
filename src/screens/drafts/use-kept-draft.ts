import { type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import type { ContactDraft } from '../../record/contact';
import { type DraftStore, draftStore, type FoundDraft, type Survives } from '../../record/drafts/draft-store';
import type { Journal } from '../../record/journal';
import type { LaunchContext } from '../../session/launch-context';
import type { SiteConfig } from '../../session/site-config';
import { browserStorages } from './browser-storages';

const AFTER_TYPING_MS = 400;

export interface Keeping {
  /** Undefined until it is known */
  readonly survives: Survives | undefined;
  /** The last attempt to keep failed: what is typed now is on the screen alone */
  readonly failed: boolean;
  /** Keeps the draft with this journal; resolves when it is kept, or cannot be */
  readonly keepNow: (journal: Journal | undefined) => Promise<void>;
  readonly drop: () => Promise<void>;
}

/** Keeps the draft while it is typed: a moment after each change, and at once when the page is about to go. */
export function useKeptDraft(options: {
  readonly config: SiteConfig;
  readonly context: LaunchContext;
  /** What is on screen; each change of it starts the wait */
  readonly shown: ContactDraft;
  /** What is kept, which may be a letter further */
  readonly latest: RefObject<ContactDraft>;
  readonly dirty: boolean;
  /** The kept draft that is gone on with here */
  readonly taken: FoundDraft | undefined;
}): Keeping {
  const { config, context, shown, latest, dirty } = options;
  const [survives, setSurvives] = useState<Survives>();
  const [failed, setFailed] = useState(false);
  const store = useMemo(() => draftStore(config.drafts, context, browserStorages()), [config.drafts, context]);
  const current = useRef({ dirty, journal: options.taken?.kept.journal, dropped: false, failed: false });
  current.current.dirty = dirty;

  /** What was gone on with here: forgotten as soon as this page keeps it itself, or throws it away. */
  const taken = useRef(options.taken);
  const forgetTaken = useRef(async () => {
    await taken.current?.forget();
    taken.current = undefined;
  });

  useEffect(() => {
    let alive = true;
    void store.then((found) => alive && setSurvives(found.survives));
    return () => {
      alive = false;
    };
  }, [store]);

  const keep = useMemo(() => {
    const put = async (to: DraftStore) => {
      const { dirty: worth, journal, dropped } = current.current;
      if (dropped) return;
      if (!worth && !journal) {
        // What was typed and taken out again is not kept either.
        await Promise.all([to.drop(), forgetTaken.current()]);
        return;
      }
      const ok = await to.keep({
        draft: latest.current,
        ...(journal ? { journal } : {}),
        keptAt: new Date().toISOString(),
      });
      const fails = !ok && to.survives !== 'nothing';
      // Told only when it changes: React draws once more before it finds that nothing did.
      if (fails !== current.current.failed) setFailed(fails);
      current.current.failed = fails;
      if (ok) await forgetTaken.current();
    };
    return async () => put(await store);
  }, [store, latest]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: each change of the draft starts the wait anew
  useEffect(() => {
    const timer = setTimeout(() => void keep(), AFTER_TYPING_MS);
    return () => clearTimeout(timer);
  }, [shown, keep]);

  useEffect(() => {
    const now = () => void keep();
    const hidden = () => document.visibilityState === 'hidden' && now();
    // Asked whether to leave, a page lives a moment longer: long enough for what is encrypted.
    window.addEventListener('beforeunload', now);
    window.addEventListener('pagehide', now);
    document.addEventListener('visibilitychange', hidden);
    return () => {
      window.removeEventListener('beforeunload', now);
      window.removeEventListener('pagehide', now);
      document.removeEventListener('visibilitychange', hidden);
    };
  }, [keep]);

  return {
    survives,
    failed,
    async keepNow(journal) {
      current.current.journal = journal;
      await keep();
    },
    async drop() {
      current.current.dropped = true;
      await Promise.all([(await store).drop(), forgetTaken.current()]);
    },
  };
}
