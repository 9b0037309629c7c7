import '../../fhir/no-eval';
import * as z from 'zod/mini';
import type { Answers } from '../../fhir/answers';
import { parseJson } from '../../fhir/json';
import { type ResourceType, readResource } from '../../fhir/schemas';
import { isDate } from '../../plan/date';
import { STEPS } from '../../plan/entry';
import type { ContactDraft } from '../contact';
import type { Change, Creation } from '../intended';
import type { Journal } from '../journal';

/** A contact that was typed and not saved, and how far a save of it came. */
export interface KeptDraft {
  readonly draft: ContactDraft;
  readonly journal?: Journal;
  /** ISO 8601 */
  readonly keptAt: string;
}

const text = z.optional(z.string());

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isTextOrAbsent = (value: unknown): boolean => value === undefined || typeof value === 'string';

/** A group is read answer by answer; whatever else is an object is a Coding or a Reference. */
function isAnswer(answer: unknown): boolean {
  if (!isObject(answer)) return ['boolean', 'number', 'string'].includes(typeof answer);
  if ('items' in answer)
    return Object.keys(answer).length === 2 && typeof answer.key === 'string' && isAnswers(answer.items);
  const { system, code, display, reference, identifier } = answer;
  return [system, code, display, reference].every(isTextOrAbsent) && (identifier === undefined || isObject(identifier));
}
const isAnswers = (answers: unknown): answers is Answers =>
  isObject(answers) && Object.values(answers).every((given) => Array.isArray(given) && given.every(isAnswer));

const answers = z.custom<Answers>(isAnswers);
const some = z.optional(answers);
const uuid = z.string().check(z.regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/));
const perStep = { 1: uuid, 2: uuid, 3: uuid, 4: uuid, 5: uuid, 6: uuid };
const six = z.strictObject(perStep);

const draft = z.strictObject({
  patient: z.string(),
  contactDate: z.optional(z.string().check(z.refine((day) => day.length === 10 && isDate(day), 'YYYY-MM-DD'))),
  setting: z.optional(z.looseObject({ system: text, code: z.string(), display: text })),
  answers: z.strictObject({ 1: some, 2: some, 3: some, 4: some, 5: some, 6: some }),
  prefilled: answers,
  uuids: z.optional(
    z.strictObject({
      entry: six,
      provenance: z.strictObject({ ...perStep, children: uuid }),
      document: z.strictObject({ entries: six, note: six }),
    }),
  ),
});

const resourceOf = (type: ResourceType) =>
  z
    .looseObject({ resourceType: z.literal(type) })
    .check(z.refine((resource) => readResource(type, resource) !== undefined, 'a resource that this app writes'));
const stepNumber = z.number().check(z.refine((step) => STEPS.some((known) => known === step), 'a step'));
const steps = z.array(stepNumber);
const creation = (kind: Creation['kind'], type: ResourceType) => ({
  kind: z.literal(kind),
  uuid,
  fullUrl: z.string(),
  resource: resourceOf(type),
});
const change = (kind: Change['kind'], type: ResourceType) => ({
  kind: z.literal(kind),
  id: z.string(),
  version: z.string(),
  fullUrl: z.string(),
  before: resourceOf(type),
  resource: resourceOf(type),
});
const write = z.union([
  z.looseObject({ ...creation('create-entry', 'QuestionnaireResponse'), step: stepNumber }),
  z.looseObject(creation('create-child', 'RelatedPerson')),
  z.looseObject({
    ...creation('create-document', 'DocumentReference'),
    content: z.enum(['note', 'entries']),
    steps,
    entries: z.array(resourceOf('QuestionnaireResponse')),
  }),
  z.looseObject({ ...creation('create-provenance', 'Provenance'), steps }),
  z.looseObject({ ...change('merge-child', 'RelatedPerson'), filled: z.array(z.string()) }),
  z.looseObject(change('retire-child', 'RelatedPerson')),
  z.looseObject({
    ...change('amend-entry', 'QuestionnaireResponse'),
    step: stepNumber,
    becomes: z.enum(['amended', 'entered-in-error']),
  }),
]);
const progress = z.union([
  z.strictObject({ state: z.enum(['sent', 'refused']) }),
  z.strictObject({ state: z.literal('stored'), reference: z.string(), version: text }),
]);
const means = z.strictObject({
  conditionalCreate: z.boolean(),
  search: z.boolean(),
  read: z.boolean(),
  change: z.enum(['update', 'patch', 'none']),
  refusesStale: z.boolean(),
});
const journal = z.strictObject({
  plan: z.looseObject({
    kind: z.literal('save'),
    writes: z.array(write),
    leftOut: z.array(z.looseObject({ what: z.string(), reason: z.string() })),
    together: z.boolean(),
    readsTogether: z.boolean(),
    seesLabelled: z.boolean(),
    knownPersons: z.array(z.string()),
    means: z.strictObject({
      QuestionnaireResponse: means,
      RelatedPerson: means,
      DocumentReference: means,
      Provenance: means,
    }),
  }),
  steps: z.custom<Journal['steps']>(
    (steps) => isObject(steps) && Object.values(steps).every((each) => progress.safeParse(each).success),
  ),
});

const kept = z.strictObject({
  draft,
  journal: z.optional(journal),
  keptAt: z.string().check(z.refine((time) => !Number.isNaN(Date.parse(time)), 'an instant')),
});

/** Reads what was kept; undefined when it is not what this version keeps: a draft is input like any other. */
export function readKeptDraft(text: string, patient: string): KeptDraft | undefined {
  const read = kept.safeParse(parseJson(text));
  if (!read.success || read.data.draft.patient !== patient) return undefined;
  return read.data as unknown as KeptDraft;
}

/** The time stands last, where it is found without reading the rest. */
export const writeKeptDraft = ({ draft, journal, keptAt }: KeptDraft): string =>
  JSON.stringify({ draft, ...(journal ? { journal } : {}), keptAt });
