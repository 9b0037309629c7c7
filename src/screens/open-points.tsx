import type { Child } from '../plan/children';
import type { PlanState } from '../plan/fold';
import type { OpenPoint } from '../plan/open-points';
import type { SavingKey } from '../texts/saving-nl';
import { type Texts, type Translate, useTexts } from '../texts/texts';
import { childName } from './format';
import { useSavingTexts } from './saving-texts';

export interface OpenPointsProps {
  readonly points: readonly OpenPoint[];
  readonly plan: PlanState;
}

/** What the step plan still wants noted, as a list: what lacks for several children once, with their names. Stands inside a `Part`. */
export function OpenPoints({ points, plan }: OpenPointsProps) {
  const texts = useTexts();
  const saving = useSavingTexts();
  if (points.length === 0) return null;
  return (
    <ul className="open-points">
      {points.map(({ code, step }, index) => {
        const same = points.filter((point) => point.code === code && point.step === step);
        if (same[0] !== points[index]) return null;
        const about = plan.children.filter(({ key }) => same.some(({ child }) => child === key));
        return (
          <li key={`${step} ${code}`} data-open-point={code}>
            {about.length > 0 && `${namesOf(about, texts, saving)}${texts.colon}`}
            {saving(`open.${code}`)}
          </li>
        );
      })}
    </ul>
  );
}

/** Children by name, and how many there are without one. */
export function namesOf(children: readonly Child[], texts: Texts, saving: Translate<SavingKey>): string {
  const named = children.filter(({ given, family }) => given || family);
  const count = children.length - named.length;
  const form = new Intl.PluralRules(texts.language).select(count) === 'one' ? 'one' : 'other';
  const unnamed = count > 0 ? [saving(`open.unnamed.${form}`, { count })] : [];
  return [...named.map((child) => childName(child, texts)), ...unnamed].join(', ');
}
