import '../../fhir/no-eval';
import * as z from 'zod/mini';
import { parseJson } from '../../fhir/json';
import { isResourceType, readResource } from '../../fhir/schemas';
import type { ContactDraft } from '../contact';
import type { Journal } from '../journal';

/** A contact that was typed and not saved, and how far a save of it came. */
export interface KeptDraft {
  readonly draft: ContactDraft;
  readonly journal?: Journal;
  /** ISO 8601 */
  readonly keptAt: string;
}

const step = z.enum(['1', '2', '3', '4', '5', '6']);
const coding = z.looseObject({ code: z.optional(z.string()), system: z.optional(z.string()) });
const answer: z.ZodMiniType = z.lazy(() =>
  z.union([z.boolean(), z.number(), z.string(), z.strictObject({ key: z.string(), items: answers }), coding]),
);
const answers: z.ZodMiniType = z.lazy(() => z.record(z.string(), z.array(answer)));
const ids = z.partialRecord(z.string(), z.string());

const draft = z.strictObject({
  patient: z.string(),
  contactDate: z.optional(z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/))),
  setting: z.optional(coding),
  answers: z.partialRecord(step, answers),
  prefilled: answers,
  uuids: z.optional(
    z.strictObject({ entry: ids, provenance: ids, document: z.strictObject({ entries: ids, note: ids }) }),
  ),
});

const resource = z.looseObject({ resourceType: z.string() }).check(
  z.refine(({ resourceType, ...rest }) => {
    return isResourceType(resourceType) && readResource(resourceType, { resourceType, ...rest }) !== undefined;
  }, 'a resource that this app writes'),
);
const kinds = [
  'create-entry',
  'create-child',
  'merge-child',
  'retire-child',
  'amend-entry',
  'create-document',
  'create-provenance',
] as const;
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
    writes: z.array(z.looseObject({ kind: z.enum(kinds), fullUrl: z.string(), resource })),
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
  steps: z.record(
    z.string(),
    z.looseObject({ state: z.enum(['sent', 'stored', 'refused']), reference: z.optional(z.string()) }),
  ),
});

const kept = z.strictObject({ draft, journal: z.optional(journal), keptAt: z.string() });

/** Reads what was kept; undefined when it is not what this version keeps: a draft is input like any other. */
export function readKeptDraft(text: string, patient: string): KeptDraft | undefined {
  const read = kept.safeParse(parseJson(text));
  if (!read.success || read.data.draft.patient !== patient) return undefined;
  return read.data as unknown as KeptDraft;
}

/** The time stands last, where it is found without reading the rest. */
export const writeKeptDraft = ({ draft, journal, keptAt }: KeptDraft): string =>
  JSON.stringify({ draft, ...(journal ? { journal } : {}), keptAt });
