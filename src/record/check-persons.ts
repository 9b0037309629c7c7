import type { RelatedPerson } from 'fhir/r4';
import { IDENTIFIER_SYSTEM } from '../mapping/canonical';
import { fromRelatedPerson } from '../mapping/child';
import { candidates } from '../plan/same-child';
import { namesResource } from './about-patient';
import type { Change, CreateChild } from './intended';
import { isAsWritten } from './look';
import { isChange, openWrites, type Run } from './run';
import type { Appeared, Outcome, Overtaken } from './save-result';
import { overtakenBy } from './stock';

/**
 * Right before writing: has someone changed what this save changes, or added a child that may be one of its own? Undefined
 * when nothing stands in the way.
 */
export async function checkBefore(run: Run): Promise<Outcome | undefined> {
  const open = openWrites(run);
  const changes = open.filter(isChange);
  const children = open.filter(({ kind }) => kind === 'create-child') as CreateChild[];
  const overtaken: Overtaken[] = [];
  const aboutPersons = changes.some(({ resource }) => resource.resourceType === 'RelatedPerson');
  const list = aboutPersons || children.length > 0 ? await run.host.relatedPersons(run.context.patient) : undefined;
  if (list && !list.ok) return { kind: 'not-saved', error: list.error };
  const persons = list?.ok ? list.value.resources.filter((person) => isOwnPatients(run, person)) : [];
  for (const write of changes) {
    const listed = persons.find(({ id }) => id === write.id);
    const now = listed ?? (await readNow(run, write));
    if (now && 'error' in now) return { kind: 'not-saved', error: now.error };
    if (now?.meta?.versionId === write.version) continue;
    if (now && isAsWritten(run, write, now))
      run.fates.set(write, { write, outcome: 'there-before', reference: write.fullUrl });
    else overtaken.push(overtakenBy(run, write, now));
  }
  if (overtaken.length > 0) return conflictOf(run, overtaken);
  const appeared = appearedIn(run, persons, children);
  // A change that someone else made as well is no writing of this save.
  const untouched = [...run.fates.values()].every((fate) => isChange(fate.write) && fate.outcome === 'there-before');
  return appeared.length > 0 && untouched ? { kind: 'children-appeared', appeared } : undefined;
}

async function readNow({ host }: Run, write: Change) {
  const answer = await host.current(write.resource.resourceType, write.id);
  if (answer.ok) return answer.value;
  return answer.error.kind === 'not-found' || answer.error.kind === 'gone' ? undefined : { error: answer.error };
}

function conflictOf(run: Run, overtaken: readonly Overtaken[]): Outcome | undefined {
  if (run.fates.size === 0) return { kind: 'conflict', overtaken };
  for (const { write, now } of overtaken) run.fates.set(write, { write, outcome: 'conflict', ...(now ? { now } : {}) });
  return undefined;
}

const isOwnPatients = ({ host, context }: Run, { patient }: RelatedPerson): boolean =>
  namesResource(host.base, patient, 'Patient', context.patient);

/**
 * A child of this save that stands in the record twice: a browser may send a request again by itself when a connection breaks, and
 * a host that knows no conditional create makes it twice.
 */
export function doubledIn(persons: readonly RelatedPerson[], stored: ReadonlyMap<CreateChild, string>): Appeared[] {
  return [...stored].flatMap(([write, reference]) =>
    persons
      .filter(({ id, identifier }) => `RelatedPerson/${id}` !== reference && carriesOwn(identifier, write.uuid))
      .map((person) => ({ write, person: fromRelatedPerson(person) })),
  );
}

const carriesOwn = (identifier: RelatedPerson['identifier'], uuid: string): boolean =>
  identifier?.some(({ system, value }) => system === IDENTIFIER_SYSTEM && value === uuid) ?? false;

/** Persons that came since the save was planned, and may be one of the children that it makes. */
export function appearedIn(run: Run, persons: readonly RelatedPerson[], children: readonly CreateChild[]): Appeared[] {
  const own = new Set(run.plan.writes.flatMap((write) => (write.kind === 'create-child' ? [write.uuid] : [])));
  const fresh = persons.filter(
    ({ id, identifier }) =>
      id !== undefined &&
      !run.plan.knownPersons.includes(id) &&
      !identifier?.some(({ system, value }) => system === IDENTIFIER_SYSTEM && own.has(value ?? '')),
  );
  const described = fresh.map(fromRelatedPerson);
  return children.flatMap((write) =>
    candidates(fromRelatedPerson(write.resource), described).map(({ person }) => ({ write, person })),
  );
}
