import type { DocumentReference, Provenance, QuestionnaireResponse, RelatedPerson } from 'fhir/r4';
import { type FhirError, mayHaveLanded } from '../fhir/result';
import { type AnyResource, isResourceType } from '../fhir/schemas';
import { IDENTIFIER_SYSTEM } from '../mapping/canonical';
import { differences } from '../record/compare';
import { isSilence, learn, note, refusedWith, saidOf, type Trial } from './trial';

export type Sent = QuestionnaireResponse | RelatedPerson | DocumentReference | Provenance;

/** Something that was made and could be read again */
export interface Kept<T extends Sent = Sent> {
  readonly sent: T;
  readonly stored: AnyResource & { readonly id: string };
  /** `Type/id` */
  readonly place: string;
}

export interface Words {
  readonly kept: string;
  readonly refused: string;
  /** Where what is read back is not what was sent, by the paths that differ */
  readonly lost?: (paths: readonly string[]) => string;
}

/** Creates one resource, reads it back, compares, and notes what came of it. */
export async function tryCreate<T extends Sent>(
  trial: Trial,
  what: string,
  sent: T,
  words: Words,
): Promise<{ readonly kept?: Kept<T>; readonly place?: string; readonly error?: FhirError; readonly lost: string[] }> {
  const said = saidOf(trial, sent.resourceType, 'create');
  const { place, error } = await createOf(trial, sent);
  if (error) {
    learn(trial, error, { type: sent.resourceType, operation: 'create' });
    note(trial, what, said, refusedWith(error), isSilence(error) ? 'not known' : words.refused);
    return { error, lost: [] };
  }
  const stored = place ? await readAt(trial, place) : undefined;
  if (!place || !stored) {
    const did = place ? 'made, not shown again' : 'made; it does not say where';
    note(trial, what, said, did, trial.gone ? 'not known' : 'counts as not seen');
    return { lost: [], ...(place ? { place } : {}) };
  }
  const paths = differences(sent, stored, { base: trial.client.base, places: new Map() }).map(({ path }) => path);
  const lost = [...new Set(paths)];
  const did = lost.length === 0 ? 'kept whole' : `kept without ${shortened(lost)}`;
  const so = lost.length === 0 ? words.kept : (words.lost?.(lost) ?? 'the receipt names what is missing');
  note(trial, what, said, did, said.startsWith('no') ? 'not used: it says no' : so);
  return { kept: { sent, stored, place }, place, lost };
}

/** Where it was made. Without an answer it is looked for, because it may have been made all the same. */
async function createOf(trial: Trial, sent: Sent): Promise<{ place?: string; error?: FhirError }> {
  const { made, writing } = trial;
  const uuid = uuidOf(sent);
  made.unanswered.set(uuid, sent.resourceType);
  const answer = await writing.create(sent);
  if (!answer.ok && !mayHaveLanded(answer.error)) {
    made.unanswered.delete(uuid);
    return { error: answer.error };
  }
  const { type, id } = answer.ok ? answer.value : {};
  const place = type === sent.resourceType && id ? `${type}/${id}` : await lookFor(trial, sent);
  if (place) {
    made.unanswered.delete(uuid);
    made.places.add(place);
    return { place };
  }
  return answer.ok ? {} : { error: answer.error };
}

async function lookFor(trial: Trial, sent: Sent): Promise<string | undefined> {
  const found = await trial.host.findOwn(trial.patient, sent.resourceType, [uuidOf(sent)]);
  if (!found.ok && isSilence(found.error)) trial.gone = true;
  const [first] = found.ok ? found.value : [];
  return first?.id ? `${first.resourceType}/${first.id}` : undefined;
}

/** The UUID that the app gave it: its identifier, or the tag of a Provenance */
export function uuidOf(sent: Sent): string {
  const tags = sent.resourceType === 'Provenance' ? (sent.meta?.tag ?? []) : [];
  const identifiers = sent.resourceType === 'Provenance' ? [] : [sent.identifier ?? []].flat();
  return (
    tags.find(({ system }) => system === IDENTIFIER_SYSTEM)?.code ??
    identifiers.find(({ system }) => system === IDENTIFIER_SYSTEM)?.value ??
    ''
  );
}

/** Reads again; where no answer comes, once more, and then the connection counts as gone. */
export async function readAt(trial: Trial, place: string): Promise<Kept['stored'] | undefined> {
  const [type = '', id = ''] = place.split('/');
  if (!isResourceType(type)) return undefined;
  for (let turn = 0; turn < 2; turn++) {
    const answer = await trial.client.read(type, id);
    if (answer.ok) return { ...answer.value, id };
    if (!isSilence(answer.error)) return undefined;
  }
  trial.gone = true;
  return undefined;
}

const MOST_NAMED = 4;

const shortened = (paths: readonly string[]): string =>
  [...paths.slice(0, MOST_NAMED), ...(paths.length > MOST_NAMED ? [`${paths.length - MOST_NAMED} more`] : [])].join(
    ', ',
  );
