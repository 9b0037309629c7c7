import { useEffect, useRef, useState } from 'react';
import { withChoices } from '../../record/conflict-plan';
import type { Change } from '../../record/intended';
import type { Journal } from '../../record/journal';
import { save } from '../../record/save';
import { saveAlone } from '../../record/save-alone';
import type { Receipt, SaveResult } from '../../record/save-result';
import type { WritePlan } from '../../record/write-plan';
import type { ContactPageProps } from './contact-page';

/** What a save came to, when it did not simply succeed; `elsewhere`: another tab is saving this very contact. */
export type Unsaved = Exclude<SaveResult, { kind: 'saved' }> | { readonly kind: 'elsewhere' };

/** Also after not-saved: a slow server may still be at work on what it was sent. */
const MAY_HAVE_LANDED: readonly SaveResult['kind'][] = ['uncertain', 'partly-saved', 'not-saved'];

/** The app itself failed in the middle of it: what was sent may have landed. */
const UNKNOWN: SaveResult = { kind: 'uncertain', error: { kind: 'garbage', code: 'F-004' }, refused: [] };

interface Options extends Pick<ContactPageProps, 'host' | 'context' | 'record'> {
  /** An earlier save of this draft that did not come to its end */
  readonly journal: Journal | undefined;
  /** The draft was kept before this page was loaded: it may have been saved since */
  readonly lookFirst: boolean;
  /** The plan at the moment of saving */
  readonly finalPlan: () => Promise<WritePlan | undefined>;
  readonly keep: (journal: Journal | undefined) => Promise<void>;
  readonly onSaved: (receipt: Receipt) => Promise<void> | void;
  /** What is on screen is what is being written, or may have been. */
  readonly setSaving: (saving: boolean) => void;
}

export interface Saving {
  readonly busy: boolean;
  readonly result: Unsaved | undefined;
  readonly save: (choices?: ReadonlyMap<string, Change | undefined>) => Promise<void>;
}

/** One save path: performs the plan, learns what the host does not do, and holds on to what may have landed. */
export function useSaving(options: Options): Saving {
  const { host, context, record, setSaving, onSaved } = options;
  const [result, setResult] = useState<Unsaved>();
  const [busy, setBusy] = useState(false);
  const journal = useRef(options.journal);
  const alive = useRef(true);
  useEffect(() => {
    alive.current = true;
    if (journal.current) setSaving(true);
    return () => {
      alive.current = false;
    };
  }, [setSaving]);

  const keep = async (next: Journal | undefined) => {
    journal.current = next;
    // A full storage must not keep a save from going out.
    await options.keep(next).catch(() => {});
  };

  const perform = async (choices: ReadonlyMap<string, Change | undefined>): Promise<SaveResult | undefined> => {
    const earlier = journal.current;
    const plan = earlier?.plan ?? (await planWith(choices));
    if (plan?.kind !== 'save') return undefined;
    return save(host, context, plan, {
      ...(earlier ? { journal: earlier } : {}),
      lookFirst: options.lookFirst,
      keep,
      stillCurrent: () => context.stillCurrent(),
    });
  };

  const planWith = async (choices: ReadonlyMap<string, Change | undefined>): Promise<WritePlan | undefined> => {
    const plan = await options.finalPlan();
    return plan?.kind === 'save' && choices.size > 0 ? withChoices(plan, choices) : plan;
  };

  return {
    busy,
    result,
    async save(choices = new Map()) {
      setBusy(true);
      setSaving(true);
      const outcome = await saveAlone(context, () => perform(choices)).catch((): SaveResult => UNKNOWN);
      if (outcome && outcome !== 'elsewhere') {
        record.learn(outcome.refused);
        if (outcome.kind === 'saved' || outcome.kind === 'partly-saved') await record.takeIn(outcome.receipt.resources);
        const others = 'receipt' in outcome && outcome.receipt.appeared.length > 0;
        if (others || outcome.kind === 'conflict' || outcome.kind === 'children-appeared')
          await record.reload('relatedPersons');
      }
      // What may have landed stays as it was sent, and is sent again as it is: an edit now would be told as saved and be lost.
      const open = outcome !== undefined && outcome !== 'elsewhere' && MAY_HAVE_LANDED.includes(outcome.kind);
      if (!open && outcome !== 'elsewhere') await keep(undefined);
      if (!alive.current) return;
      // Busy until the receipt takes its place: nothing can be pressed or typed again while the draft is put away.
      if (outcome !== 'elsewhere' && outcome?.kind === 'saved') return onSaved(outcome.receipt);
      setSaving(open);
      setBusy(false);
      setResult(outcome === 'elsewhere' ? { kind: 'elsewhere' } : outcome);
    },
  };
}
