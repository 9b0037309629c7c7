import type { FhirError, Result } from '../fhir/result';
import type { Written } from '../fhir/transaction';
import { meansOf } from '../record/means';
import { patchOf } from '../record/patch-of';
import { learn, note, refusedWith, type Trial } from './trial';
import { type Kept, readAt } from './try-create';

type Changed = Kept['stored'] & { readonly resourceType: 'RelatedPerson' | 'QuestionnaireResponse' };

/** What a change found out: a version that is old by now, and whether PUT and PATCH are taken */
export interface Changes {
  readonly old: string;
  readonly put: boolean;
  readonly patch: boolean;
}

/** Changes what was made, with the version that is current and then with one that is old. Undefined: there are no versions. */
export async function tryChange(trial: Trial, kept: Kept, words: Words): Promise<Changes | undefined> {
  const type = kept.sent.resourceType as Changed['resourceType'];
  const means = meansOf(type, trial.facts);
  const first = (await readAt(trial, kept.place)) as Changed | undefined;
  const old = first?.meta?.versionId;
  const saidChange = means.change === 'none' ? 'no' : `yes: ${means.change}`;
  if (!first) return undefined;
  if (old === undefined) {
    note(trial, '  change, If-Match', saidChange, 'no meta.versionId', 'NOTHING IS CHANGED HERE');
    return undefined;
  }
  const put = await trial.writing.update({ ...first, language: 'nl-BE' }, old);
  const second = ((await readAt(trial, kept.place)) as Changed | undefined) ?? first;
  const patch = await patchWith(trial, second, second.meta?.versionId ?? old);
  if (!put.ok) learn(trial, put.error, { type, operation: 'update' });
  if (!patch.ok) learn(trial, patch.error, { type, operation: 'patch' });
  const did = together([
    ['PUT', done(put)],
    ['PATCH', done(patch)],
  ]);
  note(trial, '  change, If-Match', saidChange, did, put.ok || patch.ok ? words.changed : words.unchanged);
  if (put.ok || patch.ok)
    await tryStale(trial, { kept, old, put: put.ok, patch: patch.ok, refusesStale: means.refusesStale });
  return { old, put: put.ok, patch: patch.ok };
}

export interface Words {
  readonly changed: string;
  readonly unchanged: string;
}

const done = (answer: Result<Written>): string => (answer.ok ? 'done' : refusedWith(answer.error));

/** `PUT, PATCH done`, or `PUT done, PATCH refused (F-405)` */
function together(outcomes: readonly (readonly [string, string])[]): string {
  const same = outcomes.every(([, outcome]) => outcome === outcomes[0]?.[1]);
  const hows = outcomes.map(([how]) => how).join(', ');
  return same ? `${hows} ${outcomes[0]?.[1]}` : outcomes.map((one) => one.join(' ')).join(', ');
}

const patchWith = (trial: Trial, stored: Changed, version: string) =>
  trial.writing.patch(
    stored.resourceType,
    stored.id,
    version,
    patchOf(stored, { ...stored, language: stored.language === 'nl' ? 'nl-BE' : 'nl' }),
  );

interface Stale extends Changes {
  readonly kept: Kept;
  readonly refusesStale: boolean;
}

async function tryStale(trial: Trial, { kept, old, put, patch, refusesStale }: Stale): Promise<void> {
  const now = (await readAt(trial, kept.place)) as Changed | undefined;
  if (!now) return;
  const said = refusesStale ? 'refused' : 'says nothing';
  if (now.meta?.versionId === old) {
    note(trial, '  change, old version', said, 'the version never changes', 'COLLEAGUES GO UNNOTICED');
    return;
  }
  const answers = [
    ...(put ? ([['PUT', await trial.writing.update({ ...now, language: 'fr' }, old)]] as const) : []),
    ...(patch ? ([['PATCH', await patchWith(trial, now, old)]] as const) : []),
  ];
  const overwrote = answers.some(([, answer]) => answer.ok);
  if (overwrote) trial.learnt.overwritten.add(now.resourceType);
  const did = together(answers.map(([how, answer]) => [how, answer.ok ? 'OVERWRITES' : staleWith(answer.error)]));
  const told = answers.every(([, answer]) => answer.ok || answer.error.kind === 'conflict');
  const so = overwrote ? 're-reads just before writing' : told ? 'nobody is overwritten' : 'NOT TOLD AS A CONFLICT';
  note(trial, '  change, old version', said, did, so);
}

const staleWith = (error: FhirError): string =>
  error.kind === 'conflict' ? `refused (${error.code})` : `answers ${error.code}`;
