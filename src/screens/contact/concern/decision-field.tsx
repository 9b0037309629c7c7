import { isInstance } from '../../../fhir/answers';
import type { Scopes } from '../../../form/enabled';
import { Fields } from '../../../form/fields';
import { type FieldProps, fieldId, useInner } from '../../../form/form';
import { WhereItStands } from './where-it-stands';

/** Questions that come after the sentence about where the step stands. */
const AFTER: readonly string[] = ['s4.besluit.motief'];

/** The team decision, and right under its answers where they lead. */
export function DecisionField({ field, given, path, scopes }: FieldProps) {
  const { key, items } = given.find(isInstance) ?? { key: '0', items: {} };
  const inside = { path: useInner(path, field.linkId, key), scopes: [...scopes, items] satisfies Scopes };
  return (
    <div className="field" id={fieldId(path, field.linkId)} data-link-id={field.linkId}>
      <fieldset>
        <legend className="visually-hidden">{field.label}</legend>
        <Fields fields={field.fields.filter(({ linkId }) => !AFTER.includes(linkId))} {...inside} />
        <WhereItStands answers={scopes[0]} />
        <Fields fields={field.fields.filter(({ linkId }) => AFTER.includes(linkId))} {...inside} />
      </fieldset>
    </div>
  );
}
