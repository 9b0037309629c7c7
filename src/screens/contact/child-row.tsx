import { type KeyboardEvent, memo, useMemo, useState } from 'react';
import { type Instance, instances } from '../../fhir/answers';
import type { Path } from '../../form/edit';
import type { Scopes } from '../../form/enabled';
import type { Field } from '../../form/field';
import { Fields } from '../../form/fields';
import { useInner } from '../../form/form';
import { identityOf, type RelatedPerson } from '../../plan/children';
import { useTexts } from '../../texts/texts';
import { ageText, childName } from '../format';
import { useSavingTexts } from '../saving-texts';
import { useContact } from './contact-context';
import { Proposal } from './proposal';
import { personOf, proposal } from './reuse-child';

const NEW = 's1.kind.nieuw';

/** What stands in the line of a child; the rest is behind "more". */
const NAMED = /\.(voornaam|naam|geboortedatum)$/;
const HOME: readonly string[] = ['s1.kind.permanent', 's1.kind.verblijf'];
/** From these on, Enter goes to the next child. */
const LAST =
  ':is([data-link-id$=".geboortedatum"], [data-link-id="s1.kind.permanent"], [data-link-id="s1.kind.verblijf"])';

export interface ChildRowProps {
  readonly row: Instance;
  readonly number: number;
  readonly field: Field;
  readonly path: Path;
  readonly onNext: (key: string) => void;
  readonly onReuse: (key: string, person: RelatedPerson) => void;
  readonly onRemove: (key: string) => void;
}

/**
 * One child in a line. Drawn again only when the row itself changes: what its questions hang on stands in the row (held by
 * child-row.test.ts), so the other answers of the step are left out of their sight.
 */
export const ChildRow = memo(function ChildRow(props: ChildRowProps) {
  const { row, number, field, path, onNext, onReuse, onRemove } = props;
  const texts = useTexts();
  const saving = useSavingTexts();
  const { persons, contactDate } = useContact();
  const [refused, setRefused] = useState<readonly string[]>([]);
  const own = instances(row.items, NEW)[0];
  const fresh = field.fields.find(({ linkId }) => linkId === NEW)?.fields ?? [];
  const known = persons.find(({ id }) => id === personOf(row));
  const found = proposal(
    row,
    persons.filter(({ id }) => !refused.includes(id)),
  );
  const { birthDate, ...name } = identityOf(row.items);
  const age = useMemo(() => birthDate && ageText(birthDate, contactDate, texts), [birthDate, contactDate, texts]);
  const label = saving('children.row', { number });
  const rowPath = useInner(path, field.linkId, row.key);
  const ownPath = useInner(rowPath, NEW, own?.key ?? '');
  const rowScopes: Scopes = [{}, row.items];
  const person = own
    ? { fields: fresh, path: ownPath, scopes: [...rowScopes, own.items] as const }
    : { fields: field.fields, path: rowPath, scopes: rowScopes };
  const rest = field.fields.filter(
    ({ linkId }) => linkId !== NEW && !HOME.includes(linkId) && (own !== undefined || !NAMED.test(linkId)),
  );
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const { target } = event;
    if (event.key !== 'Enter' || !(target instanceof HTMLInputElement) || !target.closest(LAST)) return;
    event.preventDefault();
    onNext(row.key);
  };
  return (
    <fieldset className="child instance" data-instance={row.key} onKeyDown={onKeyDown}>
      <legend>
        {label}
        {(name.given || name.family) && <span className="visually-hidden">{texts.colon + childName(name, texts)}</span>}
        {age && <span className="age"> {age}</span>}
      </legend>
      <div className="line">
        <Fields {...person} fields={person.fields.filter(({ linkId }) => NAMED.test(linkId))} />
        <Fields fields={field.fields.filter(({ linkId }) => HOME.includes(linkId))} path={rowPath} scopes={rowScopes} />
      </div>
      {found && (
        <Proposal
          person={found.person}
          swapped={found.likeness === 'day-month-swapped'}
          onSame={() => onReuse(row.key, found.person)}
          onOther={() => setRefused([...refused, found.person.id])}
        />
      )}
      <details>
        <summary>
          {saving('children.more')}
          <span className="visually-hidden"> {label}</span>
        </summary>
        <div className="line">
          {own && <Fields {...person} fields={fresh.filter(({ linkId }) => !NAMED.test(linkId))} />}
          <Fields fields={rest} path={rowPath} scopes={rowScopes} />
        </div>
      </details>
      <div className="row-end">
        {known && <span className="note">{saving('children.inRecord', { name: childName(known, texts) })}</span>}
        <button type="button" className="quiet" onClick={() => onRemove(row.key)}>
          {saving(personOf(row) ? 'children.leaveOut' : 'children.remove', { number })}
        </button>
      </div>
    </fieldset>
  );
});
