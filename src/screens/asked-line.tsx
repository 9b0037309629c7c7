import type { Asked } from '../plan/asked';
import { useTexts } from '../texts/texts';
import { dateText } from './format';

/** One line: whether anyone asked about the children, and when. */
export function AskedLine({ asked }: { readonly asked: Asked }) {
  const { t } = useTexts();
  switch (asked.state) {
    case 'asked':
      return (
        <p className={asked.stale ? 'asked stale' : 'asked'}>
          {t(asked.stale ? 'overview.askedStale' : 'overview.asked', { date: dateText(asked.on) })}
          {asked.later && ` ${t(asked.later === 'declined' ? 'overview.laterDeclined' : 'overview.laterPostponed')}`}
        </p>
      );
    case 'declined':
      return <p className="asked">{t('overview.declined', { date: dateText(asked.on) })}</p>;
    case 'postponed':
      return <p className="asked stale">{t('overview.postponed', { date: dateText(asked.on) })}</p>;
    case 'not-asked':
      return <p className="asked stale">{t('overview.notAsked')}</p>;
    case 'not-loaded':
      return <p className="asked unknown">{t('overview.notLoaded')}</p>;
  }
}
