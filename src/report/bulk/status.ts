import { Problem } from '../read/problem';
import { ask, type Connection, insist, pauseAskedFor, Transient } from './connection';
import { type Manifest, manifestIn, objectIn } from './manifest';
import { refusalOf } from './refusal';

const MINUTE_MS = 60_000;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

/** Codes of an OperationOutcome that say that asking again may help: https://hl7.org/fhir/R4/valueset-issue-type.html */
const PASSING = ['transient', 'lock-error', 'no-store', 'exception', 'timeout', 'incomplete', 'throttled'];

/** Asks until the export is ready; undefined when it failed on the server. Throws a Problem after `waitMinutes`. */
export async function waitForManifest(
  connection: Connection,
  status: URL,
  { waitMinutes, say }: { readonly waitMinutes: number; say(sentence: string): void },
): Promise<Manifest | undefined> {
  let left = waitMinutes * MINUTE_MS;
  let shown = '';
  for (let own = FIRST_PAUSE_MS; ; own = Math.min(own * 1.5, LONGEST_PAUSE_MS)) {
    const answer = await insist(connection, () => poll(connection, status));
    if (answer === 'failed') return undefined;
    if (answer.status === 200) return manifestIn(await answer.text(), status);
    await answer.body?.cancel();
    const progress = `The server prepares the export${shareIn(answer.headers.get('x-progress'))}.`;
    if (progress !== shown) say(progress);
    shown = progress;
    if (left <= 0) {
      throw new Problem(`The export was not ready within ${waitMinutes} minutes. Wait longer with --wait <minutes>.`);
    }
    const pause = Math.min(pauseAskedFor(answer) ?? own, left);
    await connection.pause(pause);
    // A server that asks for no pause at all does not make the wait endless.
    left -= Math.max(pause, FIRST_PAUSE_MS / 10);
  }
}

/** The state of an export: 202, 200 or failed. */
async function poll(connection: Connection, status: URL): Promise<Response | 'failed'> {
  const answer = await ask(connection, status, { accept: 'application/json' });
  if (answer.status === 200 || answer.status === 202) return answer;
  const outcome = objectIn(await answer.text());
  if (answer.status === 404 || answer.status === 410) {
    throw new Problem('The server no longer knows the export. Run the same command again.');
  }
  if (answer.status === 401 || answer.status === 403) throw refusalOf(answer, connection, 'The export');
  if (answer.status >= 500 && !saysItIsOver(outcome)) throw new Transient(`The server answered ${answer.status}`);
  return 'failed';
}

function saysItIsOver(outcome: Record<string, unknown> | undefined): boolean {
  const issues = Array.isArray(outcome?.issue) ? outcome.issue : [];
  return (
    issues.length > 0 && issues.every((issue: { code?: unknown } | null) => !PASSING.includes(String(issue?.code)))
  );
}

/** Only the share is taken over: the rest of the header is the server's own text, of whatever content. */
function shareIn(progress: string | null): string {
  const percent = /(?<!\d)(\d{1,2}|100)(?:\.\d+)? ?%/.exec(progress ?? '')?.[1];
  return percent === undefined ? '' : `: ${percent} %`;
}

/** Lets the server forget the export, done or not: https://hl7.org/fhir/uv/bulkdata/export.html#bulk-data-delete-request */
export async function forget(connection: Connection, status: URL): Promise<void> {
  const signal = AbortSignal.timeout(10_000);
  const answer = await ask({ ...connection, signal }, status, { method: 'DELETE', accept: 'application/json' }).catch(
    () => undefined,
  );
  await answer?.body?.cancel();
}
