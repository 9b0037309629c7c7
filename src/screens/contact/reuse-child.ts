import type { Reference } from 'fhir/r4';
import { type Answers, groupItems, type Instance, reference, string } from '../../fhir/answers';
import { IDENTIFIER_SYSTEM } from '../../mapping/canonical';
import { identityOf, type RelatedPerson } from '../../plan/children';
import { candidates, type Likeness } from '../../plan/same-child';

/** The reference to a person of the record, with our identifier when the app made that person. */
export const referenceTo = ({ id, uuid }: RelatedPerson): Reference => ({
  reference: `RelatedPerson/${id}`,
  type: 'RelatedPerson',
  ...(uuid ? { identifier: { system: IDENTIFIER_SYSTEM, value: uuid } } : {}),
});

/** Makes a typed row into a row of a person that the record has. What was typed stays as typed. */
export function reuse(row: Instance, person: RelatedPerson): Instance {
  const { 's1.kind.nieuw': fresh, ...rest } = row.items;
  const typed = fresh ? groupItems({ 's1.kind.nieuw': fresh }, 's1.kind.nieuw') : {};
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
      's1.kind.refpersoon': [referenceTo(person)],
      's1.kind.id': [person.id],
      ...(person.version ? { 's1.kind.versie': [person.version] } : {}),
    },
  };
}

/** The logical id of the person of the record that a row is about. */
export const personOf = (row: Instance): string | undefined =>
  string(row.items, 's1.kind.id') ?? reference(row.items, 's1.kind.refpersoon')?.reference?.split('/').at(-1);

/** The surest person of the record that a new row may be, among those that no other row is about. */
export function proposal(
  row: Instance,
  rows: readonly Instance[],
  record: readonly RelatedPerson[],
): { readonly person: RelatedPerson; readonly likeness: Likeness } | undefined {
  if (!row.items['s1.kind.nieuw']) return undefined;
  const taken = new Set(rows.map(personOf));
  return candidates(
    identityOf(row.items),
    record.filter(({ id }) => !taken.has(id)),
  )[0];
}
