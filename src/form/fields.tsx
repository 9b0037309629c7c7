import { Suspense } from 'react';
import { type Answers, groupItems } from '../fhir/answers';
import type { Path } from './edit';
import { isEnabled, type Scopes } from './enabled';
import type { Field } from './field';
import { FieldView } from './field-view';
import { type Form, useForm } from './form';

const NONE: Answers[string] = [];

/** The fields of one level that take an answer now. */
export function Fields({
  fields,
  path,
  scopes,
}: {
  readonly fields: readonly Field[];
  readonly path: Path;
  readonly scopes: Scopes;
}) {
  const form = useForm();
  const answers = scopes.at(-1) ?? {};
  return fields.map((field) => {
    if (!isDrawn(field, form, scopes)) return null;
    const shared = { field, given: answers[field.linkId] ?? NONE, path, scopes };
    const View = form.custom[field.linkId] ?? FieldView;
    // One field that is fetched must not hide the others.
    return (
      <Suspense key={field.linkId} fallback={null}>
        <View {...shared} />
      </Suspense>
    );
  });
}

/** A group that asks nothing now would be an empty frame. */
function isDrawn(field: Field, form: Form, scopes: Scopes): boolean {
  if (field.hidden || !form.shown(field) || !isEnabled(field, form.index, scopes)) return false;
  if (field.type !== 'group' || field.repeats) return true;
  const inside: Scopes = [...scopes, groupItems(scopes.at(-1) ?? {}, field.linkId)];
  return field.fields.some((child) => child.type !== 'display' && isDrawn(child, form, inside));
}
