import type { Bundle, BundleEntry, CapabilityStatement } from 'fhir/r4';
import { isRestricted } from '../smart/compartment';
import { type Answer, isAnswer, isRefusal, refusalOfEntry, refuse } from '../store/answer';
import { type Interaction, interactionOf } from '../store/interaction';
import { entriesIn } from '../store/is-writing';
import type { FhirBackend, FhirRequest, Visible } from '../store/request';
import { isResource } from '../store/resource';
import { requestOfEntry } from '../store/transaction';
import { withoutUnknownAndLabels } from './drops';
import type { Profile } from './profiles';
import { refusalByProfile } from './refusals';
import { stated } from './stated';

/**
 * The FHIR server behind, as a host with this profile shows it to an app. What the host asks for itself (a request that names no
 * `visible`) passes as it is.
 */
export function profiled(backend: FhirBackend, profile: Profile): FhirBackend {
  return {
    async handle(request, visible) {
      if (!visible) return backend.handle(request);
      const interaction = interactionOf(request);
      if (isAnswer(interaction)) return interaction;
      const refusal =
        interaction.kind === 'bundle'
          ? await refusalOfBundle(profile, backend, request)
          : await refusalByProfile(profile, backend, interaction, request);
      if (refusal) return refusal;
      const taken = interaction.kind === 'bundle' ? takenBundle(request, profile) : takenAlone(request, profile);
      return answered(await backend.handle(taken, seenBy(profile, visible)), interaction, profile);
    },
  };
}

/** A statement of the server behind as a host with this profile makes it; any other answer as it is. */
export const statementOf = (answer: Answer, profile: Profile): Answer =>
  answer.body?.resourceType === 'CapabilityStatement'
    ? { ...answer, body: stated(answer.body as CapabilityStatement, profile) }
    : answer;

async function refusalOfBundle(profile: Profile, backend: FhirBackend, request: FhirRequest) {
  if (profile.refusesBundles !== undefined)
    return refuse(profile.refusesBundles, 'not-supported', 'This server takes no transaction and no batch');
  for (const [index, entry] of entriesIn(request.body).entries()) {
    const asked = requestOfEntry(entry);
    const interaction = isAnswer(asked) ? asked : interactionOf(asked);
    if (isAnswer(asked) || isAnswer(interaction)) continue;
    const refusal = await refusalByProfile(profile, backend, interaction, asked);
    if (refusal) return refusalOfEntry(refusal, index);
  }
  return undefined;
}

/** The request as this host takes it: conditions that it does not know are not seen, and what it does not keep is gone. */
function takenAlone(request: FhirRequest, profile: Profile): FhirRequest {
  const { 'if-none-exist': ifNoneExist, 'if-match': ifMatch, ...headers } = request.headers;
  return {
    ...request,
    headers: {
      ...headers,
      ...(ifNoneExist === undefined || profile.ignoresIfNoneExist ? {} : { 'if-none-exist': ifNoneExist }),
      ...(ifMatch === undefined || profile.ifMatch === 'ignored' ? {} : { 'if-match': ifMatch }),
    },
    ...(profile.drops && isResource(request.body) ? { body: withoutUnknownAndLabels(request.body) } : {}),
  };
}

function takenBundle(request: FhirRequest, profile: Profile): FhirRequest {
  const entry = entriesIn(request.body).map(({ resource, ...each }): BundleEntry => {
    const { ifMatch, ifNoneExist, ...asked } = each.request ?? { method: 'GET', url: '' };
    const kept = resource && profile.drops ? (withoutUnknownAndLabels(resource) as typeof resource) : resource;
    return {
      ...each,
      ...(kept ? { resource: kept } : {}),
      request: {
        ...asked,
        ...(ifMatch === undefined || profile.ifMatch === 'ignored' ? {} : { ifMatch }),
        ...(ifNoneExist === undefined || profile.ignoresIfNoneExist ? {} : { ifNoneExist }),
      },
    };
  });
  return { ...request, body: { ...(request.body as Bundle), entry } };
}

const seenBy = (profile: Profile, visible: Visible): Visible =>
  profile.hidesLabelled ? (resource, lookUp) => visible(resource, lookUp) && !isRestricted(resource) : visible;

function answered(answer: Answer, interaction: Interaction, profile: Profile): Answer {
  if (answer.status === 412 && profile.staleStatus !== undefined) return { ...answer, status: profile.staleStatus };
  if (!profile.hidesLabelled) return answer;
  const isRead = interaction.kind === 'read' || interaction.kind === 'vread';
  if (answer.status === 403 && isRead) return absent();
  return interaction.kind === 'bundle' && !isRefusal(answer) ? withAbsent(answer) : answer;
}

/** For a host that filters, what may not be seen is not there. */
const absent = () => refuse(404, 'not-found', 'No such resource');

function withAbsent(answer: Answer): Answer {
  const entry = entriesIn(answer.body).map((each): BundleEntry => {
    if (!each.response?.status.startsWith('403')) return each;
    return { response: { status: '404 Not Found', outcome: absent().body as NonNullable<BundleEntry['resource']> } };
  });
  const body: Bundle = { ...(answer.body as Bundle), entry };
  return { ...answer, body };
}
