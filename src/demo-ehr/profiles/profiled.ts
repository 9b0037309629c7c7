import type { Bundle, BundleEntry, CapabilityStatement, DocumentReference, QuestionnaireResponse } from 'fhir/r4';
import { isRestricted } from '../smart/compartment';
import { type Answer, isAnswer, isRefusal, refusalOfEntry, refuse } from '../store/answer';
import { type Interaction, interactionOf, isWrite } from '../store/interaction';
import { type FhirBackend, type FhirRequest, requestTo, type Visible } from '../store/request';
import { isResource, type Resource } from '../store/resource';
import { requestOfEntry } from '../store/transaction';
import { offers, type Profile } from './profiles';
import { stated } from './stated';

export type Pace = {
  now: () => Date;
  /** Waits that many milliseconds. */
  wait: (ms: number) => Promise<void>;
  /** When this host was written to, in milliseconds. */
  writes: number[];
};

/**
 * The FHIR server behind, as a host with this profile shows it to an app. What the host asks for itself (a request that names no
 * `visible`) passes as it is.
 */
export function profiled(backend: FhirBackend, profile: Profile, pace: Pace): FhirBackend {
  return {
    async handle(request, visible) {
      if (!visible) return backend.handle(request);
      if (profile.delayMs !== undefined) await pace.wait(profile.delayMs);
      const interaction = interactionOf(request);
      if (isAnswer(interaction)) return interaction;
      const refusal = await refusalBy(profile, backend, interaction, request, pace);
      if (refusal) return refusal;
      const asked = interaction.kind === 'bundle' ? asKeptBundle(request, profile) : asKept(request, profile);
      const answer = await backend.handle(asked, seenBy(profile, visible));
      return answered(answer, interaction, profile);
    },
  };
}

/** What the profile's statement looks like, for everyone. */
export function statementOf(answer: Answer, profile: Profile): Answer {
  return answer.body?.resourceType === 'CapabilityStatement'
    ? { ...answer, body: stated(answer.body as CapabilityStatement, profile) }
    : answer;
}

async function refusalBy(
  profile: Profile,
  backend: FhirBackend,
  interaction: Interaction,
  request: FhirRequest,
  pace: Pace,
): Promise<Answer | undefined> {
  const isWriting = isWrite(interaction) || (interaction.kind === 'bundle' && hasWrites(request.body));
  if (isWriting && profile.writesPerMinute !== undefined) {
    const wait = tooMany(profile.writesPerMinute, pace);
    if (wait) return wait;
  }
  if (interaction.kind !== 'bundle') return refusalOfOne(profile, backend, interaction, request);
  if (profile.transaction === false)
    return refuse(501, 'not-supported', 'This server takes no transaction and no batch');
  for (const [index, entry] of entriesOf(request.body).entries()) {
    const asked = requestOfEntry(entry);
    const each = isAnswer(asked) ? asked : interactionOf(asked);
    if (isAnswer(asked) || isAnswer(each)) continue;
    const refusal = await refusalOfOne(profile, backend, each, asked);
    if (refusal) return refusalOfEntry(refusal, index);
  }
  return undefined;
}

async function refusalOfOne(
  profile: Profile,
  backend: FhirBackend,
  interaction: Interaction,
  { headers, body }: FhirRequest,
): Promise<Answer | undefined> {
  if (!('type' in interaction)) return undefined;
  const code = interaction.kind === 'search' ? 'search-type' : interaction.kind;
  const offered: readonly string[] = offers(profile, interaction.type);
  const isVersion = interaction.kind === 'vread' || interaction.kind.startsWith('history');
  if (!isVersion && !offered.includes(code))
    return refuse(405, 'not-supported', `This server does not offer ${code} on ${interaction.type}`);
  const isChange = interaction.kind === 'update' || interaction.kind === 'patch';
  if (isChange && profile.ifMatch === 'required' && headers['if-match'] === undefined)
    return refuse(428, 'required', 'If-Match is needed here');
  if (interaction.kind === 'create' && isResource(body)) return refusalOfContent(profile, backend, body);
  return undefined;
}

