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

/**
 * Which modules go into one file. Few files: each costs a request and a dictionary of its own. A group takes along what its modules
 * import, unless an earlier one has it; what is in none of them becomes a small file of its own.
 */
const FILES = [
  // What the launch page and the app both need
  {
    name: 'session',
    test: /preload-helper|src\/(launch\/launch|session\/(language|session-page|site-config))\.ts/,
    priority: 1,
  },
  // What opens the session and begins to read, while the file with the screens comes in
  { name: 'record', test: /src\/screens\/main\.ts/, priority: 1 },
  // By itself: it stays in a browser's cache when the app has a new version
  { name: 'react', test: /node_modules\/(react|react-dom|scheduler)\//, priority: 2 },
  // What draws the overview and the first question of a contact
  { name: 'app', test: /src\/screens\/draw\.tsx/, priority: 1 },
  // What the overview may fetch, and a contact too
  {
    name: 'overview',
    test: /src\/(screens\/(answer-list|entry-answers|open-points|saving-texts)|record\/(document|read)-entries)\./,
  },
  { name: 'drafts', test: /src\/(screens|record)\/drafts\// },
  // What a contact fetches ahead as soon as its first field is there
  { name: 'contact', test: /src\/(form|screens\/(conflict|contact|receipt))\b/ },
  // The questions of step 1, with which every contact begins, come with the texts; those of the other steps after it, together.
  ...['nl', 'fr', 'en'].flatMap((language) => [
    { name: language, test: new RegExp(`texts/${language}\\.ts|fields/1/${language}`) },
    { name: `${language}-steps`, test: new RegExp(`fields/[2-6]/${language}`) },
  ]),
];

/**
 * What a page needs next is fetched before it asks for it: what draws, beside the script that opens the session; and all of that page
 * by the launch page, while the host answers it. There the links wait in a template, for the page's own script comes first.
 */
function fetchAhead(): Plugin {
  return {
    name: 'fetch-ahead',
    transformIndexHtml: {
      order: 'post',
      handler(html, { path, bundle = {} }) {
        const files = (wanted: RegExp) => Object.keys(bundle).filter((file) => wanted.test(file));
        if (path === '/index.html') {
          const links = files(/\/(react|app)-.*\.js$/).map(
            (file) => `<link rel="modulepreload" crossorigin href="/${file}">`,
          );
          return html.replace('</head>', `  ${links.join('\n    ')}\n  </head>`);
        }
        const scripts = files(/\/(record|react|app)-.*\.js$/).map(
          (file) => `<link rel="prefetch" as="script" href="/${file}">`,
        );
        const styles = files(/\/index-.*\.css$/).map((file) => `<link rel="prefetch" as="style" href="/${file}">`);
        return html.replace('</template>', `${[...scripts, ...styles].join('\n      ')}</template>`);
      },
    },
  };
}

/**
 * The styles of the app are one file, so a part that is fetched later has none to wait for: a kilobyte of every launch less, which
 * is Vite's helper for that.
 */
function bareImports(): Plugin {
  return {
    name: 'bare-imports',
    enforce: 'pre',
    load: (id) => (id === '\0vite/preload-helper.js' ? 'export const __vitePreload = (load) => load();' : undefined),
    generateBundle(_, bundle) {
      for (const part of Object.values(bundle))
        if (part.type === 'chunk' && part.isDynamicEntry && part.viteMetadata?.importedCss.size)
          this.error(`${part.name} has styles of its own: import them in screens/styles/styles.css`);
    },
  };
}

/**
 * Most functions of the first files run before the first field is there: a browser that knows this mark compiles them all on another
 * thread while it reads the file, not one by one when they are called (https://v8.dev/blog/explicit-compile-hints).
 */
function compiledAtOnce(): Plugin {
  return {
    name: 'compiled-at-once',
    generateBundle(_, bundle) {
      for (const part of Object.values(bundle))
        if (part.type === 'chunk' && ['session', 'record', 'react', 'app'].includes(part.name))
          part.code = `//# allFunctionsCalledOnLoad\n${part.code}`;
    },
  };
}

/** The icons are drawn by the stylesheet, which Vite's own list of licences passes over. */
function iconLicence(): Plugin {
  return {
    name: 'icon-licence',
    generateBundle() {
      const source = readFileSync('node_modules/lucide-static/LICENSE', 'utf8');
      this.emitFile({ type: 'asset', fileName: 'licence-of-the-icons.txt', source });
    },
  };
}

export default defineConfig({
  root: 'src',
  plugins: [react(), questionnaireFields(), fetchAhead(), bareImports(), compiledAtOnce(), iconLicence()],
  // fhirclient without its polyfills: every browser with a SMART launch has fetch, AbortController and WebCrypto.
  define: { FHIRCLIENT_PURE: 'true' },
  resolve: {
    alias: {
      debug: resolve('src/session/no-debug.cjs'),
      'js-base64': resolve('src/session/base64.cjs'),
      // Relative, as fhirclient's smart.js asks for it
      './Client': resolve('src/session/bare-client.cjs'),
    },
  },
  build: {
    outDir: '../dist/app',
    emptyOutDir: true,
    target: 'es2022',
    license: { fileName: 'licences.md' },
    // The page preloads what it needs; a part that is fetched later has nothing left to preload.
    modulePreload: {
      polyfill: false,
      resolveDependencies: (_, deps, { hostType }) => (hostType === 'html' ? deps : []),
    },
    rollupOptions: {
      input: { launch: resolve('src/launch.html'), index: resolve('src/index.html') },
      output: { codeSplitting: { groups: FILES } },
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
          exclude: ['test/differential/hl7-engine.test.ts', 'src/report/**'],
          environment: 'node',
        },
      },
      {
        extends: true,
        test: {
          name: 'report',
          include: ['src/report/**/*.test.ts', 'test/report/*.test.ts'],
          exclude: ['**/node_modules/**'],
          environment: 'node',
          testTimeout: 180_000,
          hookTimeout: 180_000,
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
          // Each file has a browser, a host and an app of its own.
          maxWorkers: 2,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
