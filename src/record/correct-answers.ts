import { type Answers, groupItems, type Instance, instances, string } from '../fhir/answers';
import { writeItems } from '../mapping/write-items';
import { resolveChildren } from './child-references';
import { isBare } from './contact';
import { type ChildPermissions, type ChildWrites, childWrites, linked } from './intend-children';
import type { Persons } from './snapshot';

const said = (linkId: string, given: Answers[string] | undefined): string =>
  JSON.stringify(given ? writeItems({ [linkId]: given }, () => undefined) : []);

/** The items that say something else than before; the keys of instances and the order of their answers do not count. */
export function changedItems(before: Answers, after: Answers): string[] {
  const linkIds = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return linkIds.filter((linkId) => said(linkId, before[linkId]) !== said(linkId, after[linkId]));
}

/**
 * What the children of a corrected entry ask of the record: those that were added are made, gaps are filled by what was changed.
 * A child that the entry had and the record did not get then is not made now.
 */
export function correctedChildren(
  before: Answers,
  after: Answers,
  record: Persons,
  patient: string,
  may: ChildPermissions,
  contactDate: string,
): ChildWrites & { readonly answers: Answers } {
  const had = instances(before, 's1.kind');
  const old = new Set(had.map(content));
  const named = new Set(had.flatMap((row) => newUuid(row) ?? []));
  const inRecord = new Set(record.persons.flatMap(({ uuid }) => uuid ?? []));
  const isAsked = (row: Instance) => {
    const uuid = newUuid(row);
    return !old.has(content(row)) && (uuid === undefined || !named.has(uuid) || inRecord.has(uuid));
  };
  const rows = instances(after, 's1.kind')
    .filter((row) => !isBare(row) || old.has(content(row)))
    .map((row) => (isAsked(row) ? linked(row) : row));
  const { 's1.kind': _, ...others } = after;
  const asked = childWrites({ 's1.kind': rows.filter(isAsked) }, record, patient, may, contactDate);
  const answers = rows.length > 0 ? { ...others, 's1.kind': rows } : others;
  return { ...asked, answers: resolveChildren(answers, asked.places) };
}

const content = ({ items }: Instance): string => said('s1.kind', [{ key: '', items }]);

const newUuid = ({ items }: Instance): string | undefined =>
  string(groupItems(items, 's1.kind.nieuw'), 's1.kind.nieuw.uuid');
