import type { FhirResource } from 'fhir/r4';
import { patchOf } from '../record/patch-of';
import { isRefusal } from '../record/run';
import type { Trial } from './trial';
import { type Kept, readAt } from './try-create';

/** What of the trial was taken away, what stays but is marked as not counting, and what stays as it is; `Type/id`. */
export interface CleanUp {
  readonly deleted: readonly string[];
  readonly marked: readonly string[];
  readonly left: readonly string[];
  /** Sent without an answer, and not found: it may be there (type and our number) */
  readonly doubtful: readonly string[];
}

/** DELETE, with the token; the app itself never deletes. True: the host says that it is gone. */
export type Remove = (place: string) => Promise<boolean>;

/** What others refer to goes last. */
const ORDER = ['Provenance', 'DocumentReference', 'QuestionnaireResponse', 'RelatedPerson'];
const turn = (place: string) => ORDER.indexOf(place.split('/')[0] ?? '');

/** Takes away what the trial made: deleted where the host lets that be done, else marked as not counting, else named. */
export async function cleanUp(trial: Trial, remove: Remove): Promise<CleanUp> {
  await sweep(trial);
  const { places, unanswered } = trial.made;
  const [deleted, marked, left]: [string[], string[], string[]] = [[], [], []];
  for (const place of [...places].toSorted((a, b) => turn(a) - turn(b))) {
    if (await remove(place)) deleted.push(place);
    else if (await mark(trial, place)) marked.push(place);
    else left.push(place);
  }
  const doubtful = [...unanswered].map(([uuid, type]) => `${type} with the number ${uuid}`);
  return { deleted, marked, left, doubtful };
}

/** What was sent without an answer is looked for once more. */
async function sweep({ made, host, patient, learnt }: Trial): Promise<void> {
  for (const [uuid, type] of [...made.unanswered]) {
    const found = await host.findOwn(patient, type, [uuid]);
    if (!found.ok) continue;
    for (const { resourceType, id } of found.value) if (id) made.places.add(`${resourceType}/${id}`);
    // Where labels hide, not finding it says nothing.
    if (found.value.length > 0 || learnt.labels === 'kept' || learnt.labels === 'dropped') made.unanswered.delete(uuid);
  }
}

async function mark(trial: Trial, place: string): Promise<boolean> {
  const found = await readAt(trial, place);
  const version = found?.meta?.versionId;
  if (!found || !version) return false;
  for (const changed of notCounting(found)) {
    const put = await trial.writing.update(changed, version);
    if (put.ok) return true;
    if (!isRefusal(put.error)) continue;
    const patch = await trial.writing.patch(found.resourceType, found.id, version, patchOf(found, changed));
    if (patch.ok) return true;
  }
  return false;
}

/** How a resource says that it does not count, the clearest first; a Provenance cannot say it. */
function notCounting(stored: Kept['stored']): (FhirResource & { readonly id: string })[] {
  switch (stored.resourceType) {
    case 'RelatedPerson':
      return [{ ...stored, active: false }];
    case 'QuestionnaireResponse':
      return [{ ...stored, status: 'entered-in-error' }];
    case 'DocumentReference':
      return [
        { ...stored, status: 'entered-in-error' },
        { ...stored, status: 'superseded' },
      ];
    default:
      return [];
  }
}
