import type { Bundle } from 'fhir/r4';
import { type Answer, isAnswer, isRefusal, refusalOfEntry, refuse } from '../store/answer';
import { type Interaction, interactionOf, isWrite, type WriteInteraction } from '../store/interaction';
import { applyJsonPatch } from '../store/json-patch';
import { localPart } from '../store/references';
import { type FhirBackend, type FhirRequest, requestTo, type Visible } from '../store/request';
import { isResource, localReference, type Resource } from '../store/resource';
import { isPerformable, requestOfEntry } from '../store/transaction';
import { belongsTo, isRestricted, isSupporting, type LookUp, narrowingTo, neededBy } from './compartment';
import { type Permission, type ResourceScope, reachOf } from './scopes';

/** What a token opens. */
export type Access = {
  scopes: readonly ResourceScope[];
  patient: string | undefined;
  /** Leaves out what is labelled restricted. */
  hidesRestricted: boolean;
};

type Guarded = { backend: FhirBackend; base: string; access: Access };

const permissionFor: Partial<Record<Interaction['kind'], Permission>> = {
  read: 'r',
  vread: 'r',
  'history-instance': 'r',
  'history-type': 's',
  search: 's',
  create: 'c',
  update: 'u',
  patch: 'u',
  delete: 'd',
};

/** Lets through to the FHIR server only what the granted scopes cover, and shows only what they reach. */
export async function guarded(request: FhirRequest, guard: Guarded): Promise<Answer> {
  const interaction = interactionOf(request);
  if (isAnswer(interaction)) return interaction;
  const refusal =
    interaction.kind === 'bundle'
      ? await refusalOfBundle(request, guard)
      : await refusalOf(interaction, request, guard, []);
  if (refusal) return refusal;
  const narrowed = interaction.kind === 'search' ? narrow(interaction, request, guard.access) : request;
  return guard.backend.handle(narrowed, visibleTo(interaction, guard));
}

/** Transactions have no scope of their own: each entry is judged. */
async function refusalOfBundle(request: FhirRequest, guard: Guarded): Promise<Answer | undefined> {
  const bundle = isResource(request.body) ? request.body : undefined;
  if (!isPerformable(bundle)) return refuse(400, 'invalid', 'The base takes a Bundle of type transaction or batch');
  const inBundle = resourcesIn(bundle);
  for (const [index, entry] of (bundle.entry ?? []).entries()) {
    const asked = requestOfEntry(entry);
    const interaction = isAnswer(asked) ? asked : interactionOf(asked);
    if (isAnswer(interaction) || isAnswer(asked)) return refusalOfEntry(interaction as Answer, index);
    if (interaction.kind === 'bundle' || interaction.kind === 'page') {
      return refusalOfEntry(refuse(400, 'not-supported', 'Not inside a Bundle'), index);
    }
    const refusal = await refusalOf(interaction, asked, guard, inBundle);
    if (refusal) return refusalOfEntry(refusal, index);
  }
  return undefined;
}

type Named = { name: string; resource: Resource };

const resourcesIn = (bundle: Bundle): Named[] =>
  (bundle.entry ?? []).flatMap(({ fullUrl, resource }) =>
    resource ? [{ name: fullUrl ?? localReference(resource), resource }] : [],
  );

async function refusalOf(
  interaction: Interaction,
  request: FhirRequest,
  guard: Guarded,
  inBundle: readonly Named[],
): Promise<Answer | undefined> {
  const permission = permissionFor[interaction.kind];
  if (!permission || !('type' in interaction)) return undefined;
  const reach = reachOf(guard.access.scopes, interaction.type, permission);
  if (reach === 'none' || (reach === 'patient' && guard.access.patient === undefined)) {
    return refuse(403, 'forbidden', `The granted scopes do not cover '${permission}' on ${interaction.type}`);
  }
  if (interaction.kind === 'search' && reach === 'patient' && [...interaction.parameters.keys()].some(isIndirect)) {
    return refuse(403, 'forbidden', 'A search through other resources is not possible under a patient scope');
  }
  return isWrite(interaction) ? refusalOfWrite(interaction, request, guard, inBundle, reach) : undefined;
}

const isIndirect = (name: string) => name.includes('.') || /^_(has|filter|query|content|text|list)/.test(name);

