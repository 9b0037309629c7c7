import type { QuestionnaireResponse, QuestionnaireResponseItem, RelatedPerson } from 'fhir/r4';
import { CORRECTS } from '../mapping/canonical';
import { CHILD_FIELDS, type ChildField, saidOf, withChildField, withNumbers } from './conflict-child';
import { itemFields, sameItem, withItems } from './conflict-items';
import type { AmendEntry, Change, FilledElement, MergeChild, RetireChild } from './intended';

/** A name as the host spells it, a date, a code or status; in use or not; an item of an entry */
export type Said = string | boolean | QuestionnaireResponseItem;

/** One point on which a change that came too late and what stands there can be told apart */
export interface ComparedField {
  /** An element of the child, `status` of the entry, or the linkId of an item (with a number where a group repeats) */
  readonly field: string;
  /** Of the item, where it is one */
  readonly linkId?: string;
  readonly opened: Said | undefined;
  readonly now: Said | undefined;
  readonly typed: Said | undefined;
  /** asked: the person chooses; agreed: both did the same; theirs: only the other changed it, and it stays so */
  readonly standing: 'asked' | 'agreed' | 'theirs';
}

export type Comparison =
  | { readonly kind: 'compared'; readonly fields: readonly ComparedField[] }
  /** gone: deleted, or not shown to this session; other-patient: it says that it is about someone else; no-version: it can not be changed safely */
  | { readonly kind: 'gone' | 'other-patient' | 'no-version' };

/** Per field whose word stands; a field without a choice stays as it is now */
export type Choices = ReadonlyMap<string, 'now' | 'typed'>;

/** Lays a change that came too late beside what stands there now, field by field. */
export function compareFields(write: Change, now: Change['before'] | undefined): Comparison {
  const trouble = troubleOf(write, now);
  if (trouble) return { kind: trouble };
  return { kind: 'compared', fields: rowsOf(write, now).map(({ field }) => field) };
}

/**
 * The change on the version that stands there now, with the fields that the person chose and everything else as it is now.
 * Undefined: nothing is left to write, or it cannot be written at all (gone, about another patient, without a version).
 */
export function resolve(write: Change, now: Change['before'] | undefined, choices: Choices): Change | undefined {
  if (troubleOf(write, now) || !now) return undefined;
  const taken = rowsOf(write, now).filter(
    ({ field }) => field.standing === 'asked' && choices.get(field.field) === 'typed',
  );
  const version = now.meta?.versionId ?? '';
  if (write.kind === 'amend-entry')
    return now.resourceType === 'QuestionnaireResponse' ? entryResolved(write, now, taken, version) : undefined;
  return now.resourceType === 'RelatedPerson' ? childResolved(write, now, taken, version) : undefined;
}

function troubleOf(
  write: Change,
  now: Change['before'] | undefined,
): 'gone' | 'other-patient' | 'no-version' | undefined {
  if (!now || now.resourceType !== write.resource.resourceType || now.id !== write.id) return 'gone';
  if (subjectOf(now) !== subjectOf(write.before)) return 'other-patient';
  return now.meta?.versionId === undefined ? 'no-version' : undefined;
}

const subjectOf = (resource: Change['before']): string | undefined =>
  (resource.resourceType === 'RelatedPerson' ? resource.patient : resource.subject)?.reference?.replace(
    /\/_history\/.*$/,
    '',
  );

/** A field with, for an item, the very items that it stands for */
interface Row {
  readonly field: ComparedField;
  readonly items?: {
    readonly now: QuestionnaireResponseItem | undefined;
    readonly typed: QuestionnaireResponseItem | undefined;
  };
}

function rowsOf(write: Change, now: Change['before'] | undefined): Row[] {
  if (write.kind === 'amend-entry') return now?.resourceType === 'QuestionnaireResponse' ? entryRows(write, now) : [];
  return now?.resourceType === 'RelatedPerson' ? childRows(write, now) : [];
}

function childRows({ before, resource }: MergeChild | RetireChild, now: RelatedPerson): Row[] {
  return CHILD_FIELDS.flatMap((field) => {
    const [opened, is, typed] = [before, now, resource].map((person) => saidOf(person, field));
    const standing = standingOf(opened === typed, opened === is, is === typed);
    return standing ? [{ field: { field, opened, now: is, typed, standing } }] : [];
  });
}

