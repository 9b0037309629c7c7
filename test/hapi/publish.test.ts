import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { main } from '../../src/release/publish';
import { isR4, readResources } from '../../src/release/resources';
import { hapiMissing, startHapi } from './start-hapi';

const resources = join(import.meta.dirname, '..', '..', 'fhir-resources');

describe.skipIf(hapiMissing())('publishing to a HAPI server', () => {
  let hapi: Awaited<ReturnType<typeof startHapi>>;
  beforeAll(async () => {
    hapi = await startHapi();
  }, 240_000);
  afterAll(() => hapi?.stop());

  async function publishTo(folder: string) {
    const log = vi.spyOn(console, 'log').mockImplementation(() => {});
    await main(['--to', hapi.base], folder);
    const [code, out] = [process.exitCode ?? 0, log.mock.calls.flat().join('\n')];
    process.exitCode = undefined;
    log.mockRestore();
    return { code, out };
  }

  test('creates all, then leaves all, then refuses a changed resource of the same version', async () => {
    const count = readResources(resources).resources.filter(isR4).length;
    const first = await publishTo(resources);
    expect(first.out).toContain(`${count} created, 0 unchanged, 0 refused\n`);
    expect(first.code).toBe(0);

    const second = await publishTo(resources);
    expect(second.out).toContain(`0 created, ${count} unchanged, 0 refused\n`);
    expect(second.code).toBe(0);

    const changed = mkdtempSync(join(tmpdir(), 'changed-'));
    cpSync(resources, changed, { recursive: true });
    const file = join(changed, 'PlanDefinition', 'kindreflex.json');
    const { url, title, ...rest } = JSON.parse(readFileSync(file, 'utf8'));
    writeFileSync(file, JSON.stringify({ ...rest, url, title: `${title}, changed` }));
    const third = await publishTo(changed);
    rmSync(changed, { recursive: true });
    expect(third.out).toMatch(/^refused +PlanDefinition\/kindreflex .*: title$/m);
    expect(third.out).toContain(`0 created, ${count - 1} unchanged, 1 refused\n`);
    expect(third.code).toBe(1);

    const search = await fetch(`${hapi.base}/PlanDefinition?url=${encodeURIComponent(url)}`);
    const { entry } = (await search.json()) as { entry: { resource: { title: string } }[] };
    expect(entry.map(({ resource }) => resource.title)).toEqual([title]);
  }, 240_000);
});
