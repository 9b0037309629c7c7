import { type Answers, isInstance, type Value } from '../fhir/answers';
import { isDate } from './date-text';
import { type FieldIndex, indexFields, isEnabled, type Scopes } from './enabled';
import type { Field } from './field';

export interface FormIssue {
  readonly linkId: string;
  readonly kind: 'required' | 'option' | 'type' | 'disabled' | 'too-many' | 'unknown-item';
}

function fits(field: Field, value: Value): boolean {
  switch (field.type) {
    case 'boolean':
      return typeof value === 'boolean';
    case 'integer':
      // 32 bits, as FHIR has it.
      return typeof value === 'number' && (value | 0) === value;
    case 'date':
      return typeof value === 'string' && isDate(value);
    case 'string':
    case 'text':
      return typeof value === 'string' && value !== '';
    case 'choice':
      return typeof value === 'object' && !('reference' in value);
    case 'open-choice':
      return typeof value === 'string' || (typeof value === 'object' && !('reference' in value));
    case 'reference':
      return typeof value === 'object' && !('code' in value);
    default:
      return false;
  }
}

const isOption = (field: Field, value: Value): boolean =>
  field.options.length === 0 ||
  typeof value !== 'object' ||
  field.options.some(({ coding }) => 'code' in value && coding.code === value.code && coding.system === value.system);

/** Checks answers against their Questionnaire: what an engine would refuse in the response. An empty list means it is valid. */
export function check(
  fields: readonly Field[],
  answers: Answers,
  index: FieldIndex = indexFields(fields),
): FormIssue[] {
  const level = (inner: readonly Field[], items: Answers, scopes: Scopes): FormIssue[] => {
    const known = new Set(inner.map(({ linkId }) => linkId));
    const strangers = Object.keys(items).filter((linkId) => !known.has(linkId));
    return [
      ...strangers.map((linkId) => ({ linkId, kind: 'unknown-item' as const })),
      ...inner.flatMap((field) => one(field, items[field.linkId] ?? [], scopes)),
    ];
  };
  const one = (field: Field, given: Answers[string], scopes: Scopes): FormIssue[] => {
    const { linkId } = field;
    if (!isEnabled(field, index, scopes)) return given.length > 0 ? [{ linkId, kind: 'disabled' }] : [];
    if (given.length === 0) return field.required ? [{ linkId, kind: 'required' }] : [];
    const issues: FormIssue[] = given.length > 1 && !field.repeats ? [{ linkId, kind: 'too-many' }] : [];
    for (const answer of given) {
      if (isInstance(answer)) {
        if (field.type !== 'group') issues.push({ linkId, kind: 'type' });
        else issues.push(...level(field.fields, answer.items, [...scopes, answer.items]));
      } else if (!fits(field, answer)) issues.push({ linkId, kind: 'type' });
      else if (!isOption(field, answer)) issues.push({ linkId, kind: 'option' });
    }
    return issues;
  };
  return level(fields, answers, [answers]);
}
