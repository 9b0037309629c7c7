import { chmod, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { diskProblem, Problem } from '../read/problem';
import { baseOf, type Connection, patiently } from './connection';
import { checkScope, kickOff, type Scope } from './kick-off';
import { type Received, receive } from './receive';
import { forget, waitForManifest } from './status';

export interface BulkRequest extends Scope {
  /** Base of a FHIR server: https, or http on this machine */
  readonly base: string;
  /** File that holds a bearer token and nothing else */
  readonly tokenFile?: string | undefined;
  /** Folder for the NDJSON files: absent or empty. It is made readable for its owner only. */
  readonly into: string;
  /** How long the server may take to prepare the export; by default four hours */
  readonly waitMinutes?: number | undefined;
  readonly signal: AbortSignal;
  say(sentence: string): void;
  /** How a wait is done, in milliseconds; by default really */
  readonly pause?: ((ms: number) => Promise<void>) | undefined;
}

const WAIT_MINUTES = 240;

/**
 * Downloads what the figures need from a server that exports Bulk Data: https://hl7.org/fhir/uv/bulkdata/export.html. Throws a Problem,
 * or the reason of the signal when that stopped it; then no file is left in the folder. The export on the server is let go in any case.
 */
export async function download(request: BulkRequest): Promise<Received> {
  const { into, signal, tokenFile, say, waitMinutes = WAIT_MINUTES } = request;
  checkScope(request);
  const connection: Connection = {
    base: baseOf(request.base),
    tokenFile,
    signal,
    pause: request.pause ?? ((ms) => patiently(ms, signal)),
  };
  await prepare(into);
  try {
    signal.throwIfAborted();
    return await exported(connection, request, { into, say, waitMinutes });
  } catch (error) {
    for (const name of await readdir(into)) await rm(join(into, name));
    signal.throwIfAborted();
    throw error;
  }
}

/** Selects by questionnaire on the server; where that does not work, on arrival. */
async function exported(
  connection: Connection,
  scope: Scope,
  { into, say, waitMinutes }: { into: string; say(sentence: string): void; waitMinutes: number },
): Promise<Received> {
  for (const isSelective of [true, false]) {
    const status = await kickOff(connection, scope, isSelective);
    const received = status && (await finished(connection, status, { into, say, waitMinutes }));
    if (received) return received;
    if (isSelective) {
      say(
        'The server does not select by questionnaire: everything is asked for, and what is not ours is dropped on arrival.',
      );
    }
  }
  throw new Problem('The export failed on the server. Its own log says why.');
}

async function finished(
  connection: Connection,
  status: URL,
  { into, say, waitMinutes }: { into: string; say(sentence: string): void; waitMinutes: number },
): Promise<Received | undefined> {
  try {
    const manifest = await waitForManifest(connection, status, { waitMinutes, say });
    return manifest && (await receive(connection, manifest, into, say));
  } finally {
    await forget(connection, status);
  }
}

async function prepare(into: string): Promise<void> {
  try {
    await mkdir(into, { recursive: true, mode: 0o700 });
    await chmod(into, 0o700);
    if ((await readdir(into)).length === 0) return;
  } catch (error) {
    throw diskProblem(error, 'the folder of the download');
  }
  throw new Problem('The folder for the download is not empty.');
}