/** Both what is there and what it would become must be the patient's own and visible to this user. */
async function refusalOfWrite(
  interaction: WriteInteraction,
  request: FhirRequest,
  guard: Guarded,
  inBundle: readonly Named[],
  reach: 'patient' | 'all',
): Promise<Answer | undefined> {
  const { access, base } = guard;
  const involved = await involvedIn(interaction, request, guard);
  const lookUp = await lookUpFor(involved, guard, inBundle);
  for (const { resource, isStored } of involved) {
    const isOwn = reach === 'all' || belongsTo(resource, access.patient ?? '', base, lookUp);
    if (!isOwn) return refuse(403, 'forbidden', 'This is not about the patient of this launch');
    if (isStored && access.hidesRestricted && isRestricted(resource)) {
      return refuse(403, 'forbidden', 'You may not see this resource');
    }
  }
  return undefined;
}

async function involvedIn(interaction: WriteInteraction, request: FhirRequest, { backend }: Guarded) {
  const involved: { resource: Resource; isStored: boolean }[] = [];
  if (interaction.kind === 'create' || interaction.kind === 'update') {
    // A body that is no resource of this type is refused by the server behind, which knows the better words.
    const { body } = request;
    if (isResource(body)) involved.push({ resource: { ...body, resourceType: interaction.type }, isStored: false });
  }
  const condition = request.headers['if-none-exist'];
  if (interaction.kind === 'create' && condition !== undefined) {
    const found = await backend.handle(requestTo('GET', `${interaction.type}?${condition.replace(/^\?/, '')}`));
    for (const resource of entriesOf(found)) involved.push({ resource, isStored: true });
  }
  if (interaction.kind === 'create') return involved;
  const stored = await backend.handle(requestTo('GET', `${interaction.type}/${interaction.id}`));
  if (isRefusal(stored) || !stored.body) return involved;
  involved.push({ resource: stored.body, isStored: true });
  const patched = interaction.kind === 'patch' ? applyJsonPatch(stored.body, request.body) : undefined;
  if (isResource(patched)) involved.push({ resource: patched, isStored: false });
  return involved;
}

const entriesOf = (answer: Answer): Resource[] =>
  answer.body?.resourceType === 'Bundle'
    ? ((answer.body as Bundle).entry ?? []).flatMap(({ resource }) => resource ?? [])
    : [];

async function lookUpFor(
  involved: readonly { resource: Resource }[],
  { backend, base }: Guarded,
  inBundle: readonly Named[],
): Promise<LookUp> {
  const found = new Map(inBundle.map(({ name, resource }) => [name, resource]));
  for (const reference of new Set(involved.flatMap(({ resource }) => neededBy(resource, base)))) {
    if (found.has(reference) || localPart(reference, base) === undefined) continue;
    const { body } = await backend.handle(requestTo('GET', reference));
    if (body) found.set(reference, body);
  }
  return (reference) => found.get(reference);
}

/** Adds the patient to a search under a patient scope, so that counts and pages are right on any server behind. */
function narrow(interaction: Interaction & { kind: 'search' }, request: FhirRequest, access: Access): FhirRequest {
  const { type, parameters } = interaction;
  if (access.patient === undefined || reachOf(access.scopes, type, 's') !== 'patient') return request;
  const narrowing = narrowingTo(access.patient, type);
  if (!narrowing || parameters.getAll(narrowing[0]).includes(narrowing[1])) return request;
  return { ...request, query: new URLSearchParams([...request.query, narrowing]) };
}

function visibleTo(interaction: Interaction, { access, base }: Guarded): Visible {
  const permissions: Permission[] =
    interaction.kind === 'bundle' ? ['r', 's'] : [permissionFor[interaction.kind] ?? 's'];
  return (resource, lookUp) => {
    const type = resource.resourceType;
    if (type === 'OperationOutcome') return true;
    if (access.hidesRestricted && isRestricted(resource)) return false;
    const reaches = permissions.map((permission) => reachOf(access.scopes, type, permission));
    if (reaches.includes('patient')) {
      return isSupporting(type) || belongsTo(resource, access.patient ?? '', base, lookUp);
    }
    return reaches.includes('all');
  };
}
