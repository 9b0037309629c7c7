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
/** The runner asks for one module after the other; the server reads all that the program imports at once. What fails here, fails there. */
async function readAhead(url, seen = new Set()) {
  if (seen.has(url)) return;
  seen.add(url);
  const read = await server.environments.ssr.transformRequest(url).catch(() => undefined);
  const own = (read?.deps ?? []).filter((dependency) => dependency.startsWith('/'));
  await Promise.all(own.map((dependency) => readAhead(dependency, seen)));
}
void readAhead(resolve(file));
// It stays open while the program runs: what is imported only when it is needed comes through it as well.
const runner = createServerModuleRunner(server.environments.ssr, { hmr: false });
try {
  const { main } = await runner.import(resolve(file));
  await main(args);
} finally {
  await runner.close();
  await server.close();
}
