import type { LeftOut } from '../../record/intended';
import { useTexts } from '../../texts/texts';
import { useSavingTexts } from '../saving-texts';

/** What was recorded and will not be written, each with the reason. */
export function LeftOutList({ leftOut }: { readonly leftOut: readonly LeftOut[] }) {
  const { t, colon } = useTexts();
  const saving = useSavingTexts();
  if (leftOut.length === 0) return null;
  return (
    <div className="left-out">
      <h3>{saving('review.leftOut')}</h3>
      <ul>
        {leftOut.map((left) => (
          <li key={`${left.what} ${left.what === 'entry' ? left.step : left.what === 'child' ? left.child : ''}`}>
            {left.what === 'entry' ? t(`step.long.${left.step}`) : saving(`leftOut.${left.what}`)}
            {colon}
            {saving(`leftOut.${left.reason}`)}
          </li>
        ))}
      </ul>
    </div>
  );
}
