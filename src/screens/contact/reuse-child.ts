import type { Reference } from 'fhir/r4';
import { type Answers, groupItems, type Instance, reference, string } from '../../fhir/answers';
import { IDENTIFIER_SYSTEM } from '../../mapping/canonical';
import { identityOf, type RelatedPerson } from '../../plan/children';
import { candidates, type Likeness } from '../../plan/same-child';

/** The reference to a person of the record, with our identifier when the app made that person. */
const referenceTo = ({ id, uuid }: RelatedPerson): Reference => ({
  reference: `RelatedPerson/${id}`,
  type: 'RelatedPerson',
  ...(uuid ? { identifier: { system: IDENTIFIER_SYSTEM, value: uuid } } : {}),
});

/** Makes a typed row into a row of a person that the record has. What was typed stays as typed. */
export function reuse(row: Instance, person: RelatedPerson): Instance {
  const { 's1.kind.nieuw': fresh, ...rest } = row.items;
  const typed = fresh ? groupItems({ 's1.kind.nieuw': fresh }, 's1.kind.nieuw') : {};
  const uuid = string(typed, 's1.kind.nieuw.uuid');
  const moved: Answers = Object.fromEntries(
    ['voornaam', 'naam', 'geboortedatum', 'band'].flatMap((part) => {
      const given = typed[`s1.kind.nieuw.${part}`];
      return given ? [[`s1.kind.${part}`, given] as const] : [];
    }),
  );
  return {
    ...row,
    items: {
      ...rest,
      ...moved,
      // The row's own number stays with the reference, so that earlier entries with that number are the same child.
      's1.kind.refpersoon': [referenceTo({ ...person, ...(uuid && !person.uuid ? { uuid } : {}) })],
      's1.kind.id': [person.id],
      ...(person.version ? { 's1.kind.versie': [person.version] } : {}),
    },
  };
}

/** The logical id of the person of the record that a row is about. */
export const personOf = (row: Instance): string | undefined =>
  string(row.items, 's1.kind.id') ?? reference(row.items, 's1.kind.refpersoon')?.reference?.split('/').at(-1);

/**
 * The rows when one of them is a person of the record after all. A row that stood there for that person gives what else it
 * says, and goes.
 */
export function withReused(rows: readonly Instance[], key: string, person: RelatedPerson): Instance[] {
  const before = rows.find((row) => row.key !== key && personOf(row) === person.id);
  return rows.flatMap((row) => {
    if (row === before) return [];
    return row.key === key ? [{ ...row, items: { ...before?.items, ...reuse(row, person).items } }] : [row];
  });
}

/** The surest person of the record that a new row may be, also one that another row is about already. */
export function proposal(
  row: Instance,
  record: readonly RelatedPerson[],
): { readonly person: RelatedPerson; readonly likeness: Likeness } | undefined {
  // In an earlier entry that is corrected, a child stands as it was told, beside the person that was made for it.
  const settled = record.some(({ id }) => id === personOf(row));
  return row.items['s1.kind.nieuw'] && !settled ? candidates(identityOf(row.items), record)[0] : undefined;
}
