import type { DocumentReference, Provenance, QuestionnaireResponse, RelatedPerson } from 'fhir/r4';
import type { DemoEhr } from '../../src/demo-ehr/server';
import { IDENTIFIER_SYSTEM } from '../../src/mapping/canonical';
import { entriesIn } from '../../src/mapping/document';
import type { IntendedWrite } from '../../src/record/intended';
import type { ReceiptItem } from '../../src/record/save-result';
import type { SavePlan } from '../../src/record/write-plan';
import type { Account } from './clinician';
import { FOREIGN } from './stage';

type Stored = RelatedPerson | QuestionnaireResponse | DocumentReference | Provenance;

/** What the record really holds of one client, seen past every scope and profile. */
export interface World {
  readonly persons: readonly RelatedPerson[];
  readonly all: readonly Stored[];
}

export async function worldOf({ store }: Pick<DemoEhr, 'store'>, patient: string): Promise<World> {
  const query = `patient=${patient}`;
  const persons = await store.list('RelatedPerson', query);
  const entries = await store.list('QuestionnaireResponse', query);
  const documents = await store.list('DocumentReference', query);
  const about = [...persons, ...entries, ...documents];
  const targets = about.map(referenceTo).join(',');
  const provenances = targets === '' ? [] : await store.list('Provenance', `target=${targets}`);
  return { persons, all: [...about, ...provenances] };
}

const referenceTo = ({ resourceType, id }: Stored): string => `${resourceType}/${id}`;

/** What of the world is this write's doing: found by our number, and a Provenance that lost its tag by what it is about. */
export function copiesOf(write: IntendedWrite, plan: SavePlan, { all }: World): readonly Stored[] {
  if ('before' in write) return all.filter((one) => referenceTo(one) === write.fullUrl && says(one, write.resource));
  const same = all.filter(({ resourceType }) => resourceType === write.resource.resourceType);
  if (write.kind !== 'create-provenance') return same.filter((one) => numbersOf(one).includes(write.uuid));
  const world = { persons: [], all };
  // What it changed may have been changed by others too, who wrote a Provenance of their own.
  const places = write.resource.target.flatMap(({ reference }) => {
    const target = plan.writes.find(({ fullUrl }) => fullUrl === reference);
    return target && !('before' in target) ? copiesOf(target, plan, world).map(referenceTo) : [];
  });
  return same.filter(
    (one) =>
      numbersOf(one).includes(write.uuid) ||
      (one.resourceType === 'Provenance' &&
        !one.meta?.tag &&
        one.target.some(({ reference }) => places.includes(reference ?? ''))),
  );
}

function numbersOf(resource: Stored): readonly (string | undefined)[] {
  if (resource.resourceType === 'Provenance')
    return (resource.meta?.tag ?? []).flatMap(({ system, code }) => (system === IDENTIFIER_SYSTEM ? code : []));
  const identifiers = [resource.identifier ?? []].flat();
  return identifiers.flatMap(({ system, value }) => (system === IDENTIFIER_SYSTEM ? value : []));
}

/** Whether a person says what a change would make of it: the change is in the record. */
function says(stored: Stored, changed: IntendedWrite['resource']): boolean {
  if (stored.resourceType !== 'RelatedPerson' || changed.resourceType !== 'RelatedPerson') return false;
  return stored.birthDate === changed.birthDate;
}

/** Every statement of an account that the record contradicts. */
export function untruthsOf(account: Account, plan: SavePlan | undefined, world: World): string[] {
  if (!plan || account.kind === 'uncertain') return [];
  const isThere = (write: IntendedWrite) => copiesOf(write, plan, world).length > 0;
  if (!('receipt' in account))
    return plan.writes
      .filter((write) => write.kind !== 'create-provenance' && isThere(write) && isOwnDoing(write, account))
      .map((write) => `${account.kind}, and yet ${write.kind} is there`);
  const { items } = account.receipt;
  const told = new Set(items.map(({ write }) => write.fullUrl));
  return [
    ...plan.writes.filter(({ fullUrl }) => !told.has(fullUrl)).map(({ kind }) => `nothing is said of ${kind}`),
    ...items.flatMap((item) => untruthsOfItem(item, plan, world)),
    ...(account.kind === 'saved' ? items.filter(isOpen).map(({ write }) => `saved, without ${write.kind}`) : []),
  ];
}

