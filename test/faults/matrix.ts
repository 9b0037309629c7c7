import { resolve } from 'node:path';
import { createServer, createServerModuleRunner } from 'vite';
import type { main as runMatrix } from './matrix-run';

/** Runs the fault matrix: see matrix-run. What the app fetches only when it saves needs a runner that stays open meanwhile. */
export async function main(args: string[]): Promise<void> {
  const server = await createServer({
    configFile: false,
    logLevel: 'error',
    appType: 'custom',
    optimizeDeps: { noDiscovery: true },
    server: { middlewareMode: true, hmr: false, watch: null, ws: false },
  });
  const runner = createServerModuleRunner(server.environments.ssr, { hmr: false });
  try {
    const { main } = await runner.import<{ readonly main: typeof runMatrix }>(resolve('test/faults/matrix-run.ts'));
    await main(args);
  } finally {
    await runner.close();
    await server.close();
  }
}
