import { memo, useId } from 'react';
import type { Value } from '../fhir/answers';
import { useTexts } from '../texts/texts';
import { setValues } from './edit';
import { type ControlProps, useForm } from './form';

type Choice = { readonly key: string; readonly value: Value; readonly label: string };

const isSame = (a: Value, b: Value): boolean =>
  typeof a === 'object' && typeof b === 'object'
    ? 'code' in a && 'code' in b && a.code === b.code && a.system === b.system
    : a === b;

/** A choice, one or more, or a yes-no question. Nothing is chosen beforehand and an answer can be taken back. */
export const ChoiceField = memo(function ChoiceField({ field, given, path }: ControlProps) {
  const { edit, type } = useForm();
  const { t } = useTexts();
  const name = useId();
  const choices: readonly Choice[] =
    field.type === 'boolean'
      ? [
          { key: 'true', value: true, label: t('field.yes') },
          { key: 'false', value: false, label: t('field.no') },
        ]
      : field.options.map(({ coding, label }) => ({ key: coding.code ?? '', value: coding, label }));
  const chosen = given.filter((value): value is Value => typeof value !== 'object' || !('items' in value));
  const set = (values: readonly Value[], change = edit) =>
    change((answers) => setValues(answers, path, field.linkId, values));
  const free = chosen.find((value) => typeof value === 'string');
  const coded = chosen.filter((value) => typeof value !== 'string');
  const withFree = (values: readonly Value[]) => (free === undefined ? values : [...values, free]);
  return (
    <fieldset className="choice">
      <legend>{field.label}</legend>
      <div className="choices">
        {choices.map((choice) => {
          const checked = coded.some((value) => isSame(value, choice.value));
          return (
            <label key={choice.key} className="option">
              <input
                type={field.repeats ? 'checkbox' : 'radio'}
                name={name}
                value={choice.key}
                checked={checked}
                onChange={() => {
                  if (!field.repeats) set([choice.value]);
                  else
                    set(
                      withFree(
                        checked ? coded.filter((value) => !isSame(value, choice.value)) : [...coded, choice.value],
                      ),
                    );
                }}
              />
              {choice.label}
            </label>
          );
        })}
        {field.type === 'open-choice' && (
          <label className="option other">
            {t('field.other')}
            <input
              type="text"
              value={free ?? ''}
              onChange={({ target: { value } }) =>
                set(value === '' ? coded : field.repeats ? [...coded, value] : [value], type)
              }
            />
          </label>
        )}
        {!field.repeats && chosen.length > 0 && (
          <button type="button" className="quiet" onClick={() => set([])}>
            {t('field.clear')}
            <span className="visually-hidden"> {field.label}</span>
          </button>
        )}
      </div>
    </fieldset>
  );
});
