import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'vite';

/**
 * Builds the app into a folder of its own, so that nobody else's build is disturbed; gives that folder. React in development
 * runs every effect and initialiser twice under StrictMode. `named`: functions keep the names that they have in the source.
 */
export async function buildApp(mode: 'production' | 'development' = 'production', named = false): Promise<string> {
  const outDir = mkdtempSync(join(tmpdir(), 'kindreflex-app-'));
  const before = process.env.NODE_ENV;
  process.env.NODE_ENV = mode;
  try {
    await build({
      configFile: resolve('vite.config.ts'),
      mode,
      logLevel: 'error',
      build: { outDir, emptyOutDir: true, ...(named && { minify: false }) },
    });
  } finally {
    process.env.NODE_ENV = before;
  }
  return outDir;
}
