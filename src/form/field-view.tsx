import { ChoiceField } from './choice-field';
import { type ControlProps, type FieldProps, fieldId } from './form';
import { later } from './later';

const GroupField = later<FieldProps>(async () => (await import('./group-field')).GroupField);
const InputField = later<ControlProps>(async () => (await import('./input-field')).InputField);
const LinesField = later<ControlProps>(async () => (await import('./lines-field')).LinesField);
const ReferenceField = later<ControlProps>(async () => (await import('./reference-field')).ReferenceField);

/** Fetches the controls that the first question does not need, so that they are there the moment another one does. */
export const loadLaterFields = () =>
  Promise.all([GroupField, InputField, LinesField, ReferenceField].map(({ load }) => load()));

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
  const { field, given, path } = props;
  const own = { field, given, path };
  switch (field.type) {
    case 'display':
      return <p className="guidance">{field.label}</p>;
    case 'group':
      return <GroupField {...props} />;
    case 'boolean':
    case 'choice':
    case 'open-choice':
      return <ChoiceField {...own} />;
    case 'reference':
      return <ReferenceField {...own} />;
    default:
      return field.repeats ? <LinesField {...own} /> : <InputField {...own} />;
  }
}
