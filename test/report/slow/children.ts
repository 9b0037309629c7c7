import type { ChildTruth, PersonTruth } from '../generate/truth';
import { ofAge } from './days';
import type { Standing } from './standing';
import type { Unit } from './unit';

/** A child in the place where it is listed, which tells it from every other row. */
type Row = ChildTruth & { readonly place: string };

/** What is known of one child, by the entries alone. */
interface Known {
  named: boolean;
  birthDate?: string | undefined;
  permanent?: string | undefined;
  residence?: string | undefined;
}

const listsChildren = ({ entry: { said } }: Standing): boolean =>
  (said.count ?? 0) >= 1 || (said.children ?? []).length > 0;

/** Which child of the client a row is about: a person of the record, a number of our own, or nobody that another row is about. */
function childOf(row: Row, rows: readonly Row[], persons: readonly PersonTruth[]): string {
  if (row.person) return `RelatedPerson/${row.person}`;
  if (!row.fresh) return row.hostId ? `RelatedPerson/${row.hostId}` : row.place;
  if (!row.ownId) return row.place;
  const inRecord = persons.find(({ ownId }) => ownId === row.ownId)?.id;
  const elsewhere = rows.find((other) => other.fresh && other.ownId === row.ownId && other.person)?.person;
  const person = inRecord ?? elsewhere;
  return person ? `RelatedPerson/${person}` : row.ownId;
}

/** The children of one client as of an entry, by what they are known by. */
function union(rows: readonly Row[], nameOf: (row: Row) => string): Map<string, Known> {
  const children = new Map<string, Known>();
  for (const row of rows) {
    const child = nameOf(row);
    const before = children.get(child);
    children.set(child, {
      named: row.named || (before?.named ?? false),
      birthDate: row.birthDate ?? before?.birthDate,
      permanent: row.permanent ?? before?.permanent,
      residence: row.residence ?? before?.residence,
    });
  }
  return children;
}

/** Per month of one client the children that are known by its last entry about them, and how many are known well. */
export function childUnits(standing: readonly Standing[], persons: readonly PersonTruth[]): Unit[] {
  const entries = standing.filter(({ step }) => step === 1);
  const rowsOf = (some: readonly Standing[]) =>
    some.flatMap(({ entry: { id, said } }) =>
      (said.children ?? []).map((child, index): Row => ({ ...child, place: `${id} ${index}` })),
    );
  // Which child a row is about may be learnt later, and holds for before.
  const all = rowsOf(entries);
  const own = persons.filter((person) => person.client === standing[0]?.client);
  return [...new Set(entries.map(({ month }) => month))].flatMap((month) => {
    const index = entries.findLastIndex((entry) => entry.month === month && listsChildren(entry));
    const anchor = entries[index];
    if (!anchor) return [];
    const children = union(rowsOf(entries.slice(0, index + 1)), (row) => childOf(row, all, own));
    const known = [...children].map(([child, { named, birthDate, permanent, residence }]) => {
      const person = persons.find(({ id }) => child === `RelatedPerson/${id}`);
      return {
        birthDate: person?.birthDate ?? birthDate,
        named: person?.named || named,
        stays: permanent === 'yes' || residence !== undefined,
      };
    });
    const minors = known.filter(({ birthDate }) => ofAge(birthDate, anchor.day) !== 'yes');
    return {
      month,
      setting: anchor.setting,
      denominator: Math.max(anchor.entry.said.count ?? 0, minors.length),
      numerator: minors.filter(({ named, birthDate, stays }) => named && birthDate !== undefined && stays).length,
    };
  });
}
