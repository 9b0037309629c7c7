import { use } from 'react';
import { type Instance, isInstance, type Value } from '../../../fhir/answers';
import type { Field } from '../../../form/field';
import { isolated, type Texts, useTexts } from '../../../texts/texts';
import { valueText } from '../../answer-list';
import { dateText } from '../../format';
import { useSavingTexts } from '../../saving-texts';
import { StepContext } from './step-context';

/** An answer in one line: of a group the answers of its questions, one after the other, but for the own words of a child. */
export function told(field: Field, answer: Value | Instance, texts: Texts): string {
  if (!isInstance(answer)) {
    const text = isolated(valueText(field, answer, texts));
    return field.type === 'boolean' ? `${field.label} (${text})` : text;
  }
  return field.fields
    .filter(({ hidden, linkId }) => !hidden && !linkId.endsWith('.woorden'))
    .map((inner) => (answer.items[inner.linkId] ?? []).map((value) => told(inner, value, texts)).join(', '))
    .filter(Boolean)
    .join(' · ');
}

interface EarlierLine {
  readonly key: string;
  readonly contactDate: string;
  /** The question, where there are several */
  readonly label?: string;
  readonly text: string;
}

/** What earlier contacts noted under questions, oldest first; of a question that has one answer at a time the newest. */
export function Earlier({ linkIds }: { readonly linkIds: readonly string[] }) {
  const texts = useTexts();
  const saving = useSavingTexts();
  const { fields, earlier } = use(StepContext);
  const lines = fields
    .filter(({ linkId }) => linkIds.includes(linkId))
    .flatMap((field): EarlierLine[] =>
      earlier
        .flatMap(({ id, contactDate, answers }) =>
          (answers[field.linkId] ?? []).map((answer, index) => ({
            key: `${id} ${field.linkId} ${index}`,
            contactDate,
            ...(linkIds.length > 1 ? { label: field.label } : {}),
            text: told(field, answer, texts),
          })),
        )
        .filter(({ text }) => text !== '')
        .slice(field.repeats ? 0 : -1),
    );
  if (lines.length === 0) return null;
  return (
    <div className="earlier">
      <p className="note">{saving('concern.earlier')}</p>
      <ul>
        {lines.map(({ key, contactDate, label, text }) => (
          <li key={key}>
            <span className="note">{[dateText(contactDate), label].filter(Boolean).join(' · ')}</span> {text}
          </li>
        ))}
      </ul>
    </div>
  );
}
