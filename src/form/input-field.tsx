import { memo, useEffect, useId, useState } from 'react';
import type { Value } from '../fhir/answers';
import { useTexts } from '../texts/texts';
import { readDate, writeDate } from './date-text';
import { setValues } from './edit';
import { type ControlProps, fieldId, useForm } from './form';

const show = (type: string, value: Value | undefined): string =>
  value === undefined ? '' : type === 'date' ? writeDate(String(value)) : String(value);

/** Undefined: empty; null: no answer of this type. */
function read(type: string, text: string): Value | undefined | null {
  if (type === 'date') return readDate(text);
  if (text.trim() === '') return undefined;
  if (type !== 'integer') return text;
  return /^\d{1,4}$/.test(text.trim()) ? Number(text) : null;
}

/** A date, number or text. What is typed stays as typed; only what can be understood becomes the answer. */
export const InputField = memo(function InputField({ field, given, path }: ControlProps) {
  const { type, reportInvalid, suggestions } = useForm();
  const { t } = useTexts();
  const id = useId();
  const value = given[0] as Value | undefined;
  const [typed, setTyped] = useState(() => show(field.type, value));
  // The answer can change from elsewhere (another child chosen, an answer taken back): then what was typed gives way.
  const understood = read(field.type, typed);
  const text = understood === null || understood === value ? typed : show(field.type, value);
  const wrong = understood === null;
  const isDate = field.type === 'date';
  const place = fieldId(path, field.linkId);
  // Told anew when its name changes with the language; a field that goes takes its complaint with it.
  useEffect(() => {
    if (!wrong) return;
    // Which of several rows it stands in is part of what it is called elsewhere on the page.
    const row = document.getElementById(id)?.closest('.instance')?.querySelector('legend')?.firstChild?.textContent;
    reportInvalid(place, [field.label, row].filter(Boolean).join(', '));
    return () => reportInvalid(place, undefined);
  }, [wrong, field.label, id, place, reportInvalid]);
  const change = (next: string) => {
    setTyped(next);
    const answer = read(field.type, next);
    type((answers) => setValues(answers, path, field.linkId, answer === undefined || answer === null ? [] : [answer]));
  };
  const common = {
    id,
    value: text,
    'aria-invalid': wrong || undefined,
    'aria-describedby': isDate || wrong ? `${id}-hint` : undefined,
  };
  return (
    <>
      <label htmlFor={id}>{field.label}</label>
      {field.type === 'text' ? (
        <textarea {...common} rows={2} onChange={({ target }) => change(target.value)} />
      ) : (
        <input
          {...common}
          type="text"
          className={field.type}
          autoComplete="off"
          list={suggestions[field.linkId]}
          inputMode={isDate || field.type === 'integer' ? 'numeric' : 'text'}
          placeholder={isDate ? t('field.date') : undefined}
          onChange={({ target }) => change(target.value)}
        />
      )}
      {(isDate || wrong) && (
        <span id={`${id}-hint`} className={wrong ? 'error' : 'visually-hidden'} role={wrong ? 'alert' : undefined}>
          {wrong ? t(isDate ? 'field.dateError' : 'field.numberError') : t('field.dateHint')}
        </span>
      )}
    </>
  );
});
