import type { QuestionnaireResponse } from 'fhir/r4';
import type { Step } from '../../plan/entry';
import { itemFields, sameItem } from '../../record/conflict-items';
import { SaidValue, useFieldLabel, useWording } from '../conflict/said';
import { useSavingTexts } from '../saving-texts';

/** What a correction changes, item by item: how it stood, how it will stand. */
export function ChangeList(props: {
  readonly before: QuestionnaireResponse;
  readonly after: QuestionnaireResponse;
  readonly step: Step;
}) {
  const { before, after, step } = props;
  const saving = useSavingTexts();
  const fields = useWording(step);
  const labelOf = useFieldLabel(fields);
  const had = before.item ?? [];
  const changed = itemFields(had, had, after.item ?? []).filter(({ now, typed }) => !sameItem(now, typed));
  return (
    <div className="comparison-frame">
      <table className="comparison" data-changes>
        <thead>
          <tr>
            <th scope="col">{saving('conflict.field')}</th>
            <th scope="col">{saving('correct.was')}</th>
            <th scope="col">{saving('correct.becomes')}</th>
          </tr>
        </thead>
        <tbody>
          {changed.map(({ field, linkId, now, typed }) => (
            <tr key={field} data-field={field}>
              <th scope="row">{labelOf(field, linkId)}</th>
              <td>
                <SaidValue field={field} said={now} fields={fields} />
              </td>
              <td>
                <SaidValue field={field} said={typed} fields={fields} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
