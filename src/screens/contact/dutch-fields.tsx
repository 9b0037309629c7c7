import { useEffect, useState } from 'react';
import { forgetFailures } from '../../form/failed-fetches';
import type { Step } from '../../plan/entry';
import { useTexts } from '../../texts/texts';
import { loadFields } from '../load-fields';

export interface DutchFields {
  /** They could not be fetched: what was typed cannot be worded, and so not be saved */
  readonly failed: boolean;
  readonly again: () => void;
}

/** Entries are worded in Dutch: with another language on screen, those words are fetched as well. */
export function useDutchFields(steps: readonly Step[]): DutchFields {
  const [state, setState] = useState<'loading' | 'there' | 'failed'>();
  const key = steps.join();
  const [round, setRound] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each round asks anew
  useEffect(() => {
    let current = true;
    const tell = (now: 'there' | 'failed') => () => current && setState(now);
    const loading = key
      .split(',')
      .filter(Boolean)
      .map((step) => loadFields(Number(step) as Step, 'nl'));
    setState('loading');
    Promise.all(loading).then(tell('there'), tell('failed'));
    return () => {
      current = false;
    };
  }, [key, round]);
  return {
    failed: state === 'failed',
    again() {
      forgetFailures();
      setRound(round + 1);
    },
  };
}

/** Instead of what goes where, until the words are there. */
export function WordsOnTheirWay({ failed, again }: DutchFields) {
  const { t } = useTexts();
  if (!failed) return <p role="status">{t('read.loading')}</p>;
  return (
    <p className="warning" role="alert">
      {t('failure.offline')}{' '}
      <button type="button" className="quiet" onClick={again}>
        {t('read.retry')}
      </button>
    </p>
  );
}
