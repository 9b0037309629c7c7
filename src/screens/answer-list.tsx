import type { QuestionnaireResponseItem } from 'fhir/r4';
import { type Answers, isInstance, type Value } from '../fhir/answers';
import { writeDate } from '../form/date-text';
import type { Field } from '../form/field';
import { isolated, type Texts, useTexts } from '../texts/texts';

function valueText(field: Field, value: Value, { t }: Texts): string {
  if (typeof value === 'boolean') return t(value ? 'field.yes' : 'field.no');
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return field.type === 'date' ? writeDate(value) : value;
  if ('code' in value)
    return field.options.find(({ coding }) => coding.code === value.code)?.label ?? value.display ?? value.code ?? '';
  return ('display' in value && value.display) || ('reference' in value && value.reference) || '';
}

/** Answers to read, in the order and with the words of their Questionnaire; hidden items are left out. */
export function AnswerList({ fields, answers }: { readonly fields: readonly Field[]; readonly answers: Answers }) {
  const texts = useTexts();
  const shown = fields.filter(({ linkId, hidden, type }) => !hidden && type !== 'display' && answers[linkId]?.length);
  return (
    <dl className="answers">
      {shown.map((field) => {
        const given = answers[field.linkId] ?? [];
        const instances = given.filter(isInstance);
        const values = given.filter((value): value is Value => !isInstance(value));
        return (
          <div key={field.linkId} data-link-id={field.linkId}>
            <dt>{field.label}</dt>
            {instances.map(({ key, items }) => (
              <dd key={key} data-instance={key}>
                <AnswerList fields={field.fields} answers={items} />
              </dd>
            ))}
            {values.length > 0 && <dd>{values.map((value) => isolated(valueText(field, value, texts))).join(', ')}</dd>}
          </div>
        );
      })}
    </dl>
  );
}

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
