import type { FhirResource, RelatedPerson } from 'fhir/r4';
import type { FhirError, Result } from '../fhir/result';
import { type AnyResource, readResource } from '../fhir/schemas';
import type { Written } from '../fhir/transaction';
import { isForeign } from './about-patient';
import { appearedIn, doubledIn } from './check-persons';
import { differences } from './compare';
import type { Change, CreateChild, IntendedWrite } from './intended';
import { doubled, look } from './look';
import { isChange, meansFor, type Run } from './run';
import type { Receipt, ReceiptItem } from './save-result';
import { settled } from './settle';

/** What is known of one write after it was sent, before it is read back. */
export interface Fate {
  readonly write: IntendedWrite;
  readonly outcome: ReceiptItem['outcome'];
  readonly reference?: string;
  readonly version?: string;
  readonly error?: FhirError;
  /** What stands there instead, after a conflict */
  readonly now?: Change['before'];
  /** Another tab sent it, from a copy of the same draft: it may have been changed here since */
  readonly sentElsewhere?: boolean;
}

/** The fate of a write by the host's answer: 200 for something that was to be created means that it was there. */
export function fateOf(write: IntendedWrite, answer: Result<Written>): Fate {
  if (!answer.ok) return { write, outcome: 'refused', error: answer.error };
  const { status, type, id, versionId } = answer.value;
  const created = !isChange(write);
  const reference = created
    ? type === write.resource.resourceType && id
      ? `${type}/${id}`
      : undefined
    : write.fullUrl;
  return {
    write,
    outcome: created && status === 200 ? 'there-before' : 'stored',
    ...(reference ? { reference } : {}),
    ...(versionId ? { version: versionId } : {}),
  };
}

const isIn = ({ outcome }: Fate): boolean => outcome === 'stored' || outcome === 'there-before';

/** Reads what was written again and compares it with what was sent; after new children, looks whether others came meanwhile. */
export async function receiptOf(run: Run): Promise<Receipt> {
  const fates = run.plan.writes.flatMap((write) => run.fates.get(write) ?? []);
  const children = fates.filter((fate) => isIn(fate) && fate.write.kind === 'create-child');
  const persons = children.length > 0 ? await personsNow(run) : undefined;
  const stored = await readAgain(run, fates.filter(isIn), persons ?? []);
  const twice = await doubled(
    run,
    fates.filter(isIn).map(({ write }) => write),
  );
  const places = new Map<string, string>();
  for (const fate of fates) {
    const resource = stored.get(fate.write);
    const place = fate.reference ?? (resource && `${resource.resourceType}/${resource.id}`);
    if (place) places.set(fate.write.fullUrl, place);
  }
  const items = fates.map((fate): ReceiptItem => {
    const { write, outcome, error, now } = fate;
    const resource = stored.get(write);
    const reference = places.get(write.fullUrl);
    const version = resource?.meta?.versionId ?? fate.version;
    const lost = isIn(fate) && reference === undefined && write.kind !== 'create-provenance';
    const sent = run.plan.together ? write.resource : (settled(write, places) ?? write.resource);
    const found = resource ? differences(sent, resource, { base: run.host.base, places }) : [];
    const isOther = fate.sentElsewhere === true && found.some(({ path }) => path.startsWith('item'));
    return {
      write,
      outcome: lost ? 'unconfirmed' : isOther ? 'there-otherwise' : outcome,
      ...(reference ? { reference } : {}),
      ...(version ? { version } : {}),
      readBack: resource !== undefined,
      differences: isOther ? [] : found,
      ...(error ? { error } : {}),
      ...(now ? { now } : {}),
      ...(twice.has(write) ? { twice: true } : {}),
    };
  });
  return {
    items,
    resources: items.flatMap((item) => stored.get(item.write) ?? asSent(item, places)),
    appeared: [
      ...appearedIn(run, persons ?? [], children.map(({ write }) => write) as CreateChild[]),
      ...doubledIn(persons ?? [], placesOfChildren(items)),
    ],
  };
}

const placesOfChildren = (items: readonly ReceiptItem[]): ReadonlyMap<CreateChild, string> =>
  new Map(
    items.flatMap(({ write, reference }) =>
      write.kind === 'create-child' && reference ? [[write, reference] as const] : [],
    ),
  );

async function personsNow(run: Run): Promise<readonly RelatedPerson[] | undefined> {
  const answer = await run.host.relatedPersons(run.context.patient);
  return answer.ok ? answer.value.resources.filter((person) => !isForeign(run, person)) : undefined;
}

async function readAgain(
  run: Run,
  fates: readonly Fate[],
  persons: readonly RelatedPerson[],
): Promise<ReadonlyMap<IntendedWrite, AnyResource>> {
  const found = new Map<IntendedWrite, AnyResource>();
  const placed = fates.flatMap(({ write, reference }) => {
    const person = persons.find(({ id }) => reference === `RelatedPerson/${id}`);
    if (person) found.set(write, person);
    return reference && !person && meansFor(run.plan, write).read ? [{ write, reference }] : [];
  });
  const answer =
    placed.length > 0
      ? await run.host.readBack(
          placed.map(({ reference }) => reference),
          run.plan.readsTogether,
        )
      : undefined;
  if (answer?.ok)
    placed.forEach(({ write, reference }, index) => {
      const resource = answer.value[index];
      if (resource && `${resource.resourceType}/${resource.id}` === reference) found.set(write, resource);
    });
  const missing = fates
    .map(({ write }) => write)
    .filter((write) => !found.has(write) && write.kind !== 'create-provenance');
  if (missing.length === 0) return found;
  const standing = await look(run, missing);
  if (standing.ok) for (const [write, resource] of standing.value) found.set(write, resource);
  return found;
}

/** What could not be read back, as it was sent, with the host's id and with links that lead to the host's resources. */
function asSent(
  { write, outcome, reference, version }: ReceiptItem,
  places: ReadonlyMap<string, string>,
): AnyResource[] {
  if (!reference || (outcome !== 'stored' && outcome !== 'there-before')) return [];
  const sent = settled(write, places);
  if (!sent) return [];
  const resource: FhirResource = {
    ...sent,
    id: reference.slice(reference.indexOf('/') + 1),
    meta: { ...sent.meta, ...(version ? { versionId: version } : {}) },
  };
  const read = readResource(write.resource.resourceType, resource);
  return read ? [read] : [];
}
