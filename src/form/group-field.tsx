import { useRef } from 'react';
import { type Instance, isInstance } from '../fhir/answers';
import { useTexts } from '../texts/texts';
import { addInstance, removeInstance } from './edit';
import { Fields } from './fields';
import { type FieldProps, useForm } from './form';

const ONCE: Instance = { key: '0', items: {} };

/** A group of fields; one that repeats starts empty, and focus follows what is added or removed. */
export function GroupField({ field, given, path, scopes }: FieldProps) {
  const { edit } = useForm();
  const { t } = useTexts();
  const list = useRef<HTMLDivElement>(null);
  const instances = given.filter(isInstance);
  if (!field.repeats) {
    const { key, items } = instances[0] ?? ONCE;
    return (
      <fieldset className="group">
        <legend>{field.label}</legend>
        <Fields fields={field.fields} path={[...path, { linkId: field.linkId, key }]} scopes={[...scopes, items]} />
      </fieldset>
    );
  }
  const focus = (selector: string) =>
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>(selector)?.focus());
  return (
    <div className="repeating" ref={list}>
      {instances.map(({ key, items }, index) => (
        <fieldset key={key} className="group instance" data-instance={key}>
          <legend>{`${field.label} ${index + 1}`}</legend>
          <Fields fields={field.fields} path={[...path, { linkId: field.linkId, key }]} scopes={[...scopes, items]} />
          <button
            type="button"
            className="quiet"
            onClick={() => {
              edit((answers) => removeInstance(answers, path, field.linkId, key));
              focus('.add');
            }}
          >
            {t('field.remove', { what: `${field.label} ${index + 1}` })}
          </button>
        </fieldset>
      ))}
      <button
        type="button"
        className="add"
        onClick={() => {
          const key = crypto.randomUUID();
          edit((answers) => addInstance(answers, path, field.linkId, { key, items: {} }));
          focus(`[data-instance="${key}"] :is(input, textarea)`);
        }}
      >
        + {t('field.add', { what: field.label })}
      </button>
    </div>
  );
}
