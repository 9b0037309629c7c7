import { Suspense } from 'react';
import type { Answers } from '../fhir/answers';
import type { Path } from './edit';
import { isEnabled, type Scopes } from './enabled';
import type { Field } from './field';
import { FieldView } from './field-view';
import { useForm } from './form';

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
    if (field.hidden || !form.shown(field) || !isEnabled(field, form.index, scopes)) return null;
    const shared = { field, given: answers[field.linkId] ?? NONE, path, scopes };
    const Custom = form.custom[field.linkId];
    if (!Custom) return <FieldView key={field.linkId} {...shared} />;
    return (
      <Suspense key={field.linkId} fallback={null}>
        <Custom {...shared} />
      </Suspense>
    );
  });
}
