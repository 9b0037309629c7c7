import type { FhirResource } from 'fhir/r4';
import type { FhirClient } from '../fhir/client';
import type { FhirError, Result } from '../fhir/result';
import { type AnyResource, isResourceType } from '../fhir/schemas';
import type { Written } from '../fhir/transaction';
import { createWritingClient, type WritingClient } from '../fhir/writing-client';
import { IDENTIFIER_SYSTEM } from '../mapping/canonical';
import type { Refused } from '../record/can';
import { differences } from '../record/compare';
import { patchOf } from '../record/patch-of';
import type { Samples } from './samples';

/** One thing that was tried, and what came of it, in words that hold no value of a resource */
export interface Finding {
  readonly what: string;
  readonly did: string;
}

export interface Trial {
  readonly findings: readonly Finding[];
  /** `Type/id` of everything that was made */
  readonly made: readonly string[];
  /** What the host turned out not to take, whatever it says */
  readonly refused: readonly Refused[];
}

/** What the app learns from, as it does when it saves */
const REFUSALS: readonly string[] = ['forbidden', 'unsupported'];

const said = ({ code }: FhirError): string => `refused (${code})`;

/** Tries on the host what a save would do, one thing after the other. What could not be made is not tried further. */
export async function tryHost(client: FhirClient, samples: Samples): Promise<Trial> {
  const writing = createWritingClient(client.wire);
  const findings: Finding[] = [];
  const made: string[] = [];
  const refused: Refused[] = [];
  const note = (what: string, did: string) => findings.push({ what, did });

  async function make(what: string, resource: FhirResource): Promise<AnyResource | undefined> {
    const answer = await writing.create(resource);
    if (!answer.ok) {
      note(`${what}: create`, said(answer.error));
      if (REFUSALS.includes(answer.error.kind)) refused.push({ type: resource.resourceType, operation: 'create' });
      return undefined;
    }
    const place = placeOf(answer.value);
    if (place) made.push(place);
    const stored = place ? await readAt(client, place) : undefined;
    if (!stored) {
      note(`${what}: create`, place ? 'made, but cannot be read back' : 'made, but the host does not say where');
      return undefined;
    }
    const lost = differences(resource, stored, { base: client.base, places: new Map() });
    note(
      `${what}: create`,
      lost.length === 0 ? 'kept whole' : `kept, but not ${[...new Set(lost.map(({ path }) => path))].join(', ')}`,
    );
    return stored;
  }

  const child = await make('RelatedPerson', samples.child);
  const entry = await make('QuestionnaireResponse', samples.entry);
  const labelled = await make('QuestionnaireResponse with label and extension', samples.labelled);
  await make('DocumentReference, text', samples.note);
  await make('DocumentReference, FHIR JSON', samples.json);
  const anchor = entry ?? child;
  if (anchor) await make('Provenance with tag', samples.provenance(`${anchor.resourceType}/${anchor.id}`));

  for (const [what, resource, stored] of [
    ['RelatedPerson', samples.child, child],
    ['QuestionnaireResponse', samples.entry, entry],
  ] as const) {
    if (!stored) continue;
    note(`${what}: search by identifier`, await searched(client, resource));
    note(`${what}: create again with If-None-Exist`, await conditional(writing, resource, stored, made));
    note(`${what}: update`, await updated(writing, client, stored));
    note(`${what}: patch`, await patched(writing, client, stored));
    // By now there is a newer version, where the host changes anything at all.
    note(`${what}: change with a stale version`, await stale(writing, stored));
  }
  if (labelled) note('What carries a label is found again', await searched(client, samples.labelled));
  const transaction = await transacted(writing);
  note('Transaction', transaction);
  if (transaction !== 'taken') refused.push({ type: 'Bundle', operation: 'transaction' });
  return { findings, made, refused };
}

const placeOf = ({ type, id }: Written): string | undefined => (type && id ? `${type}/${id}` : undefined);

async function readAt(client: FhirClient, place: string): Promise<AnyResource | undefined> {
  const [type = '', id = ''] = place.split('/');
  const answer = isResourceType(type) ? await client.read(type, id) : undefined;
  return answer?.ok ? answer.value : undefined;
}

const ownUuid = (resource: FhirResource): string => {
  const list = 'identifier' in resource && resource.identifier ? [resource.identifier].flat() : [];
  return list.find((one) => 'value' in one && one.system === IDENTIFIER_SYSTEM)?.value ?? '';
};
const query = (resource: FhirResource) => `${IDENTIFIER_SYSTEM}|${ownUuid(resource)}`;

type Own = Samples['child'] | Samples['entry'];

async function searched(client: FhirClient, resource: Own): Promise<string> {
  const about = resource.resourceType === 'RelatedPerson' ? resource.patient : resource.subject;
  const patient = about?.reference?.split('/')[1] ?? '';
  const answer = await client.search(resource.resourceType, { patient, identifier: query(resource) });
  if (!answer.ok) return said(answer.error);
  const { length } = answer.value.resources;
  return length === 1 ? 'found' : length === 0 ? 'not found' : `found ${length} times`;
}

async function conditional(
  writing: WritingClient,
  resource: Own,
  stored: AnyResource,
  made: string[],
): Promise<string> {
  const answer = await writing.create(resource, { ifNoneExist: `identifier=${query(resource)}` });
  if (!answer.ok) return said(answer.error);
  const place = placeOf(answer.value);
  if (place === `${stored.resourceType}/${stored.id}`) return 'the same one is given, none is made';
  if (place) made.push(place);
  return 'ignored: a second one was made';
}

async function stale(writing: WritingClient, stored: AnyResource): Promise<string> {
  const { id, resourceType, meta } = stored;
  const version = meta?.versionId;
  if (id === undefined || version === undefined) return 'not tried: no version is given';
  const put = await writing.update({ ...stored, id }, version);
  if (!put.ok && put.error.kind === 'conflict') return `${said(put.error)}, as it should be`;
  if (put.ok) return 'OVERWRITTEN: If-Match is ignored';
  const patch = await writing.patch(resourceType, id, version, [{ op: 'add', path: '/language', value: 'nl' }]);
  if (!patch.ok) return patch.error.kind === 'conflict' ? `${said(patch.error)}, as it should be` : said(patch.error);
  return 'OVERWRITTEN: If-Match is ignored';
}

async function updated(writing: WritingClient, client: FhirClient, stored: AnyResource): Promise<string> {
  const now = await readAt(client, `${stored.resourceType}/${stored.id}`);
  if (!now?.id || !now.meta?.versionId) return 'not tried: no version is given';
  return outcome(await writing.update({ ...now, id: now.id, language: 'nl' }, now.meta.versionId));
}

async function patched(writing: WritingClient, client: FhirClient, stored: AnyResource): Promise<string> {
  const now = await readAt(client, `${stored.resourceType}/${stored.id}`);
  if (!now?.id || !now.meta?.versionId) return 'not tried: no version is given';
  const operations = patchOf(now, { ...now, language: now.language === 'nl' ? 'nl-BE' : 'nl' });
  return outcome(await writing.patch(now.resourceType, now.id, now.meta.versionId, operations));
}

const outcome = (answer: Result<Written>): string => (answer.ok ? 'done' : said(answer.error));

/** A transaction that writes nothing: whether the host takes one at all. */
async function transacted(writing: WritingClient): Promise<string> {
  const answer = await writing.transaction([{ request: { method: 'GET', url: 'RelatedPerson?identifier=none|none' } }]);
  if (answer.ok) return 'taken';
  return answer.error.kind === 'garbage'
    ? `answered, but not as a transaction (${answer.error.code})`
    : said(answer.error);
}
