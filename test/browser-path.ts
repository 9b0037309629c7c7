import { accessSync, constants, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { chromium, type LaunchOptions } from 'playwright-core';

/** How to start a browser: where it is, and what its environment needs. */
export type FoundBrowser = Required<Pick<LaunchOptions, 'executablePath' | 'args' | 'chromiumSandbox' | 'env'>>;

const ARGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * The browser for the tests: CHROME_PATH (which must then be right), Playwright's own download, the places where systems put one,
 * and on x86-64 Linux the one that npm brought. Undefined when there is none.
 */
export async function findBrowser(environment = process.env): Promise<FoundBrowser | undefined> {
  const given = environment.CHROME_PATH;
  if (given) {
    if (!isExecutable(given)) throw new Error('CHROME_PATH is set, but names no program that can be run');
    return found(given);
  }
  const installed = [chromium.executablePath(), ...systemPlaces(environment)].find(isExecutable);
  return installed === undefined ? fromNpm() : found(installed);
}

/** Why there is no browser, as a sentence. */
export const BROWSER_MISSING =
  'no browser found: set CHROME_PATH, or install Chromium, Google Chrome or Microsoft Edge';

function found(executablePath: string, env: NodeJS.ProcessEnv = process.env): FoundBrowser {
  // Chromium refuses its sandbox to root, and containers of a build service seldom allow one.
  const chromiumSandbox = process.getuid?.() !== 0 && process.env.CI === undefined;
  return { executablePath, args: ARGS, chromiumSandbox, env: definedOnly(env) };
}

function isExecutable(path: string | undefined): path is string {
  if (!path || !existsSync(path)) return false;
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function systemPlaces(environment: NodeJS.ProcessEnv): string[] {
  if (process.platform === 'darwin')
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  if (process.platform === 'win32')
    return ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA'].flatMap((variable) =>
      ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'].flatMap((program) => {
        const folder = environment[variable];
        return folder ? [join(folder, program)] : [];
      }),
    );
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
  const folders = (environment.PATH ?? '').split(delimiter).filter(Boolean);
  return names.flatMap((name) => folders.map((folder) => join(folder, name)));
}

/** Chromium from npm with the libraries that it needs; without the arguments of that package, which switch off what is tested. */
async function fromNpm(): Promise<FoundBrowser | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const { default: packed } = await import('@sparticuz/chromium');
  const before = process.env.AWS_EXECUTION_ENV;
  // Only where this variable says so does the package unpack its libraries beside the browser.
  process.env.AWS_EXECUTION_ENV = 'AWS_Lambda_nodejs20.x';
  try {
    const executablePath = await packed.executablePath();
    const libraries = join(tmpdir(), 'al2023', 'lib');
    const env = { ...process.env, LD_LIBRARY_PATH: libraries, FONTCONFIG_PATH: join(tmpdir(), 'fonts') };
    return { ...found(executablePath, env), chromiumSandbox: false };
  } finally {
    if (before === undefined) delete process.env.AWS_EXECUTION_ENV;
    else process.env.AWS_EXECUTION_ENV = before;
  }
}

const definedOnly = (env: NodeJS.ProcessEnv): Record<string, string> =>
  Object.fromEntries(Object.entries(env).filter((pair): pair is [string, string] => pair[1] !== undefined));
