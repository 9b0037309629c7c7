// Node 20 cannot run TypeScript; Vite, which builds the app, can. Usage: node src/run-ts.mjs <file.ts> [arguments]
import { resolve } from 'node:path';
import { runnerImport } from 'vite';

const [file, ...args] = process.argv.slice(2);
const { module } = await runnerImport(resolve(file), { configFile: false, logLevel: 'error' });
await module.main(args);
