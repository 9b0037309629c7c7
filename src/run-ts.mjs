// Node 20 cannot run TypeScript; Vite, which builds the app, can. Usage: node src/run-ts.mjs <file.ts> [arguments]
import { resolve } from 'node:path';
import { createServer, createServerModuleRunner } from 'vite';

const [file, ...args] = process.argv.slice(2);
const server = await createServer({
  configFile: false,
  logLevel: 'error',
  appType: 'custom',
  optimizeDeps: { noDiscovery: true },
  server: { middlewareMode: true, hmr: false, watch: null, ws: false },
});
// It stays open while the program runs: what is imported only when it is needed comes through it as well.
const runner = createServerModuleRunner(server.environments.ssr, { hmr: false });
try {
  const { main } = await runner.import(resolve(file));
  await main(args);
} finally {
  await runner.close();
  await server.close();
}
