import { use, useMemo } from 'react';
import type { Instance } from '../../fhir/answers';
import { identityOf } from '../../plan/children';
import { useTexts } from '../../texts/texts';
import { childName } from '../format';
import { useSavingTexts } from '../saving-texts';
import { useContact } from './contact-context';
import { leftOut, listSentences } from './list-sentences';
import { PlanContext } from './plan-context';

/** Below the list of children, told as it changes: how it compares with the number and with the last contact. */
export function ListNotes({
  rows,
  onPutBack,
}: {
  readonly rows: readonly Instance[];
  readonly onPutBack: (row: Instance) => void;
}) {
  const texts = useTexts();
  const saving = useSavingTexts();
  const { contactDate, clientBirthDate, prefilled } = useContact();
  // Absent while an earlier entry is corrected: the plan then is not what is being typed.
  const plan = use(PlanContext);
  // biome-ignore lint/correctness/useExhaustiveDependencies: with the rows the plan changes too, a moment after a letter of a name
  const sentences = useMemo(
    () => (plan ? listSentences({ rows, plan, on: contactDate, clientBirthDate }, texts) : []),
    [plan, contactDate, clientBirthDate, texts],
  );
  return (
    <div className="list-notes" aria-live="polite">
      {sentences.map(({ key, given }) => (
        <p key={`${key} ${JSON.stringify(given)}`} data-sentence={key}>
          {saving(key, given)}
        </p>
      ))}
      {leftOut(prefilled ?? [], rows).map((row) => {
        const name = childName(identityOf(row.items), texts);
        return (
          <p key={row.key} data-sentence="list.leftOut">
            {saving('list.leftOut', { name })}{' '}
            <button type="button" className="quiet" onClick={() => onPutBack(row)}>
              {saving('children.putBack')}
              <span className="visually-hidden"> {name}</span>
            </button>
          </p>
        );
      })}
    </div>
  );
}