function entryRows({ before, resource }: AmendEntry, now: QuestionnaireResponse): Row[] {
  const items = itemFields(before.item ?? [], now.item ?? [], resource.item ?? []).flatMap((row): Row[] => {
    const { opened, now: is, typed } = row;
    const standing = standingOf(sameItem(opened, typed), sameItem(opened, is), sameItem(is, typed));
    return standing ? [{ field: { ...row, standing }, items: { now: is, typed } }] : [];
  });
  // Completed or amended makes no difference to a reader. Whether it counts does, also where only the other changed that.
  const counts = ({ status }: QuestionnaireResponse) => status !== 'entered-in-error';
  const alike = counts(now) === counts(resource);
  const standing = standingOf(alike && counts(before) === counts(resource), alike, alike);
  const status = { field: 'status', opened: before.status, now: now.status, typed: resource.status };
  return [...items, ...(standing ? [{ field: { ...status, standing } }] : [])];
}

function standingOf(untouched: boolean, stays: boolean, alike: boolean): ComparedField['standing'] | undefined {
  if (untouched) return stays ? undefined : 'theirs';
  return alike ? 'agreed' : 'asked';
}

function childResolved(
  write: MergeChild | RetireChild,
  now: RelatedPerson,
  taken: readonly Row[],
  version: string,
): Change | undefined {
  const fields = taken.map(({ field }) => field.field as ChildField);
  const merged = fields.reduce(
    (person, field) => withChildField(person, write.resource, field),
    withNumbers(now, write.before, write.resource),
  );
  if (merged === now) return undefined;
  const change = { id: write.id, version, fullUrl: write.fullUrl, before: now, resource: { ...merged, id: write.id } };
  if (write.kind === 'retire-child') return { kind: 'retire-child', ...change };
  const filled = fields.filter((field): field is FilledElement => field !== 'active');
  return { kind: 'merge-child', ...change, filled };
}

function entryResolved(
  write: AmendEntry,
  now: QuestionnaireResponse,
  taken: readonly Row[],
  version: string,
): AmendEntry | undefined {
  if (taken.length === 0) return undefined;
  const items = taken.flatMap((row) => row.items ?? []);
  const { item: _, ...rest } = items.length > 0 ? withStaleTextGone(now) : now;
  const item = withItems(now.item ?? [], items);
  const chosen = taken.some(({ field }) => field.field === 'status') ? write.resource.status : now.status;
  const becomes = chosen === 'entered-in-error' ? 'entered-in-error' : 'amended';
  // Answers in an entry that stays withdrawn would be read by no one.
  if (becomes !== write.becomes) return undefined;
  const typedReason = write.resource.extension?.filter(({ url }) => url === CORRECTS) ?? [];
  const extension = [
    ...(now.extension ?? []).filter(({ url }) => typedReason.length === 0 || url !== CORRECTS),
    ...typedReason,
  ];
  const resource: AmendEntry['resource'] = {
    ...rest,
    id: write.id,
    ...withLabels(now, write.resource),
    ...(extension.length > 0 ? { extension } : {}),
    status: becomes,
    ...(write.resource.authored ? { authored: write.resource.authored } : {}),
    ...(item.length > 0 ? { item } : {}),
  };
  return { ...write, becomes, version, before: now, resource };
}

/** A text that was made from the answers would tell the earlier ones; one with words of its own stays. */
export function withStaleTextGone(resource: QuestionnaireResponse): QuestionnaireResponse {
  const { text, ...rest } = resource;
  return text?.status === 'generated' || text?.status === 'extensions' ? rest : resource;
}

/** A label that the correction brings is added; none is ever taken away. */
function withLabels(now: QuestionnaireResponse, typed: QuestionnaireResponse): Pick<QuestionnaireResponse, 'meta'> {
  const had = now.meta?.security ?? [];
  const more = (typed.meta?.security ?? []).filter(
    ({ system, code }) => !had.some((label) => label.system === system && label.code === code),
  );
  return more.length > 0 ? { meta: { ...now.meta, security: [...had, ...more] } } : {};
}
