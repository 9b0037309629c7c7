import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serveApp } from './app-server';

const folder = mkdtempSync(join(tmpdir(), 'kindreflex-'));
const dist = join(folder, 'dist');
let app: Awaited<ReturnType<typeof serveApp>>;

beforeAll(async () => {
  mkdirSync(join(dist, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  writeFileSync(join(dist, 'index.html'), '<!doctype html><title>index</title>');
  writeFileSync(join(dist, 'assets', 'app-1a2b.js'), 'export {};'.repeat(300));
  app = await serveApp({ dist, config: () => ({ issuers: [] }), ehrOrigin: 'http://localhost:4010' });
});
afterAll(async () => {
  await app.stop();
  rmSync(folder, { recursive: true });
});

test('it listens on 127.0.0.1', () => {
  expect(app.origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
});

test('pages and configuration are never cached, hashed assets for ever', async () => {
  for (const path of ['/', '/index.html', '/kindreflex.config.json', '/assets/none.js']) {
    expect((await fetch(app.origin + path)).headers.get('cache-control'), path).toBe('no-store');
  }
  expect((await fetch(`${app.origin}/assets/app-1a2b.js`)).headers.get('cache-control')).toMatch(/immutable/);
});

test('types, compression and configuration', async () => {
  const script = await fetch(`${app.origin}/assets/app-1a2b.js`);
  expect(script.headers.get('content-type')).toMatch(/^text\/javascript/);
  expect(script.headers.get('content-encoding')).toBe('gzip');
  expect((await fetch(app.origin)).headers.get('content-type')).toMatch(/^text\/html/);
  expect(await (await fetch(`${app.origin}/kindreflex.config.json`)).json()).toEqual({ issuers: [] });
});

test('the policy lets in own files and the host, and the host alone may frame', async () => {
  const { headers } = await fetch(app.origin);
  const policy = headers.get('content-security-policy')?.split('; ');
  expect(policy).toEqual([
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self' http://localhost:4010",
    "base-uri 'none'",
    "form-action 'none'",
    'frame-ancestors http://localhost:4010',
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ]);
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('referrer-policy')).toBe('no-referrer');
});

test.each(['/../secret.txt', '/..%2fsecret.txt', '/%2e%2e/secret.txt', '/assets/../../secret.txt'])(
  '%s stays inside the folder',
  async (path) => {
    const { default: http } = await import('node:http');
    const { port } = new URL(app.origin);
    const status = await new Promise((done) => {
      http.get({ host: '127.0.0.1', port, path }, (answer) => done(answer.statusCode));
    });
    expect(status).not.toBe(200);
  },
);

test('without a built app it says so', async () => {
  const missing = serveApp({ dist: join(folder, 'none'), config: () => ({}), ehrOrigin: '' });
  await expect(missing).rejects.toThrow('not built');
});
