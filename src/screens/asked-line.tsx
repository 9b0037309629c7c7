import type { Asked } from '../plan/asked';
import { useTexts } from '../texts/texts';
import { dateText } from './format';

/** Whether anyone asked about the children, and when; each answer has a shape of its own besides its words. */
export function AskedLine({ asked }: { readonly asked: Asked }) {
  const { t } = useTexts();
  const notHere = 'earlier' in asked && `${t('overview.notHere')} `;
  const told = () => {
    switch (asked.state) {
      case 'asked': {
        const first = t(asked.stale && !notHere ? 'overview.askedStale' : 'overview.asked', {
          date: dateText(asked.on),
        });
        if (!asked.later) return first;
        return `${first} ${t(asked.later === 'declined' ? 'overview.laterDeclined' : 'overview.laterPostponed')}`;
      }
      case 'declined':
        return t('overview.declined', { date: dateText(asked.on) });
      case 'postponed':
        return t('overview.postponed', { date: dateText(asked.on) });
      case 'not-asked':
        return t('overview.notAsked');
      case 'not-loaded':
        return t('overview.notLoaded');
    }
  };
  const look = notHere ? 'not-here' : asked.state === 'asked' && asked.stale ? 'stale' : asked.state;
  return (
    <p className="asked" data-asked={look}>
      <span>
        {notHere && <strong>{notHere}</strong>}
        {told()}
      </span>
    </p>
  );
}