async function refusalOfContent(
  profile: Profile,
  backend: FhirBackend,
  resource: Resource,
): Promise<Answer | undefined> {
  if (resource.resourceType === 'DocumentReference') {
    const kinds = (resource as DocumentReference).content.map(
      ({ attachment }) => attachment.contentType?.split(';')[0],
    );
    if (kinds.some((kind) => kind !== undefined && profile.refusesAttachments?.includes(kind)))
      return refuse(422, 'not-supported', 'Attachments of this media type are not kept', 'DocumentReference.content');
  }
  if (resource.resourceType !== 'QuestionnaireResponse' || !profile.refusesUnknownQuestionnaires) return undefined;
  const [url = ''] = ((resource as QuestionnaireResponse).questionnaire ?? '').split('|');
  const found = await backend.handle(requestTo('GET', `Questionnaire?url=${encodeURIComponent(url)}`));
  if (((found.body as Bundle | undefined)?.entry ?? []).length > 0) return undefined;
  return refuse(422, 'not-found', 'This Questionnaire is not known here', 'QuestionnaireResponse.questionnaire');
}

function tooMany(perMinute: number, pace: Pace): Answer | undefined {
  const now = pace.now().getTime();
  pace.writes = pace.writes.filter((at) => now - at < 60_000);
  const [oldest] = pace.writes;
  if (pace.writes.length < perMinute || oldest === undefined) {
    pace.writes.push(now);
    return undefined;
  }
  const seconds = Math.max(1, Math.ceil((oldest + 60_000 - now) / 1000));
  const refusal = refuse(429, 'throttled', 'Too many requests');
  return { ...refusal, headers: { 'Retry-After': String(seconds) } };
}

const entriesOf = (body: unknown): BundleEntry[] => (isResource(body) ? ((body as Bundle).entry ?? []) : []);
const hasWrites = (body: unknown) => entriesOf(body).some(({ request }) => request?.method !== 'GET');

/** The request as this host takes it: headers that it does not know are not seen, and what it does not keep is gone. */
function asKept(request: FhirRequest, profile: Profile): FhirRequest {
  const { 'if-none-exist': ifNoneExist, 'if-match': ifMatch, ...headers } = request.headers;
  return {
    ...request,
    headers: {
      ...headers,
      ...(ifNoneExist !== undefined && profile.conditionalCreate !== false ? { 'if-none-exist': ifNoneExist } : {}),
      ...(ifMatch !== undefined && profile.ifMatch !== 'ignored' ? { 'if-match': ifMatch } : {}),
    },
    ...(profile.drops && isResource(request.body) ? { body: profile.drops(request.body) } : {}),
  };
}

function asKeptBundle(request: FhirRequest, profile: Profile): FhirRequest {
  const entry = entriesOf(request.body).map((each): BundleEntry => {
    if (!each.request) return each;
    const { ifMatch, ifNoneExist, ...asked } = each.request;
    return {
      ...each,
      ...(each.resource && profile.drops ? { resource: profile.drops(each.resource) as typeof each.resource } : {}),
      request: {
        ...asked,
        ...(ifMatch !== undefined && profile.ifMatch !== 'ignored' ? { ifMatch } : {}),
        ...(ifNoneExist !== undefined && profile.conditionalCreate !== false ? { ifNoneExist } : {}),
      },
    };
  });
  return { ...request, body: { ...(request.body as Bundle), entry } };
}

function seenBy(profile: Profile, visible: Visible): Visible {
  if (!profile.hidesLabelled) return visible;
  return (resource, lookUp) => visible(resource, lookUp) && !isRestricted(resource);
}

function answered(answer: Answer, interaction: Interaction, profile: Profile): Answer {
  if (!isRefusal(answer)) return answer;
  if (answer.status === 412 && profile.staleStatus !== undefined) return { ...answer, status: profile.staleStatus };
  if (answer.status === 403 && profile.hidesLabelled && interaction.kind === 'read')
    return refuse(404, 'not-found', 'No such resource');
  return answer;
}