/** Where someone else was first, what is found there may be what they typed as well. */
const isOwnDoing = (write: IntendedWrite, { kind }: Account): boolean =>
  !('before' in write) || (kind !== 'conflict' && kind !== 'children-appeared');

const isOpen = ({ write, outcome }: ReceiptItem): boolean =>
  outcome !== 'stored' &&
  outcome !== 'there-before' &&
  write.kind !== 'create-provenance' &&
  !(write.kind === 'create-document' && write.content === 'entries' && outcome === 'refused');

function untruthsOfItem(
  { write, outcome, reference, readBack, differences }: ReceiptItem,
  plan: SavePlan,
  world: World,
) {
  const copies = copiesOf(write, plan, world);
  const name = `${write.kind} ${outcome}`;
  if (outcome === 'unconfirmed') return [];
  if (outcome === 'there-otherwise')
    return copies.some((one) => missingIn(write, one).length > 0) ? [] : [`${name}, and not so`];
  if (outcome !== 'stored' && outcome !== 'there-before') return copies.length > 0 ? [`${name}, and yet there`] : [];
  const stored = copies.find((one) => reference === undefined || referenceTo(one) === reference);
  if (!stored) return [`${name}, and not there`];
  if (!readBack) return [];
  const missing = missingIn(write, stored);
  // Where it leads was not in the record when this was written: whether that is told of the link too is not held against it.
  if (missing.length > 0 && missing.every((leaf) => leaf === 'reference')) return [];
  if (missing.length === 0 && differences.length > 0) return [`${name} with differences that are none`];
  return missing.length > 0 && differences.length === 0 ? [`${name}, and lost unsaid: ${missing.join(' ')}`] : [];
}

/** Values that were to be written and are not in what is stored; that a reference leads somewhere is looked at on its own. */
export function missingIn(write: IntendedWrite, stored: Stored): string[] {
  const isFilledLate = write.kind === 'create-document' && write.content === 'entries';
  const sent = isFilledLate ? { ...write.resource, content: undefined } : write.resource;
  const missing = notIn(leavesOf(sent), leavesOf(stored));
  if (!isFilledLate || stored.resourceType !== 'DocumentReference') return missing;
  const carried = entriesIn(stored)?.responses ?? [];
  const lost = (entry: QuestionnaireResponse) =>
    notIn(leavesOf(entry), leavesOf(carried.find(({ identifier }) => identifier?.value === entry.identifier?.value)));
  return [...missing, ...write.entries.flatMap(lost)];
}

function notIn(sent: readonly string[], stored: readonly string[]): string[] {
  const has = [...stored];
  return sent.filter((leaf) => {
    const at = has.indexOf(leaf);
    if (at >= 0) has.splice(at, 1);
    return at < 0;
  });
}

const HOSTS_OWN = ['id', 'versionId', 'lastUpdated'];

function leavesOf(value: unknown, name = ''): string[] {
  if (HOSTS_OWN.includes(name) || value === undefined) return [];
  if (name === 'reference') return [name];
  if (Array.isArray(value)) return value.flatMap((part) => leavesOf(part, name));
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([key, inside]) => leavesOf(inside, key));
  return [`${name}=${typeof value === 'string' && /T\d\d:/.test(value) ? Date.parse(value) : value}`];
}

/** Elements of the host's own child that a save took away. */
export function foreignLost({ persons }: World, knownId: string): string[] {
  const known = persons.find(({ id }) => id === knownId);
  const has = leavesOf(known);
  return leavesOf(FOREIGN).filter((leaf) => !has.includes(leaf));
}

/** References that lead nowhere: to something that was to be made, or that is not about this client. */
export function brokenLinks({ all }: World): string[] {
  const there = new Set(all.map(referenceTo));
  const texts = all.flatMap((one) =>
    one.resourceType === 'DocumentReference'
      ? [JSON.stringify(one), JSON.stringify(entriesIn(one)?.responses ?? [])]
      : [JSON.stringify(one)],
  );
  const references = texts.flatMap((text) => [...text.matchAll(/"reference":"([^"]+)"/g)].map(([, to = '']) => to));
  return references.filter(
    (to) =>
      to.startsWith('urn:') ||
      (/(^|\/)(RelatedPerson|QuestionnaireResponse|DocumentReference)\//.test(to) &&
        ![...there].some((one) => to.endsWith(one))),
  );
}
