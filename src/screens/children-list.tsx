import { code, string } from '../fhir/answers';
import { countsAsMinor } from '../plan/age';
import type { Child } from '../plan/children';
import { latest } from '../plan/date';
import type { PlanState } from '../plan/fold';
import { useTexts } from '../texts/texts';
import { ageText, childName, dateText } from './format';

/** The children that are known, with their age on a day; none is only said when it was asked and everything was read. */
export function ChildrenList({
  plan,
  on,
  loading,
}: {
  readonly plan: PlanState;
  readonly on: string;
  readonly loading: boolean;
}) {
  const texts = useTexts();
  const { t } = texts;
  const first = plan.current[1] ?? {};
  const children = plan.children.filter((child) => countsAsMinor(child.birthDate, on)).toSorted(oldestFirst);
  const due = string(first, 's1.uitgerekend');
  const expecting = code(first, 's1.verwacht') === 'yes';
  const whole = plan.reading.entries[1] === 'whole' && plan.reading.relatedPersons === 'whole';
  const allNo = ['s1.zorgtVoor', 's1.verwacht', 's1.andereKinderen'].every((linkId) => code(first, linkId) === 'no');
  const anyYes = ['s1.zorgtVoor', 's1.andereKinderen'].some((linkId) => code(first, linkId) === 'yes');
  return (
    <>
      {children.length > 0 && (
        <ul className="children">
          {children.map((child) => (
            <li key={child.key}>
              <strong>{childName(child, texts)}</strong> <span>{ageText(child.birthDate, on, texts)}</span>
              {child.birthDate && <span className="note"> ({dateText(child.birthDate)})</span>}
            </li>
          ))}
        </ul>
      )}
      {expecting && (
        <p>
          {due
            ? t(latest(due) < on ? 'overview.duePassed' : 'overview.expecting', { date: dateText(due) })
            : t('overview.expectingNoDate')}
        </p>
      )}
      {(children.length > 0 || expecting) && !whole && (
        <p className="note">{loading ? t('read.loading') : t('read.partial')}</p>
      )}
      {children.length === 0 && !expecting && (
        <p className={!loading && whole && allNo ? 'none' : 'note'}>
          {loading
            ? t('read.loading')
            : !whole
              ? t('overview.childrenNotLoaded')
              : allNo
                ? t('overview.noChildren')
                : t(anyYes ? 'overview.childrenUnlisted' : 'overview.childrenUnknown')}
        </p>
      )}
    </>
  );
}

const oldestFirst = (a: Child, b: Child) => (a.birthDate ?? '9').localeCompare(b.birthDate ?? '9');
