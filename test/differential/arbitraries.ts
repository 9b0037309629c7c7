import fc from 'fast-check';
import type { Answers, Instance, Value } from '../../src/fhir/answers';
import { prune } from '../../src/form/enabled';
import type { Field } from '../../src/form/field';
import { QUESTIONNAIRE_VERSION } from '../../src/mapping/canonical';
import { isDate } from '../../src/plan/date';
import { type Correction, type Entry, STEPS, type Step } from '../../src/plan/entry';
import { FIELDS, INDEXES } from './questionnaires';
import './seed';

const two = (value: number): string => String(value).padStart(2, '0');

/** A whole day that exists, YYYY-MM-DD. */
export const day: fc.Arbitrary<string> = fc
  .record({
    year: fc.integer({ min: 2004, max: 2030 }),
    month: fc.integer({ min: 1, max: 12 }),
    dayOfMonth: fc.integer({ min: 1, max: 31 }),
  })
  .map(({ year, month, dayOfMonth }) => `${year}-${two(month)}-${two(dayOfMonth)}`)
  .filter(isDate);

/** A FHIR date: whole, or a month or a year. */
export const partialDate: fc.Arbitrary<string> = fc
  .tuple(day, fc.constantFrom(10, 10, 7, 4))
  .map(([date, length]) => date.slice(0, length));

/** Text as FHIR allows it: not empty, no space at either end; accents, quotes and line ends may occur in it. */
export const text: fc.Arbitrary<string> = fc
  .string({ unit: fc.constantFrom(...'abcdefzAZ09éèïöß"\'\\<&{}|:;,.!?-/ \n'), minLength: 1, maxLength: 24 })
  .map((value) => value.trim())
  .filter((value) => value !== '');

const reference: fc.Arbitrary<Value> = fc.oneof(
  fc.constantFrom('a', 'b', 'c-1').map((id) => ({ reference: `RelatedPerson/${id}` })),
  fc.uuid().map((uuid) => ({ reference: `urn:uuid:${uuid}` })),
);

const option = ({ options }: Field): fc.Arbitrary<Value> => fc.constantFrom(...options.map(({ coding }) => coding));

function value(field: Field): fc.Arbitrary<Value> | undefined {
  switch (field.type) {
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return fc.integer({ min: 0, max: 6 });
    case 'date':
      return field.linkId.endsWith('.contactDate') ? day : partialDate;
    case 'string':
      return text.map((given) => given.replaceAll('\n', ' '));
    case 'text':
      return text;
    case 'choice':
      return field.options.length > 0 ? option(field) : undefined;
    case 'open-choice':
      return fc.oneof(option(field), text);
    case 'reference':
      return reference;
    default:
      return undefined;
  }
}

const keyed = (items: Answers[]): Instance[] => items.map((inner, index) => ({ key: String(index), items: inner }));

function answersTo(field: Field): fc.Arbitrary<Answers[string]> | undefined {
  const max = field.repeats ? 3 : 1;
  if (field.type === 'group')
    return fc
      .array(answersOf(field.fields), { minLength: 1, maxLength: max })
      .map((all) => keyed(all.filter((inner) => Object.keys(inner).length > 0)));
  const one = value(field);
  if (!one) return undefined;
  return field.options.length > 0 && field.type === 'choice'
    ? fc.uniqueArray(one, { minLength: 1, maxLength: max, selector: (given) => JSON.stringify(given) })
    : fc.uniqueArray(one, { minLength: 1, maxLength: max });
}

/** Answers to any of the fields, whether enabled or not; a required one always has an answer. */
export function answersOf(fields: readonly Field[]): fc.Arbitrary<Answers> {
  const present = fields.flatMap((field) => {
    const answers = answersTo(field);
    return answers ? [[field.linkId, field.required ? answers : fc.option(answers, { nil: [] })] as const] : [];
  });
  return fc
    .record(Object.fromEntries(present))
    .map((all) => Object.fromEntries(Object.entries(all).filter(([, given]) => given.length > 0)));
}

const rekeyed = (answers: Answers): Answers =>
  Object.fromEntries(
    Object.entries(answers).map(([linkId, given]) => [
      linkId,
      given.map((answer, index) =>
        typeof answer === 'object' && 'items' in answer ? { key: String(index), items: rekeyed(answer.items) } : answer,
      ),
    ]),
  );

/** Answers of one step that are valid by construction: what is not enabled is pruned away. */
export const validAnswers = (step: Step): fc.Arbitrary<Answers> =>
  answersOf(FIELDS[step]).map((answers) => rekeyed(prune(FIELDS[step], answers, INDEXES[step])));

const instant = fc
  .date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString());

export const STATUSES = ['completed', 'completed', 'amended', 'entered-in-error', 'in-progress', 'stopped'] as const;

/** One entry of a step, with valid answers; its identifier comes from the caller. */
export const entryOf = (id: string, step: Step, answers = validAnswers(step)): fc.Arbitrary<Entry> =>
  fc.record({ answers, recordedAt: instant, status: fc.constantFrom(...STATUSES) }).map((generated) => ({
    id,
    step,
    version: QUESTIONNAIRE_VERSION,
    contactDate: String(generated.answers[`s${step}.contactDate`]?.[0] ?? ''),
    ...generated,
  }));

const corrected = (entry: Entry, ids: readonly string[]): fc.Arbitrary<Entry> =>
  fc
    .option(
      fc.record<Correction>({
        entry: fc.constantFrom(...ids),
        kind: fc.constantFrom('replaces' as const, 'withdraws' as const),
      }),
      { nil: undefined, freq: 3 },
    )
    .map((corrects) => (corrects && corrects.entry !== entry.id ? { ...entry, corrects } : entry));

/** A set of entries that correct each other now and then, some read in two versions. */
export const entrySet: fc.Arbitrary<Entry[]> = fc
  .uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'), { minLength: 1, maxLength: 6 })
  .chain((ids) =>
    fc.tuple(
      ...[...ids, ids[0] ?? 'a'].map((id) =>
        fc
          .constantFrom(...STEPS)
          .chain((step) => entryOf(id, step))
          .chain((entry) => corrected(entry, ids)),
      ),
    ),
  );
