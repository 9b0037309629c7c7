import { mayHaveLanded } from '../fhir/result';
import type { Samples } from './samples';
import type { Trial } from './trial';
import { type Before, tryBundles } from './try-bundle';
import { tryChange } from './try-change';
import { type Sent, tryCreate, uuidOf } from './try-create';
import { tryAgain, tryList, tryNumber } from './try-finding';

/** Tries on the host what a save would do, one thing after the other. What could not be made is not tried further. */
export async function tryHost(trial: Trial, samples: Samples): Promise<void> {
  const child = await tryChild(trial, samples);
  if (trial.gone) return;
  const entry = await tryEntry(trial, samples);
  if (trial.gone) return;
  const labelled = await tryLabelled(trial, samples, entry?.sent);
  if (trial.gone) return;
  const documents = await tryDocuments(trial, samples);
  if (trial.gone) return;
  const responses = [...(entry ? [entry.place] : []), ...(labelled ? [labelled] : [])];
  await tryList(trial, responses, documents);
  const anchor = entry ?? child.child;
  if (anchor) await tryProvenance(trial, samples, anchor.place);
  if (!trial.gone) await tryBundles(trial, samples, { ...child, entry });
}

async function tryChild(trial: Trial, samples: Samples): Promise<Pick<Before, 'child' | 'changes'>> {
  const { kept: child } = await tryCreate(trial, 'RelatedPerson', samples.child().resource, {
    kept: 'children become persons',
    refused: 'children stay in the entry',
  });
  if (!child || trial.gone) return { child, changes: undefined };
  await tryNumber(trial, child);
  await tryAgain(trial, child);
  const changes = await tryChange(trial, child, {
    changed: 'known children are completed',
    unchanged: 'known children stay as is',
  });
  return { child, changes };
}

async function tryEntry(trial: Trial, samples: Samples): Promise<Before['entry']> {
  const { kept, error } = await tryCreate(trial, 'QuestionnaireResponse', samples.entry().resource, {
    kept: 'entries go in as responses',
    refused: 'see the write plan',
  });
  if (error && error.kind === 'invalid') trial.learnt.entryUnfit = true;
  if (!kept || trial.gone) return kept;
  await tryNumber(trial, kept);
  await tryAgain(trial, kept);
  await tryChange(trial, kept, {
    changed: 'corrections in the entry',
    unchanged: 'corrections as new entries',
  });
  return kept;
}

/** Where it was made, also when it is not shown again. */
async function tryLabelled(trial: Trial, samples: Samples, entry: Sent | undefined): Promise<string | undefined> {
  const { resource } = samples.labelled(entry ? uuidOf(entry) : crypto.randomUUID());
  const { kept, place, lost } = await tryCreate(trial, '  labelled R, SDV; extension', resource, {
    kept: 'labels, corrections kept',
    refused: 'see the write plan',
    lost: (paths) =>
      paths.some((path) => path.startsWith('meta.security'))
        ? 'CONCERN STANDS WITHOUT A LABEL'
        : paths.includes('extension')
          ? 'corrections are not recognised'
          : 'the receipt names what is missing',
  });
  if (place && !trial.gone) {
    learnLabels(trial, kept !== undefined, lost);
    trial.learnt.correctionsLost = lost.some((path) => path.startsWith('extension'));
  }
  return place;
}

function learnLabels({ learnt }: Trial, isShown: boolean, lost: readonly string[]): void {
  if (!isShown) learnt.labels = 'hidden';
  else if (lost.some((path) => path.startsWith('meta.security'))) learnt.labels = 'dropped';
  else learnt.labels ??= 'kept';
}

async function tryDocuments(trial: Trial, samples: Samples): Promise<string[]> {
  const note = await tryCreate(trial, 'DocumentReference, text', samples.note(), {
    kept: 'a readable note is possible',
    refused: 'no readable notes',
  });
  const json = await tryCreate(
    trial,
    '  FHIR JSON, labelled',
    samples.json(samples.labelled(crypto.randomUUID()).resource),
    {
      kept: 'entries can go into documents',
      refused: 'no entries in documents',
    },
  );
  if (!note.error) trial.learnt.notes = true;
  if (!json.error) trial.learnt.json = true;
  else if (!mayHaveLanded(json.error)) trial.learnt.json = false;
  if (json.place && !trial.gone) learnLabels(trial, json.kept !== undefined, json.lost);
  return [note, json].flatMap(({ place }) => place ?? []);
}

async function tryProvenance(trial: Trial, samples: Samples, target: string): Promise<void> {
  const { kept } = await tryCreate(trial, 'Provenance with tag', samples.provenance(target), {
    kept: 'authorship is kept apart',
    refused: 'author in the entry alone',
    lost: (paths) => (paths.includes('meta.tag') ? 'found by what it is about' : 'the receipt names what is missing'),
  });
  if (kept) await tryNumber(trial, kept);
}
