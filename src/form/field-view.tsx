import { ChoiceField } from './choice-field';
import { type FieldProps, fieldId } from './form';
import { GroupField } from './group-field';
import { InputField } from './input-field';
import { LinesField } from './lines-field';
import { ReferenceField } from './reference-field';

/** One item of a Questionnaire as native controls. */
export function FieldView(props: FieldProps) {
  const { field, path } = props;
  const instance = path.at(-1)?.key;
  return (
    <div
      className={`field field-${field.type}`}
      id={fieldId(path, field.linkId)}
      data-link-id={field.linkId}
      {...(instance === undefined ? {} : { 'data-instance': instance })}
    >
      <Control {...props} />
    </div>
  );
}

function Control(props: FieldProps) {
  const { field } = props;
  switch (field.type) {
    case 'display':
      return <p className="guidance">{field.label}</p>;
    case 'group':
      return <GroupField {...props} />;
    case 'boolean':
    case 'choice':
    case 'open-choice':
      return <ChoiceField {...props} />;
    case 'reference':
      return <ReferenceField {...props} />;
    default:
      return field.repeats ? <LinesField {...props} /> : <InputField {...props} />;
  }
}
