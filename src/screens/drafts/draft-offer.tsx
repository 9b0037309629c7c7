import { useEffect, useState } from 'react';
import { draftStore, type FoundDraft } from '../../record/drafts/draft-store';
import type { LaunchContext } from '../../session/launch-context';
import type { SiteConfig } from '../../session/site-config';
import { momentText } from '../moment-text';
import { useSavingTexts } from '../saving-texts';
import { browserStorages } from './browser-storages';

export interface DraftOfferProps {
  readonly config: SiteConfig;
  readonly context: LaunchContext;
  readonly onContinue: (found: FoundDraft) => void;
}

/** What was typed before and not saved: when, and nothing of what it says. */
export function DraftOffer({ config, context, onContinue }: DraftOfferProps) {
  const saving = useSavingTexts();
  const [found, setFound] = useState<readonly FoundDraft[]>([]);
  useEffect(() => {
    let alive = true;
    void draftStore(config.drafts, context, browserStorages())
      .then((store) => store.find())
      .then((drafts) => alive && setFound(drafts));
    return () => {
      alive = false;
    };
  }, [config.drafts, context]);
  const discard = (one: FoundDraft) => {
    void one.forget();
    setFound((now) => now.filter((other) => other !== one));
  };
  return found.map((one) => (
    <section key={one.kept.keptAt} className="draft-offer" aria-label={saving('draft.title')}>
      <p role="status">
        {saving(one.kept.journal ? 'draft.unfinished' : 'draft.unsaved', { time: momentText(one.kept.keptAt) })}
      </p>
      <button type="button" className="primary" onClick={() => onContinue(one)}>
        {saving('draft.continue')}
      </button>{' '}
      <button type="button" className="quiet" onClick={() => discard(one)}>
        {saving('draft.discard')}
      </button>
    </section>
  ));
}
