import { useRef } from 'react';
import { type Instance, isInstance } from '../fhir/answers';
import { useTexts } from '../texts/texts';
import { addInstance, removeInstance } from './edit';
import { Fields } from './fields';
import { type FieldProps, useForm, useInner } from './form';

const ONCE: Instance = { key: '0', items: {} };

/** A group of fields; one that repeats starts empty, and focus follows what is added or removed. */
export function GroupField({ field, given, path, scopes }: FieldProps) {
  const { edit } = useForm();
  const { t } = useTexts();
  const list = useRef<HTMLDivElement>(null);
  const instances = given.filter(isInstance);
  if (!field.repeats) {
    return (
      <fieldset className="group">
        <legend>{field.label}</legend>
        <Inside field={field} instance={instances[0] ?? ONCE} path={path} scopes={scopes} />
      </fieldset>
    );
  }
  const focus = (selector: string) =>
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>(selector)?.focus());
  return (
    <div className="repeating" ref={list}>
      {instances.map((instance, index) => (
        <fieldset key={instance.key} className="group instance" data-instance={instance.key}>
          <legend>{`${field.label} ${index + 1}`}</legend>
          <Inside field={field} instance={instance} path={path} scopes={scopes} />
          <button
            type="button"
            className="quiet"
            onClick={() => {
              edit((answers) => removeInstance(answers, path, field.linkId, instance.key));
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

/** The questions of one instance. */
function Inside(props: Omit<FieldProps, 'given'> & { readonly instance: Instance }) {
  const { field, instance, path, scopes } = props;
  const inner = useInner(path, field.linkId, instance.key);
  return <Fields fields={field.fields} path={inner} scopes={[...scopes, instance.items]} />;
}
