import { useTexts } from '../texts/texts';

/** Hides the screen from someone who comes in; nothing that was typed is touched. */
export function Cover({ onUncover }: { readonly onUncover: () => void }) {
  const { t } = useTexts();
  return (
    <div className="cover" role="dialog" aria-modal="true" aria-label={t('app.covered')}>
      <p>{t('app.covered')}</p>
      {/* biome-ignore lint/a11y/noAutofocus: the covered page is inert, so this is the only thing left to focus */}
      <button type="button" className="primary" autoFocus onClick={onUncover}>
        {t('app.uncover')}
      </button>
    </div>
  );
}
