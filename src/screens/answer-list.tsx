import type { QuestionnaireResponseItem } from 'fhir/r4';
import { type Answers, isInstance, type Value } from '../fhir/answers';
import { writeDate } from '../form/date-text';
import type { Field } from '../form/field';
import { isolated, type Texts, useTexts } from '../texts/texts';

/** A value to read, in the words of its question. */
export function valueText(field: Field, value: Value, { t }: Texts): string {
  if (typeof value === 'boolean') return t(value ? 'field.yes' : 'field.no');
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return field.type === 'date' ? writeDate(value) : value;
  if ('code' in value)
    return field.options.find(({ coding }) => coding.code === value.code)?.label ?? value.display ?? value.code ?? '';
  return ('display' in value && value.display) || ('reference' in value && value.reference) || '';
}

/** Answers to read, in the order and with the words of their Questionnaire; hidden items are left out. */
export function AnswerList({ fields, answers }: { readonly fields: readonly Field[]; readonly answers: Answers }) {
  const shown = fields.filter(({ linkId, hidden, type }) => !hidden && type !== 'display' && answers[linkId]?.length);
  return (
    <dl className="answers">
      {shown.map((field) => (
        <Answered key={field.linkId} field={field} given={answers[field.linkId] ?? []} />
      ))}
    </dl>
  );
}

/** One question with its answers; each turn of a group that repeats has a number. */
function Answered({ field, given }: { readonly field: Field; readonly given: Answers[string] }) {
  const texts = useTexts();
  const turns = given.filter(isInstance);
  const values = given.filter((value): value is Value => !isInstance(value));
  return (
    <>
      {turns.map(({ key, items }, index) => (
        <div key={key} data-link-id={field.linkId}>
          <dt>
            {field.label} {turns.length > 1 && index + 1}
          </dt>
          <dd data-instance={key}>
            <AnswerList {...flat(field.fields, items)} />
          </dd>
        </div>
      ))}
      {values.length > 0 && (
        <div data-link-id={field.linkId}>
          <dt>{field.label}</dt>
          <dd>{values.map((value) => isolated(valueText(field, value, texts))).join(', ')}</dd>
        </div>
      )}
    </>
  );
}

/** A group within a group only orders a form: who reads meets its answers where they stand. */
function flat(
  fields: readonly Field[],
  answers: Answers,
): { readonly fields: readonly Field[]; readonly answers: Answers } {
  const opened = fields.map((field) => {
    const [only, ...others] = answers[field.linkId] ?? [];
    const inside = only && isInstance(only) && !field.repeats && !field.hidden && others.length === 0;
    return inside ? flat(field.fields, only.items) : { fields: [field], answers: pick(answers, field.linkId) };
  });
  return {
    fields: opened.flatMap((part) => part.fields),
    answers: Object.assign({}, ...opened.map((part) => part.answers)),
  };
}

const pick = (answers: Answers, linkId: string): Answers => {
  const given = answers[linkId];
  return given ? { [linkId]: given } : {};
};

/** Items that this version does not know, as the record has them: their own text and the bare values. */
export function UnknownItems({ items }: { readonly items: readonly QuestionnaireResponseItem[] }) {
  return (
    <dl className="answers unknown">
      {items.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: read-only, and items of another version may share a linkId
        <div key={index} data-link-id={item.linkId}>
          <dt>{item.text ?? item.linkId}</dt>
          <dd>{JSON.stringify(item.answer ?? item.item ?? null)}</dd>
        </div>
      ))}
    </dl>
  );
}
