import type { Bundle, BundleEntry, BundleEntryResponse, FhirResource } from 'fhir/r4';
import { type Answer, isAnswer, isRefusal, refusalOfEntry, refuse } from './answer';
import { type Interaction, interactionOf, isWrite, type WriteInteraction } from './interaction';
import { danglingReference, referrerOf, rewriteReferences } from './references';
import { type FhirRequest, requestTo } from './request';
import { isObject, localReference, type Resource } from './resource';
import { create, existingFor, patch, remove, update, type Writing } from './writes';

/** Answers a reading interaction on the state so far. */
type Read = (interaction: Interaction, request: FhirRequest) => Answer;

type Step = { interaction: Interaction; request: FhirRequest; entry: BundleEntry; id?: string };

/** A Bundle entry as the request that it stands for. */
export function requestOfEntry(entry: BundleEntry): FhirRequest | Answer {
  const { method, url, ifMatch, ifNoneExist } = entry.request ?? {};
  if (typeof method !== 'string' || typeof url !== 'string') {
    return refuse(400, 'required', 'An entry needs a request with method and url');
  }
  const headers: Record<string, string> = {};
  if (ifMatch !== undefined) headers['if-match'] = ifMatch;
  if (ifNoneExist !== undefined) headers['if-none-exist'] = ifNoneExist;
  return requestTo(method, url, method === 'PATCH' ? patchIn(entry.resource) : entry.resource, headers);
}

/** A JSON Patch travels in a Bundle as a Binary: https://hl7.org/fhir/R4/http.html#patch */
function patchIn(resource: unknown): unknown {
  if (!isObject(resource) || resource.resourceType !== 'Binary' || typeof resource.data !== 'string') return undefined;
  try {
    return JSON.parse(Buffer.from(resource.data, 'base64').toString('utf8'));
  } catch {
    return undefined;
  }
}

const turn: Partial<Record<Interaction['kind'], number>> = { delete: 0, create: 1, update: 2, patch: 2 };

/** Applies all entries, or answers with the refusal of the first that fails: https://hl7.org/fhir/R4/http.html#trules */
export function transact(bundle: Bundle, writing: Writing, read: Read): Answer {
  const steps: Step[] = [];
  const addresses = new Map<string, string>();
  const seen = new Set<string>();
  for (const [index, entry] of (bundle.entry ?? []).entries()) {
    const step = stepOf(entry, writing, seen);
    if (isAnswer(step)) return refusalOfEntry(step, index);
    steps.push(step);
    const target = targetOf(step);
    if (entry.fullUrl !== undefined && target !== undefined) addresses.set(entry.fullUrl, target);
  }
  const answers = new Map<Step, Answer>();
  for (const step of steps.toSorted((a, b) => turnOf(a) - turnOf(b))) {
    const answer = perform(step, writing, read, addresses);
    if (isRefusal(answer)) return refusalOfEntry(answer, steps.indexOf(step));
    answers.set(step, answer);
  }
  const broken = steps.map((step) => integrityOf(step.interaction, answers.get(step), writing));
  // A delete of what is still referred to leaves dangling references too; the delete is the reason.
  const deletion = steps.findIndex((step, index) => step.interaction.kind === 'delete' && broken[index] !== undefined);
  const first = deletion >= 0 ? deletion : broken.findIndex((refusal) => refusal !== undefined);
  if (broken[first]) return refusalOfEntry(broken[first], first);
  const entry = steps.map((step) => responseEntry(step.interaction, answers.get(step), writing.base));
  return { status: 200, headers: {}, body: { resourceType: 'Bundle', type: 'transaction-response', entry } as Bundle };
}

const turnOf = (step: Step) => turn[step.interaction.kind] ?? 3;

/** Reads one entry, gives a new resource its id beforehand, and refuses two entries about one resource. */
function stepOf(entry: BundleEntry, writing: Writing, seen: Set<string>): Step | Answer {
  const request = requestOfEntry(entry);
  if (isAnswer(request)) return request;
  const interaction = interactionOf(request);
  if (isAnswer(interaction)) return interaction;
  const step: Step = { interaction, request, entry };
  if (interaction.kind === 'create') {
    const condition = request.headers['if-none-exist'];
    const existing = condition === undefined ? undefined : existingFor(writing, interaction.type, condition);
    if (existing && isAnswer(existing)) return existing;
    step.id = existing?.id ?? writing.newId();
  }
  const identity = identityOf(step);
  if (identity !== undefined && seen.has(identity)) {
    return refuse(400, 'duplicate', 'Two entries of one transaction are about the same resource');
  }
  if (identity !== undefined) seen.add(identity);
  return step;
}

