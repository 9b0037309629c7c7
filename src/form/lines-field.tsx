import { type KeyboardEvent, memo } from 'react';
import type { Value } from '../fhir/answers';
import { useTexts } from '../texts/texts';
import { setValues } from './edit';
import { type ControlProps, useForm } from './form';

/** Enter ends a line; there is always a next one. */
function toNextLine({ key, currentTarget }: KeyboardEvent<HTMLInputElement>): void {
  const next = currentTarget.nextElementSibling;
  if (key === 'Enter' && next instanceof HTMLElement) next.focus();
}

/** A text that repeats: one line each, with always one empty line to type in. */
export const LinesField = memo(function LinesField({ field, given, path }: ControlProps) {
  const { type } = useForm();
  const { t } = useTexts();
  const lines = given.filter((value) => typeof value === 'string');
  const set = (index: number, text: string) => {
    const next: Value[] = [...lines, ''].map((line, at) => (at === index ? text : line)).filter((line) => line !== '');
    type((answers) => setValues(answers, path, field.linkId, next));
  };
  return (
    <fieldset className="lines">
      <legend>{field.label}</legend>
      {[...lines, ''].map((line, index) => (
        <input
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place; emptied lines go, the rest moves up
          key={index}
          type="text"
          aria-label={line === '' && index > 0 ? t('field.addLine') : `${field.label} ${index + 1}`}
          value={line}
          onChange={({ target }) => set(index, target.value)}
          onKeyDown={toNextLine}
        />
      ))}
    </fieldset>
  );
});
