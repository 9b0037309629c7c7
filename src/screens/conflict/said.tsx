import type { QuestionnaireResponseItem } from 'fhir/r4';
import { use } from 'react';
import { instances } from '../../fhir/answers';
import { indexFields } from '../../form/enabled';
import type { Field } from '../../form/field';
import { readItems } from '../../mapping/item';
import { isLinkId } from '../../plan/link-ids';
import type { Said } from '../../record/conflict';
import { isolated, useTexts } from '../../texts/texts';
import { AnswerList, UnknownItems } from '../answer-list';
import { dateText } from '../format';
import { loadFields } from '../load-fields';
import { useSavingTexts } from '../saving-texts';

/** One side of a comparison, in the words of the form; nothing said is said too. */
export function SaidValue({
  field,
  said,
  fields,
}: {
  readonly field: string;
  readonly said: Said | undefined;
  /** Of the step that the entry belongs to; of step 1 for a child */
  readonly fields: readonly Field[];
}) {
  const { t } = useTexts();
  const saving = useSavingTexts();
  if (said === undefined) return <span className="note">{saving('conflict.nothing')}</span>;
  if (typeof said === 'object') return <ItemValue item={said} fields={fields} />;
  if (typeof said === 'boolean') return t(said ? 'field.yes' : 'field.no');
  if (field === 'status') return t(said === 'entered-in-error' ? 'field.no' : 'field.yes');
  if (field === 'birthDate') return dateText(said);
  if (field === 'relationship')
    return (
      indexFields(fields)
        .get('s1.kind.band')
        ?.field.options.find(({ coding }) => coding.code === said)?.label ?? said
    );
  return isolated(said);
}

function ItemValue({ item, fields }: { readonly item: QuestionnaireResponseItem; readonly fields: readonly Field[] }) {
  const field = fields.find(({ linkId }) => linkId === item.linkId);
  if (!field || !isLinkId(item.linkId)) return <UnknownItems items={[item]} />;
  const { answers, unknown } = readItems([item]);
  const inside = instances(answers, item.linkId)[0];
  if (inside) return <AnswerList fields={field.fields} answers={inside.items} />;
  if (!answers[item.linkId]) return <UnknownItems items={unknown.map((one) => one.item)} />;
  return (
    <div className="answer">
      <AnswerList fields={[{ ...field, hidden: false }]} answers={answers} />
    </div>
  );
}

const CHILD = ['name', 'birthDate', 'relationship', 'active', 'status'] as const;

/** What a field of a comparison is called: by the form for an item of an entry, with a number where it repeats. */
export function useFieldLabel(fields: readonly Field[]): (field: string, linkId?: string) => string {
  const saving = useSavingTexts();
  return (field, linkId) => {
    const own = CHILD.find((known) => known === field);
    if (own) return saving(`conflict.${own}`);
    const label = fields.find((one) => one.linkId === linkId)?.label ?? linkId ?? field;
    const number = /#(\d+)$/.exec(field)?.[1];
    return number ? `${label} (${Number(number) + 1})` : label;
  };
}

/** The fields that word a comparison, fetched where they are not there yet. */
export function useWording(step: Parameters<typeof loadFields>[0]): readonly Field[] {
  const { language } = useTexts();
  return use(loadFields(step, language));
}
