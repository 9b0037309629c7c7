import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { type Plugin, runnerImport } from 'vite';
import { defineConfig } from 'vitest/config';

/** The app's own source, run as it is: a static import here would have to be one that plain Node can load. */
const sourceOf = async <T>(file: string): Promise<T> =>
  (await runnerImport<T>(resolve(file), { configFile: false, logLevel: 'error' })).module;

/**
 * `virtual:fields/<step>/<language>`: the Questionnaire of a step as fields in one language. The JSON in fhir-resources stays
 * the only source; a browser fetches a tenth of it.
 */
function questionnaireFields(): Plugin {
  const prefix = 'virtual:fields/';
  return {
    name: 'questionnaire-fields',
    resolveId: (id) => (id.startsWith(prefix) ? `\0${id}` : undefined),
    async load(id) {
      if (!id.startsWith(`\0${prefix}`)) return undefined;
      const [step = '', language = ''] = id.slice(prefix.length + 1).split('/');
      const { fieldsOf } = await sourceOf<typeof import('./src/form/field')>('src/form/field.ts');
      const { QUESTIONNAIRE_ID } = await sourceOf<typeof import('./src/mapping/canonical')>('src/mapping/canonical.ts');
      const name = Object.entries(QUESTIONNAIRE_ID).find(([key]) => key === step)?.[1];
      const file = resolve(`fhir-resources/Questionnaire/${name}.json`);
      this.addWatchFile(file);
      return `export default ${JSON.stringify(fieldsOf(JSON.parse(readFileSync(file, 'utf8')), language))};`;
    },
  };
}

const SHARED =
  /node_modules\/(react|react-dom|scheduler)\/|src\/(fhir\/answers|form\/(date-text|edit|failed-fetches|form|later)|screens\/format|mapping\/(canonical|child-codes)|plan\/entry|texts\/texts)/;

export default defineConfig({
  root: 'src',
  plugins: [react(), questionnaireFields()],
  // fhirclient without its polyfills: every browser with a SMART launch has fetch, AbortController and WebCrypto.
  define: { FHIRCLIENT_PURE: 'true' },
  resolve: { alias: { debug: resolve('src/session/no-debug.cjs'), 'js-base64': resolve('src/session/base64.cjs') } },
  build: {
    outDir: '../dist/app',
    emptyOutDir: true,
    target: 'es2022',
    // The page preloads what it needs; a part that is fetched later has nothing left to preload.
    modulePreload: {
      polyfill: false,
      resolveDependencies: (_, deps, { hostType }) => (hostType === 'html' ? deps : []),
    },
    rollupOptions: {
      input: { launch: resolve('src/launch.html'), index: resolve('src/index.html') },
      // React and the small modules that several parts share in one file: each further file costs a dictionary of its own.
      output: { codeSplitting: { groups: [{ name: 'app', test: SHARED }] } },
    },
  },
  test: {
    root: '.',
    testTimeout: 20_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['src/**/*.test.{ts,tsx}', 'test/{differential,hostile}/*.test.ts'],
          exclude: ['test/differential/hl7-engine.test.ts'],
          environment: 'node',
        },
      },
      { extends: true, test: { name: 'contract', include: ['test/contract/embedded.test.ts'], environment: 'node' } },
      { extends: true, test: { name: 'faults', include: ['test/faults/*.test.ts'], environment: 'node' } },
      {
        extends: true,
        test: {
          name: 'validator',
          include: ['test/validator/*.test.ts', 'test/differential/hl7-engine.test.ts'],
          environment: 'node',
          testTimeout: 180_000,
          hookTimeout: 300_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'hapi',
          include: ['test/hapi/*.test.ts', 'test/contract/hapi.test.ts'],
          environment: 'node',
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 300_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/*.test.ts'],
          environment: 'node',
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
