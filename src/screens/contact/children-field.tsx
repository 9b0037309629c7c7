import { useRef, useState } from 'react';
import { type Instance, instances, isInstance } from '../../fhir/answers';
import { addInstance, removeInstance } from '../../form/edit';
import type { Field } from '../../form/field';
import { Fields } from '../../form/fields';
import { type FieldProps, fieldId, useForm } from '../../form/form';
import { identityOf, type RelatedPerson } from '../../plan/children';
import { newChild } from '../../record/own-uuids';
import { useTexts } from '../../texts/texts';
import { ageText, childName, dateText } from '../format';
import { useSavingTexts } from '../saving-texts';
import { useContact } from './contact-context';
import { personOf, proposal, withReused } from './reuse-child';

const ALWAYS: readonly string[] = ['s1.kind.permanent', 's1.kind.verblijf'];
const NEW = 's1.kind.nieuw';

/** The children of the client, one row each: those the record has, and new ones with a question when they may be the same. */
export function ChildrenField({ field, given, path, scopes }: FieldProps) {
  const { edit } = useForm();
  const saving = useSavingTexts();
  const list = useRef<HTMLDivElement>(null);
  const rows = given.filter(isInstance);
  const focus = (selector: string) =>
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>(selector)?.focus());
  const add = () => {
    const row = newChild(crypto.randomUUID());
    edit((answers) => addInstance(answers, path, field.linkId, row));
    focus(`[data-instance="${row.key}"] input`);
  };
  const remove = (key: string) => {
    edit((answers) => removeInstance(answers, path, field.linkId, key));
    focus('.add');
  };
  const reuse = (key: string, person: RelatedPerson) =>
    edit((answers) => ({
      ...answers,
      [field.linkId]: withReused(instances(answers, field.linkId), key, person),
    }));
  return (
    <div className="children-field" id={fieldId(path, field.linkId)} data-link-id={field.linkId} ref={list}>
      {rows.map((row, index) => (
        <ChildRow
          key={row.key}
          row={row}
          number={index + 1}
          field={field}
          path={[...path, { linkId: field.linkId, key: row.key }]}
          scopes={[...scopes, row.items]}
          onReuse={(person) => reuse(row.key, person)}
          onRemove={() => remove(row.key)}
        />
      ))}
      <button type="button" className="add" onClick={add}>
        + {saving('children.add')}
      </button>
    </div>
  );
}

interface RowProps extends Pick<FieldProps, 'path' | 'scopes'> {
  readonly row: Instance;
  readonly number: number;
  readonly field: Field;
  readonly onReuse: (person: RelatedPerson) => void;
  readonly onRemove: () => void;
}

function ChildRow({ row, number, field, path, scopes, onReuse, onRemove }: RowProps) {
  const texts = useTexts();
  const saving = useSavingTexts();
  const { persons, contactDate } = useContact();
  const [refused, setRefused] = useState<readonly string[]>([]);
  const fresh = field.fields.find(({ linkId }) => linkId === NEW);
  const own = instances(row.items, NEW)[0];
  const known = persons.find(({ id }) => id === personOf(row));
  const found = proposal(
    row,
    persons.filter(({ id }) => !refused.includes(id)),
  );
  const identity = identityOf(row.items);
  const label = saving('children.row', { number });
  const rest = field.fields.filter(({ linkId }) => linkId !== NEW && !ALWAYS.includes(linkId));
  return (
    <fieldset className="child instance" data-instance={row.key}>
      <legend>
        {label}
        {(identity.given || identity.family) && `: ${childName(identity, texts)}`}
        {identity.birthDate && <span className="age"> ({ageText(identity.birthDate, contactDate, texts)})</span>}
      </legend>
      {known && <p className="note">{saving('children.inRecord', { name: childName(known, texts) })}</p>}
      {own && fresh && (
        <div className="line">
          <Fields
            fields={fresh.fields}
            path={[...path, { linkId: NEW, key: own.key }]}
            scopes={[...scopes, own.items]}
          />
        </div>
      )}
      {found && (
        <Proposal
          person={found.person}
          swapped={found.likeness === 'day-month-swapped'}
          onSame={() => onReuse(found.person)}
          onOther={() => setRefused([...refused, found.person.id])}
        />
      )}
      <div className="line">
        <Fields fields={field.fields.filter(({ linkId }) => ALWAYS.includes(linkId))} path={path} scopes={scopes} />
      </div>
      <details>
        <summary>
          {saving('children.more')}
          <span className="visually-hidden"> {label}</span>
        </summary>
        <div className="line">
          <Fields fields={rest} path={path} scopes={scopes} />
        </div>
      </details>
      <button type="button" className="quiet" onClick={onRemove}>
        {saving(personOf(row) ? 'children.leaveOut' : 'children.remove', { number })}
      </button>
    </fieldset>
  );
}

function Proposal(props: {
  readonly person: RelatedPerson;
  readonly swapped: boolean;
  readonly onSame: () => void;
  readonly onOther: () => void;
}) {
  const texts = useTexts();
  const saving = useSavingTexts();
  const given = {
    name: childName(props.person, texts),
    date: props.person.birthDate ? dateText(props.person.birthDate) : '?',
  };
  return (
    <div className="proposal" role="status">
      <p>{saving(props.swapped ? 'children.proposalSwapped' : 'children.proposal', given)}</p>
      <button type="button" onClick={props.onSame}>
        {saving('children.same')}
      </button>
      <button type="button" className="quiet" onClick={props.onOther}>
        {saving('children.other')}
      </button>
    </div>
  );
}
