import fc from 'fast-check';
import type { Answers, Instance, Value } from '../../src/fhir/answers';
import { isEnabled, type Scopes } from '../../src/form/enabled';
import type { Field } from '../../src/form/field';
import type { Step } from '../../src/plan/entry';
import { coding } from './fixtures';
import { FIELDS, INDEXES } from './questionnaires';

/** The ways in which a response is broken, one at a time. */
export const FAULTS = ['required', 'option', 'type', 'disabled', 'too-many', 'unknown-item'] as const;
export type Fault = (typeof FAULTS)[number];

interface Place {
  readonly field: Field;
  readonly given: Answers[string];
  readonly isEnabled: boolean;
  readonly put: (given: Answers[string]) => Answers;
}

/** Every item of the form at every place where the answers have room for it, with the answers that result from a change there. */
function places(step: Step, answers: Answers): Place[] {
  const level = (
    fields: readonly Field[],
    items: Answers,
    scopes: Scopes,
    rebuild: (items: Answers) => Answers,
  ): Place[] =>
    fields.flatMap((field): Place[] => {
      if (field.type === 'display') return [];
      const given = items[field.linkId] ?? [];
      const put = (changed: Answers[string]): Answers => {
        const { [field.linkId]: _, ...others } = items;
        return rebuild(changed.length > 0 ? { ...others, [field.linkId]: changed } : others);
      };
      const inside = given.flatMap((answer, index) =>
        typeof answer === 'object' && 'items' in answer
          ? level(field.fields, answer.items, [...scopes, answer.items], (inner) =>
              put(given.map((other, at): Value | Instance => (at === index ? { ...answer, items: inner } : other))),
            )
          : [],
      );
      return [{ field, given, isEnabled: isEnabled(field, INDEXES[step], scopes), put }, ...inside];
    });
  return level(FIELDS[step], answers, [answers], (items) => items);
}

const wrongTypes = (field: Field): Value[] => {
  if (field.type === 'boolean' || field.type === 'integer') return ['three'];
  if (field.type === 'date') return [true, '2026-02-30', '2026-13', '2026-1-1', '24/11/2026'];
  if (field.type === 'string' || field.type === 'text') return [true];
  return field.type === 'reference' ? ['somebody'] : [4];
};

const someValue = (field: Field): Value | undefined => {
  const coded = field.options[0]?.coding;
  if (coded) return coded;
  if (field.type === 'boolean') return true;
  if (field.type === 'integer') return 1;
  if (field.type === 'date') return '2026-11-24';
  if (field.type === 'reference') return { reference: 'RelatedPerson/1' };
  return field.type === 'string' || field.type === 'text' ? 'words' : undefined;
};

const isLeaf = ({ field }: Place): boolean => field.type !== 'group';

/** Every way to bring one fault into valid answers. */
export function faulty(step: Step, answers: Answers, fault: Fault): Answers[] {
  const all = places(step, answers);
  const here = all.filter(({ given, isEnabled: enabled }) => enabled && given.length > 0);
  const value = (place: Place): Value | undefined => someValue(place.field);
  switch (fault) {
    case 'required':
      return here.filter(({ field }) => field.required).map(({ put }) => put([]));
    case 'option':
      return here
        .filter(({ field }) => field.type === 'choice' && field.options.length > 0)
        .flatMap(({ field, put }) => {
          const { code = '', display = '' } = field.options[0]?.coding ?? {};
          const elsewhere = { system: 'https://example.org/codes', code };
          return [coding('of-no-list'), elsewhere, { code }, { display }].map((value) => put([value]));
        });
    case 'type':
      return here.filter(isLeaf).flatMap(({ field, put }) => wrongTypes(field).map((value) => put([value])));
    case 'disabled':
      return all
        .filter((place) => isLeaf(place) && !place.isEnabled)
        .flatMap((place) => {
          const one = value(place);
          return one === undefined ? [] : [place.put([one])];
        });
    case 'too-many':
      return here
        .filter(({ field, given }) => !field.repeats && given.length === 1)
        .map(({ given, put }) => put([...given, ...given.map(again)]));
    case 'unknown-item':
      return [{ ...answers, [`s${step}.gone`]: ['x'] }];
  }
}

const again = (answer: Value | Instance): Value | Instance =>
  typeof answer === 'object' && 'items' in answer ? { ...answer, key: `${answer.key}+` } : answer;

/** Valid answers with one fault in them, or none where the answers have no place for it. */
export const withFault = (step: Step, valid: fc.Arbitrary<Answers>, fault: Fault): fc.Arbitrary<Answers | undefined> =>
  valid.chain((answers) => {
    const ways = faulty(step, answers, fault);
    return ways.length > 0 ? fc.constantFrom(...ways) : fc.constant(undefined);
  });
