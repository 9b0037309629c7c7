import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { startDemo } from './start';

const dist = mkdtempSync(join(tmpdir(), 'kindreflex-'));
writeFileSync(join(dist, 'launch.html'), '<!doctype html><title>launch</title>');
afterAll(() => rmSync(dist, { recursive: true }));

test('host and app know each other; taken ports give way to free ones; stopping frees them', async () => {
  const first = await startDemo({ dist, ehrPort: 0, appPort: 0 });
  const ehrPort = Number(new URL(first.address).port);
  const appPort = Number(new URL(first.appOrigin).port);
  const second = await startDemo({ dist, ehrPort, appPort });
  expect(second.address).not.toBe(first.address);
  const config = await (await fetch(`${second.appOrigin}/kindreflex.config.json`)).json();
  expect(config).toMatchObject({ issuers: [{ iss: `${second.address}/fhir`, clientId: 'kindreflex' }] });
  const policy = (await fetch(`${second.appOrigin}/launch.html`)).headers.get('content-security-policy');
  expect(policy).toContain(`frame-ancestors ${second.address}`);
  await Promise.all([first.stop(), second.stop()]);
  await expect(fetch(first.address)).rejects.toThrow();
  const third = await startDemo({ dist, ehrPort, appPort });
  expect(third.address).toBe(first.address);
  await third.stop();
});
