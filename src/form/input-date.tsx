import { memo, useId, useState } from 'react';
import { useTexts } from '../texts/texts';
import { readDate, writeDate } from './date-text';

/** A date typed as dd/mm/jjjj. Only a whole date or none is passed on; what is typed stays as typed. */
export const InputDate = memo(function InputDate(props: {
  readonly label: string;
  readonly linkId: string;
  readonly value: string | undefined;
  readonly onChange: (date: string | undefined) => void;
  readonly note?: string | undefined;
}) {
  const { t } = useTexts();
  const id = useId();
  const [text, setText] = useState(() => (props.value ? writeDate(props.value) : ''));
  const date = readDate(text);
  const wrong = typeof date !== 'string' || date.length !== 10;
  return (
    <div className="field" data-link-id={props.linkId}>
      <label htmlFor={id}>{props.label}</label>
      <input
        id={id}
        type="text"
        className="date"
        inputMode="numeric"
        autoComplete="off"
        placeholder={t('field.date')}
        value={text}
        aria-invalid={wrong || undefined}
        aria-describedby={`${id}-hint`}
        onChange={({ target }) => {
          setText(target.value);
          const typed = readDate(target.value);
          props.onChange(typeof typed === 'string' && typed.length === 10 ? typed : undefined);
        }}
      />
      <span id={`${id}-hint`} className={wrong ? 'error' : 'note'} role={wrong ? 'alert' : undefined}>
        {wrong ? t('field.dateError') : (props.note ?? '')}
      </span>
    </div>
  );
});
