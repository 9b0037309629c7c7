import type { PlanState } from '../plan/fold';
import type { OpenPoint } from '../plan/open-points';
import { useTexts } from '../texts/texts';
import { childName } from './format';

/** What the step plan still wants noted, as a list; a point about a child names the child. */
export function OpenPoints({ points, plan }: { readonly points: readonly OpenPoint[]; readonly plan: PlanState }) {
  const texts = useTexts();
  if (points.length === 0) return null;
  return (
    <ul className="open-points">
      {points.map(({ code, step, child: key }) => {
        const child = plan.children.find((known) => known.key === key);
        return (
          <li key={`${step} ${code} ${key ?? ''}`} data-open-point={code}>
            {child ? `${childName(child, texts)}: ` : ''}
            {texts.t(`open.${code}`)}
          </li>
        );
      })}
    </ul>
  );
}
