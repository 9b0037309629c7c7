import { brusselsDate } from '../../plan/date';
import type { LoadedLater } from '../../record/loaded';
import type { UserSummary } from '../../record/snapshot';
import { dateText } from '../format';
import { useSavingTexts } from '../saving-texts';

/** Prints what is on the screen, as print.css lays it out. */
export function PrintButton() {
  const saving = useSavingTexts();
  return (
    <button type="button" className="quiet" onClick={() => window.print()}>
      {saving('readOnly.print')}
    </button>
  );
}

/** On paper only: when it was printed and by whom. Whose record it is stands above it, as on the screen. */
export function PrintLine({ user }: { readonly user: LoadedLater<UserSummary | undefined> | undefined }) {
  const saving = useSavingTexts();
  const name = user?.state === 'loaded' ? user.value?.name : undefined;
  return (
    <p className="on-paper">
      {saving('print.on', { date: dateText(brusselsDate(new Date())) })} {name && saving('entry.by', { author: name })}.{' '}
      {saving('print.noWords')}
    </p>
  );
}
