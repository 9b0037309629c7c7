import { useCallback, useRef } from 'react';
import { type Instance, instances, isInstance, number } from '../../fhir/answers';
import { addInstance, removeInstance } from '../../form/edit';
import { type FieldProps, fieldId, useForm } from '../../form/form';
import { identityOf, type RelatedPerson } from '../../plan/children';
import { newChild } from '../../record/own-uuids';
import { useSavingTexts } from '../saving-texts';
import { ChildRow } from './child-row';
import { ListNotes } from './list-notes';
import { withReused } from './reuse-child';

/** More rows at once than this would be a mistyped number. */
const MOST_ROWS = 20;

/** The children of the client, one row each: those the record has, and new ones with a question when they may be the same. */
export function ChildrenField({ field, given, path, scopes }: FieldProps) {
  const { edit } = useForm();
  const saving = useSavingTexts();
  const list = useRef<HTMLDivElement>(null);
  const rows = given.filter(isInstance);
  const { linkId } = field;
  const missing = (number(scopes[0], 's1.aantal') ?? 0) - rows.length;

  const focus = useCallback((find: (list: HTMLElement) => HTMLElement | null | undefined) => {
    requestAnimationFrame(() => list.current && find(list.current)?.focus());
  }, []);
  const add = useCallback(
    (count: number) => {
      const added = Array.from({ length: count }, () => newChild(crypto.randomUUID()));
      edit((answers) => added.reduce((now, row) => addInstance(now, path, linkId, row), answers));
      focus((within) => firstInput(within, added[0]?.key));
    },
    [edit, path, linkId, focus],
  );
  const onNext = useCallback(
    (key: string) => {
      const keys = keysOf(list.current);
      const next = keys[keys.indexOf(key) + 1];
      if (next === undefined) add(1);
      else focus((within) => firstInput(within, next));
    },
    [add, focus],
  );
  const onRemove = useCallback(
    (key: string) => {
      const keys = keysOf(list.current);
      const previous = keys[keys.indexOf(key) - 1];
      edit((answers) => removeInstance(answers, path, linkId, key));
      focus((within) => firstInput(within, previous) ?? within.querySelector<HTMLElement>('.add'));
    },
    [edit, path, linkId, focus],
  );
  const onReuse = useCallback(
    (key: string, person: RelatedPerson) => {
      edit((answers) => ({ ...answers, [linkId]: withReused(instances(answers, linkId), key, person) }));
      focus((within) => firstInput(within, key));
    },
    [edit, linkId, focus],
  );
  const putBack = (row: Instance) => {
    edit((answers) => addInstance(answers, path, linkId, row));
    focus((within) => firstInput(within, row.key));
  };
  const families = new Set(rows.flatMap(({ items }) => identityOf(items).family ?? []));
  return (
    <div className="children-field" id={fieldId(path, linkId)} data-link-id={linkId} ref={list}>
      {rows.map((row, index) => (
        <ChildRow
          key={row.key}
          row={row}
          number={index + 1}
          field={field}
          path={path}
          onNext={onNext}
          onReuse={onReuse}
          onRemove={onRemove}
        />
      ))}
      <datalist id="family-names">
        {[...families].map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <ListNotes rows={rows} onPutBack={putBack} />
      <div className="line">
        <button type="button" className="add" onClick={() => add(1)}>
          + {saving('children.add')}
        </button>
        {missing > 1 && missing <= MOST_ROWS && (
          <button type="button" onClick={() => add(missing)}>
            + {saving('children.rows', { number: missing })}
          </button>
        )}
        {rows.length > 0 && <span className="note">{saving('children.enter')}</span>}
      </div>
    </div>
  );
}

const keysOf = (list: HTMLElement | null): readonly string[] =>
  [...(list?.querySelectorAll<HTMLElement>('fieldset.child') ?? [])].map(({ dataset }) => dataset.instance ?? '');

const firstInput = (list: HTMLElement, key: string | undefined): HTMLElement | null =>
  key === undefined
    ? null
    : list.querySelector<HTMLElement>(`fieldset.child[data-instance="${CSS.escape(key)}"] input`);
