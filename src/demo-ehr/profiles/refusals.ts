import type { Bundle } from 'fhir/r4';
import { isRestricted } from '../smart/compartment';
import { type Answer, refuse } from '../store/answer';
import type { Interaction, WriteInteraction } from '../store/interaction';
import { type FhirBackend, type FhirRequest, requestTo } from '../store/request';
import { isResource, type Resource, textsAt } from '../store/resource';
import { offers, type Profile } from './profiles';

/** Parameters that shape an answer rather than narrow it: https://hl7.org/fhir/R4/search.html#2.21.1.3 */
const shaping = ['_count', '_offset', '_sort', '_summary', '_format', '_include', '_revinclude', '_total', '_elements'];

/** What a host with this profile refuses of one interaction, alone or in a Bundle, whoever asks. */
export async function refusalByProfile(
  profile: Profile,
  backend: FhirBackend,
  interaction: Interaction,
  request: FhirRequest,
): Promise<Answer | undefined> {
  if (!('type' in interaction)) return undefined;
  const { type, kind } = interaction;
  const offered: readonly string[] = offers(profile, type);
  if (offered.length === 0) return refuse(404, 'not-supported', `This server keeps no ${type}`);
  const code = kind === 'search' ? 'search-type' : kind;
  if (!offered.includes(code)) return refuse(405, 'not-supported', `This server does not offer ${code} on ${type}`);
  if (interaction.kind === 'search') return refusalOfSearch(profile, type, interaction.parameters);
  const isWritten = kind === 'create' || kind === 'update' || kind === 'patch' || kind === 'delete';
  return isWritten ? refusalOfWrite(profile, backend, interaction, request) : undefined;
}

/** Asked before the patient of the launch is added to a search. */
export const isBareSearch = (interaction: Interaction) =>
  interaction.kind === 'search' && [...interaction.parameters.keys()].every((name) => shaping.includes(name));

function refusalOfSearch(profile: Profile, type: string, parameters: URLSearchParams): Answer | undefined {
  const searched = profile.searchableBy?.[type];
  if (!searched) return undefined;
  const unknown = [...parameters.keys()].find((name) => !searched.includes(name) && !shaping.includes(name));
  if (unknown === undefined) return undefined;
  return refuse(400, 'not-supported', `${type} cannot be searched by '${unknown}' on this server`);
}

async function refusalOfWrite(
  profile: Profile,
  backend: FhirBackend,
  interaction: WriteInteraction,
  { headers, body }: FhirRequest,
): Promise<Answer | undefined> {
  if (interaction.kind !== 'create' && profile.hidesLabelled) {
    const stored = (await backend.handle(requestTo('GET', `${interaction.type}/${interaction.id}`))).body;
    if (stored && isRestricted(stored)) return refuse(404, 'not-found', 'No such resource');
  }
  const isChange = interaction.kind === 'update' || interaction.kind === 'patch';
  if (isChange && profile.ifMatch === 'required' && headers['if-match'] === undefined)
    return refuse(428, 'required', 'If-Match is needed here');
  return isResource(body) ? refusalOfContent(profile, backend, body) : undefined;
}

async function refusalOfContent(
  profile: Profile,
  backend: FhirBackend,
  resource: Resource,
): Promise<Answer | undefined> {
  if (resource.resourceType === 'DocumentReference') {
    const kinds = textsAt(resource, 'content.attachment.contentType').map((kind) => kind.split(';')[0]?.trim() ?? '');
    if (kinds.some((kind) => profile.refusesAttachments?.includes(kind)))
      return refuse(422, 'not-supported', 'Attachments of this media type are not kept', 'DocumentReference.content');
  }
  if (resource.resourceType !== 'QuestionnaireResponse' || !profile.refusesUnknownQuestionnaires) return undefined;
  const [canonical] = textsAt(resource, 'questionnaire');
  if (canonical === undefined || (await isKept(backend, canonical))) return undefined;
  return refuse(422, 'not-found', 'This Questionnaire is not known here', 'QuestionnaireResponse.questionnaire');
}

/** Whether a Questionnaire is in the store, in that version where the canonical names one. */
async function isKept(backend: FhirBackend, canonical: string): Promise<boolean> {
  const [url = '', version] = canonical.split('|');
  const { body } = await backend.handle(requestTo('GET', `Questionnaire?url=${encodeURIComponent(url)}`));
  const found = (body as Bundle | undefined)?.entry ?? [];
  return found.some(({ resource }) => version === undefined || textsAt(resource, 'version')[0] === version);
}
