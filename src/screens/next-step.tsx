import type { NextAction } from '../plan/next-action';
import { useTexts } from '../texts/texts';
import { dateText } from './format';

/** The one thing to do next, as the button that does it, and why where the line about asking does not say so. The button keeps its own name in every state. */
export function NextStep({ action, onRecord }: { readonly action: NextAction; readonly onRecord: () => void }) {
  const { t } = useTexts();
  const { kind } = action;
  const record = t('overview.record');
  return (
    <>
      <button type="button" className="primary" data-next={kind} onClick={onRecord}>
        {kind === 'record' ? (
          record
        ) : (
          <>
            {t(`next.${kind}`)} <small>{record}</small>
          </>
        )}
      </button>
      {kind !== 'record' && kind !== 'ask' && (
        <p className="why">{t(`why.${kind}`, action.kind === 'follow-up' ? { date: dateText(action.date) } : {})}</p>
      )}
    </>
  );
}
