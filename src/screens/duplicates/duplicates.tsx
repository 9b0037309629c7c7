import { useId, useState } from 'react';
import type { RelatedPerson } from '../../plan/children';
import { type Duplicate, mayRetire } from '../../record/duplicates';
import { useTexts } from '../../texts/texts';
import { childName, dateText } from '../format';
import { useSavingTexts } from '../saving-texts';

export interface DuplicatesProps {
  readonly duplicate: Duplicate;
  /** While it is being saved nothing can be chosen */
  readonly busy?: boolean;
  /** The person confirmed: `keep` stays, `drop` goes out of use */
  readonly onSame: (keep: RelatedPerson, drop: RelatedPerson) => void;
  /** They are two, for as long as this page is open */
  readonly onTwo: () => void;
}

/** The question whether two persons of the record are one child, as the host spells them; nothing is chosen beforehand. */
export function Duplicates({ duplicate, busy = false, onSame, onTwo }: DuplicatesProps) {
  const { persons, likeness } = duplicate;
  const saving = useSavingTexts();
  const name = useId();
  const [kept, setKept] = useState<string>();
  const [one, other] = persons;
  const keep = persons.find(({ id }) => id === kept);
  return (
    <form
      className="proposal duplicates"
      aria-labelledby={`${name}-title`}
      onSubmit={(event) => {
        event.preventDefault();
        if (keep) onSame(keep, keep === one ? other : one);
      }}
    >
      <h2 id={`${name}-title`}>{saving('duplicate.title')}</h2>
      <p>
        {saving('duplicate.intro')} {likeness === 'day-month-swapped' && saving('duplicate.swapped')}
      </p>
      <fieldset className="choice">
        <legend>{saving('duplicate.which')}</legend>
        <div className="choices">
          {persons.map((person) => (
            <label key={person.id} className="option" data-person={person.id}>
              <input
                type="radio"
                name={name}
                value={person.id}
                checked={kept === person.id}
                // The other one would go out of use, and that one is not the app's to retire.
                disabled={busy || !mayRetire(person === one ? other : one)}
                onChange={() => setKept(person.id)}
              />
              <Person person={person} />
            </label>
          ))}
        </div>
      </fieldset>
      {!persons.every(mayRetire) && <p className="note">{saving('duplicate.hostStays')}</p>}
      <p className="note">{saving('duplicate.what')}</p>
      <button type="submit" className="primary" disabled={busy || !keep}>
        {saving('duplicate.confirm')}
      </button>{' '}
      <button type="button" className="quiet" disabled={busy} onClick={onTwo}>
        {saving('duplicate.two')}
      </button>
    </form>
  );
}

function Person({ person }: { readonly person: RelatedPerson }) {
  const texts = useTexts();
  const saving = useSavingTexts();
  return (
    <span>
      <strong>{childName(person, texts)}</strong>,{' '}
      {person.birthDate
        ? saving('duplicate.born', { date: dateText(person.birthDate) })
        : saving('duplicate.noBirthDate')}
      <br />
      <span className="note">{saving(mayRetire(person) ? 'duplicate.ours' : 'duplicate.hosts')}</span>
    </span>
  );
}
