import { createWriteStream } from 'node:fs';
import { rename } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { diskProblem, Problem } from '../read/problem';
import { ask, brokenOff, type Connection, insist, Transient } from './connection';
import type { ExportFile } from './manifest';
import { refusalOf } from './refusal';

const LONGEST_LINE = 64 * 1024 * 1024;

/**
 * Fetches a file into `path` (0600) and leaves out the lines that `keeps` does not want. What breaks off or comes short is begun again;
 * `begin` is called each time. The path is there only when the file is whole.
 */
export async function fetchFile(
  connection: Connection,
  file: ExportFile,
  needsToken: boolean,
  to: { readonly path: string; begin(): void; keeps(line: string): boolean },
): Promise<void> {
  const part = `${to.path}.part`;
  await insist(connection, async () => {
    to.begin();
    const lines = await linesOf(connection, file, needsToken);
    const kept = async function* () {
      for await (const some of lines) {
        const wanted = some.filter(to.keeps);
        if (wanted.length > 0) yield `${wanted.join('\n')}\n`;
      }
    };
    await pipeline(kept, createWriteStream(part, { mode: 0o600 })).catch((error: NodeJS.ErrnoException) => {
      throw error.syscall === undefined ? error : diskProblem(error, 'a file of the download');
    });
  });
  await rename(part, to.path);
}

/** Calls `take` with the lines of a file; begun again, after `begin`, when it breaks off. */
export async function readLines(
  connection: Connection,
  file: ExportFile,
  needsToken: boolean,
  { begin, take }: { begin(): void; take(line: string): void },
): Promise<void> {
  await insist(connection, async () => {
    begin();
    for await (const lines of await linesOf(connection, file, needsToken)) lines.forEach(take);
  });
}

/** The lines of a file that are not empty, some at a time. Throws Transient when it breaks off or is shorter than announced. */
async function linesOf(
  connection: Connection,
  file: ExportFile,
  needsToken: boolean,
): Promise<AsyncIterable<string[]>> {
  const answer = await ask(connection, file.address, { accept: 'application/fhir+ndjson', withoutToken: !needsToken });
  const type = answer.headers.get('content-type') ?? '';
  if (!answer.ok || !answer.body || /html/.test(type)) {
    await answer.body?.cancel();
    throw fileRefusal(connection, file, answer, needsToken);
  }
  return counted(splitLines(Readable.fromWeb(answer.body as ReadableStream)), file);
}

function fileRefusal(connection: Connection, { address }: ExportFile, answer: Response, needsToken: boolean) {
  if (answer.ok) return new Problem('The server gives a web page where a file of the export should be.');
  const isForeign = address.origin !== connection.base.origin;
  if (needsToken && isForeign && [401, 403].includes(answer.status)) {
    return new Problem(
      'The files lie on another server, which wants the token; it is sent to none but the server that was given.',
    );
  }
  if ([404, 410].includes(answer.status)) {
    return new Problem('A file of the export is no longer there. Run the same command again.');
  }
  return refusalOf(answer, connection, 'A file of the export cannot be fetched');
}

async function* counted(lines: AsyncIterable<string[]>, { count = 0 }: ExportFile): AsyncGenerator<string[]> {
  let seen = 0;
  for await (const some of lines) {
    seen += some.length;
    yield some;
  }
  if (seen < count) throw new Transient('A file of the export came shorter than announced');
}

async function* splitLines(body: AsyncIterable<Uint8Array>): AsyncGenerator<string[]> {
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for await (const bytes of body) {
      const lines = (rest + decoder.decode(bytes, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      if (rest.length > LONGEST_LINE) throw new Problem('A file of the export has a line of more than 64 MB.');
      yield lines.map((line) => line.trim()).filter(Boolean);
    }
  } catch (error) {
    throw brokenOff(error);
  }
  const last = (rest + decoder.decode()).trim();
  if (last !== '') yield [last];
}
