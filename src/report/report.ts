import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Asked, readArguments, USAGE } from './read/arguments';
import { Problem } from './read/problem';
import { progressOn } from './read/progress';

/** Exit code of a program that was stopped by hand */
const STOPPED = 130;

/**
 * `npm run report`: reads a Bulk Data export and writes a service's figures. Exit code 1, with a sentence, when no report could be
 * made; 130 when it was stopped. Neither the sentences nor anything else that is shown holds content of the export.
 */
export async function main(args: string[]): Promise<void> {
  let asked: Asked;
  try {
    asked = readArguments(args, todayInBrussels());
  } catch (error) {
    return stop(`${error instanceof Problem ? error.message : 'The arguments cannot be read.'}\n\n${USAGE}`);
  }
  if (!existsSync(join(import.meta.dirname, 'node_modules/@duckdb/node-api'))) {
    return stop(
      'The packages of the report are not installed, as they are not the app’s. Run: npm ci --prefix src/report',
    );
  }

  const stopped = new AbortController();
  const interrupted = () => {
    if (stopped.signal.aborted) process.exit(STOPPED);
    stopped.abort();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, interrupted);
  try {
    const { runReport } = await import('./read/run-report');
    await runReport(asked, progressOn(process.stderr), stopped.signal);
    console.log(`The report is in ${asked.out}`);
    console.log(asked.forget ? 'The work folder is removed.' : workFolderNote(asked.work));
  } catch (error) {
    if (stopped.signal.aborted) stop('Stopped. No report was written; the same command goes on from here.', STOPPED);
    else stop(error instanceof Problem ? error.message : brokeOff(error));
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, interrupted);
  }
}

const todayInBrussels = (): string => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Brussels' }).format();

const workFolderNote = (work: string): string =>
  `What was read stays in ${work}, which makes the next run fast. It holds no name, text or identifier, but dates of birth and ` +
  'single entries: keep it as you keep the export, or remove that folder. --forget does so at once.';

/** The message of an unforeseen error may quote the input, so only its kind is told. */
function brokeOff(error: unknown): string {
  const message = error instanceof Error ? error.message : '';
  if (/^Out of Memory Error/.test(message)) return 'There is not enough memory for this export. No report was written.';
  const kind = /^[A-Z][A-Za-z ]* Error(?=:)/.exec(message)?.[0] ?? (error instanceof Error ? error.name : 'unknown');
  return `The run broke off (${kind}). No report was written.`;
}

function stop(sentence: string, code = 1): void {
  console.error(sentence);
  process.exitCode = code;
}
