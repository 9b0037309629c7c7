import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Answer, startBulkServer } from './bulk-server-for-tests';
import { type BulkRequest, download } from './download';

export const TOKEN = 'planted-token-4711';

/** A server with these routes, a folder, a token file, and a download between them that waits without waiting. */
export async function stageDownload(routes: Record<string, readonly Answer[]>) {
  const server = await startBulkServer(routes);
  const folder = mkdtempSync(join(tmpdir(), 'bulk-'));
  onTestFinished(async () => {
    await server.stop();
    rmSync(folder, { recursive: true });
  });
  const into = join(folder, 'raw');
  const tokenFile = join(folder, 'token');
  writeFileSync(tokenFile, `${TOKEN}\n`);
  const said: string[] = [];
  const pauses: number[] = [];
  const cancel = new AbortController();
  const request: BulkRequest = {
    base: server.base,
    tokenFile,
    into,
    signal: cancel.signal,
    say: (sentence) => void said.push(sentence),
    pause: async (ms) => void pauses.push(ms),
  };
  return {
    server,
    into,
    tokenFile,
    said,
    pauses,
    cancel,
    download: (more: Partial<BulkRequest> = {}) => download({ ...request, ...more }),
    /** What went wrong: the message alone */
    failure: (more: Partial<BulkRequest> = {}) =>
      download({ ...request, ...more }).then(
        () => 'nothing',
        (error: Error) => `${error.name}: ${error.message}`,
      ),
    names: () => readdirSync(into).sort(),
    text: (name: string) => readFileSync(join(into, name), 'utf8'),
  };
}

const ours = 'https://w3id.org/kindreflex/Questionnaire/kindreflex-1-conversation|0.1.0';

export const entry = (id: string, questionnaire = ours) => ({
  resourceType: 'QuestionnaireResponse',
  id,
  questionnaire,
});
export const patient = (id: string) => ({ resourceType: 'Patient', id });
export const lines = (...resources: readonly object[]) =>
  resources.map((resource) => `${JSON.stringify(resource)}\n`).join('');
