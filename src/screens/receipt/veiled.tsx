import type { ReactNode } from 'react';
import { useTexts } from '../../texts/texts';

/** What may be about concern opens on request: the client may still be looking on. */
export function Veiled({ children }: { readonly children: ReactNode }) {
  const { t } = useTexts();
  return (
    <details className="veiled">
      <summary>
        {t('overview.showConcern')} <span className="note">{t('overview.concernHint')}</span>
      </summary>
      {children}
    </details>
  );
}
