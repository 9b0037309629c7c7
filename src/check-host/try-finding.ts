import { IDENTIFIER_SYSTEM } from '../mapping/canonical';
import { meansOf } from '../record/means';
import { learn, note, refusedWith, saidOf, type Trial } from './trial';
import { type Kept, uuidOf } from './try-create';

const own = (kept: Kept) => `${IDENTIFIER_SYSTEM}|${uuidOf(kept.sent)}`;

/** Whether what was made is found again by its own number, as after a lost answer. */
export async function tryNumber(trial: Trial, kept: Kept): Promise<void> {
  const { client, patient } = trial;
  const type = kept.sent.resourceType;
  const by = type === 'Provenance' ? { _tag: own(kept) } : { patient, identifier: own(kept) };
  const answer = await client.search(type, by);
  const count = answer.ok ? answer.value.resources.filter(({ id }) => id === kept.stored.id).length : 0;
  const did = !answer.ok ? refusedWith(answer.error) : count === 1 ? 'found' : 'not found';
  const whole = !answer.ok && (answer.error.kind === 'invalid' || answer.error.kind === 'unsupported');
  const so =
    count === 1
      ? 'found after a lost answer'
      : type === 'Provenance'
        ? 'found by what it is about'
        : whole
          ? 'reads the whole list instead'
          : 'a lost answer stays uncertain';
  if (!answer.ok) learn(trial, answer.error, { type, operation: 'search' });
  note(trial, `  found by ${type === 'Provenance' ? 'tag' : 'identifier'}`, saidOf(trial, type, 'search'), did, so);
}

/** The same creation again, on the condition that it is not there. A plain second creation is not tried: it would be made. */
export async function tryAgain(trial: Trial, kept: Kept): Promise<void> {
  const { writing, facts, made } = trial;
  const { resourceType } = kept.sent;
  const said = meansOf(resourceType, facts).conditionalCreate;
  const answer = await writing.create(kept.sent, { ifNoneExist: `identifier=${own(kept)}` });
  const place = answer.ok && answer.value.id ? `${resourceType}/${answer.value.id}` : undefined;
  if (place) made.places.add(place);
  const did = !answer.ok
    ? refusedWith(answer.error)
    : place === kept.place
      ? 'gives the one that is there'
      : 'IGNORED: made a second one';
  const so = !said
    ? 'looks before it repeats'
    : place === kept.place
      ? 'repeating is safe'
      : 'SAYS IT, DOES NOT: may make two';
  note(trial, '  again, with If-None-Exist', said ? 'yes' : 'says nothing', did, so);
}

/** Whether the lists that the app opens a record with hold what was written. */
export async function tryList(trial: Trial, entries: readonly string[], documents: readonly string[]): Promise<void> {
  const { host, patient } = trial;
  if (entries.length > 0) {
    const list = await host.entries(patient);
    const ids = list.ok ? list.value.resources.map(({ id }) => `QuestionnaireResponse/${id}`) : [];
    await shown(trial, '  in the list of entries', 'QuestionnaireResponse', entries, ids, list);
  }
  if (documents.length > 0) {
    const list = await host.documents(patient);
    const ids = list.ok ? list.value.resources.map(({ id }) => `DocumentReference/${id}`) : [];
    await shown(trial, '  in the list of documents', 'DocumentReference', documents, ids, list);
  }
}

type Listed = Awaited<ReturnType<Trial['host']['entries']>> | Awaited<ReturnType<Trial['host']['documents']>>;

async function shown(
  trial: Trial,
  what: string,
  type: 'QuestionnaireResponse' | 'DocumentReference',
  wanted: readonly string[],
  found: readonly string[],
  list: Listed,
): Promise<void> {
  const there = wanted.filter((place) => found.includes(place)).length;
  const did = list.ok ? `${there} of ${wanted.length} found` : refusedWith(list.error);
  const so = there === wanted.length ? 'the overview shows them' : 'THE OVERVIEW MISSES SOME';
  note(trial, what, saidOf(trial, type, 'search'), did, so);
}