function identityOf(step: Step): string | undefined {
  const { interaction, request } = step;
  if (!isWrite(interaction)) return undefined;
  const condition = request.headers['if-none-exist'];
  return interaction.kind === 'create' && condition !== undefined ? `${interaction.type}?${condition}` : targetOf(step);
}

function targetOf({ interaction, id }: Step): string | undefined {
  if (interaction.kind === 'create') return `${interaction.type}/${id}`;
  return 'id' in interaction ? `${interaction.type}/${interaction.id}` : undefined;
}

function perform(step: Step, writing: Writing, read: Read, addresses: ReadonlyMap<string, string>): Answer {
  const { interaction, request, id } = step;
  const body = rewriteReferences(request.body, (reference) => addresses.get(reference) ?? reference);
  return isWrite(interaction) ? applyWrite(interaction, { ...request, body }, writing, id) : read(interaction, request);
}

/** Performs one write; `id` is the id that was given to a new resource beforehand. */
export function applyWrite(interaction: WriteInteraction, request: FhirRequest, writing: Writing, id?: string): Answer {
  const condition = { ifMatch: request.headers['if-match'], ifNoneExist: request.headers['if-none-exist'] };
  switch (interaction.kind) {
    case 'create':
      return create(writing, interaction.type, request.body, condition, id);
    case 'update':
      return update(writing, interaction.type, interaction.id, request.body, condition);
    case 'patch':
      return patch(writing, interaction.type, interaction.id, request.body, condition);
    case 'delete':
      return remove(writing, interaction.type, interaction.id, condition);
  }
}

/** References hold after all entries: nothing written points nowhere, nothing deleted is pointed at. */
export function integrityOf(
  interaction: Interaction,
  answer: Answer | undefined,
  writing: Writing,
): Answer | undefined {
  if (interaction.kind === 'delete') {
    const referrer = referrerOf(writing.records, `${interaction.type}/${interaction.id}`, writing.base);
    return referrer === undefined ? undefined : refuse(409, 'conflict', `${referrer} still refers to it`);
  }
  if (!isWrite(interaction) || !answer?.body) return undefined;
  const dangling = danglingReference(writing.records, answer.body, writing.base);
  return dangling && refuse(400, 'not-found', 'The reference leads to no resource on this server', dangling.expression);
}

/** How one entry was answered; the resource itself comes back only for what was read. */
export function responseEntry(
  interaction: Interaction | undefined,
  answer: Answer | undefined,
  base: string,
): BundleEntry {
  const { status, body, headers } = answer ?? refuse(500, 'exception', 'The entry was not performed');
  const response: BundleEntryResponse = { status: statusLine(status) };
  if (status >= 400) return { response: { ...response, outcome: body as FhirResource } };
  if (headers.ETag !== undefined) response.etag = headers.ETag;
  if (!body) return { response };
  if (!interaction || !isWrite(interaction)) return { resource: body as FhirResource, response };
  response.location = `${localReference(body)}/_history/${body.meta?.versionId}`;
  if (body.meta?.lastUpdated !== undefined) response.lastModified = body.meta.lastUpdated;
  return { fullUrl: `${base}/${localReference(body)}`, response };
}

const reasons: Record<number, string> = { 200: 'OK', 201: 'Created', 204: 'No Content', 304: 'Not Modified' };
const statusLine = (status: number) =>
  reasons[status] === undefined ? String(status) : `${status} ${reasons[status]}`;

/** Whether a body is a Bundle that this server performs. */
export function isPerformable(body: Resource | undefined): body is Bundle & { type: 'transaction' | 'batch' } {
  if (body?.resourceType !== 'Bundle') return false;
  const { type, entry } = body as Bundle;
  return (type === 'transaction' || type === 'batch') && (entry === undefined || Array.isArray(entry));
}
