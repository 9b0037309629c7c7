import type { Reference } from 'fhir/r4';
import { memo, use, useId } from 'react';
import { useTexts } from '../texts/texts';
import { setValues } from './edit';
import { type ControlProps, ReferableContext, useForm } from './form';

const keyOf = ({ identifier, reference }: Reference): string => identifier?.value ?? reference ?? '';

/** Which child, or children: one of those in the list of this contact and of the record. */
export const ReferenceField = memo(function ReferenceField({ field, given, path }: ControlProps) {
  const { edit } = useForm();
  const children = use(ReferableContext);
  const { t } = useTexts();
  const name = useId();
  const chosen = given.filter((value): value is Reference => typeof value === 'object' && !('items' in value));
  const set = (values: readonly Reference[]) => edit((answers) => setValues(answers, path, field.linkId, values));
  return (
    <fieldset className="choice">
      <legend>{field.label}</legend>
      {children.length === 0 && <p className="note">{t('field.whichChildNone')}</p>}
      <div className="choices">
        {children.map((child) => {
          const key = keyOf(child.reference);
          const checked = chosen.some((value) => keyOf(value) === key);
          return (
            <label key={key} className="option">
              <input
                type={field.repeats ? 'checkbox' : 'radio'}
                name={name}
                value={key}
                checked={checked}
                onChange={() => {
                  if (!field.repeats) set([child.reference]);
                  else set(checked ? chosen.filter((value) => keyOf(value) !== key) : [...chosen, child.reference]);
                }}
              />
              {child.name}
            </label>
          );
        })}
      </div>
    </fieldset>
  );
});
