import { execFile, execFileSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
const lock = join(import.meta.dirname, 'target', 'maven.lock');

/** Why Java tests cannot run here, as a sentence; undefined when a JDK of 17 or newer and Maven are both on the PATH. */
export function javaMissing(): string | undefined {
  try {
    const version = execFileSync('javac', ['-version'], { encoding: 'utf8' });
    const major = Number(/javac (\d+)/.exec(version)?.[1]);
    if (!(major >= 17)) return `JDK 17 or newer is needed; found ${version.trim()}.`;
  } catch {
    return 'JDK 17 or newer is needed; there is no javac on the PATH.';
  }
  try {
    execFileSync('mvn', ['-v'], { stdio: 'ignore' });
  } catch {
    return 'Maven is needed; there is no mvn on the PATH.';
  }
  return undefined;
}

function fingerprint(project: string): string {
  const hash = createHash('sha256').update(readFileSync(join(project, 'pom.xml')));
  const sources = join(project, 'src', 'main');
  for (const file of readdirSync(sources, { recursive: true, withFileTypes: true })) {
    if (file.isFile()) hash.update(file.name).update(readFileSync(join(file.parentPath, file.name)));
  }
  return hash.digest('hex').slice(0, 16);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function isAbandoned(): boolean {
  try {
    return !isAlive(Number(readFileSync(lock, 'utf8'))) && Date.now() - statSync(lock).mtimeMs > 1000;
  } catch {
    return false;
  }
}

/** One Maven at a time: two that download into the same local repository can spoil each other's files. */
async function withLock<T>(work: () => Promise<T>): Promise<T> {
  mkdirSync(join(lock, '..'), { recursive: true });
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    if (isAbandoned()) rmSync(lock, { force: true });
    else await wait(500);
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function builtClasspath(built: string): string | undefined {
  const file = join(built, 'classpath');
  if (!existsSync(file)) return undefined;
  const jars = readFileSync(file, 'utf8').trim();
  return jars.split(delimiter).every((jar) => existsSync(jar))
    ? [join(built, 'classes'), jars].join(delimiter)
    : undefined;
}

/**
 * Compiles a Maven project once and gives the classpath to run it with. The result lives in target/<hash of the sources>, made
 * under another name and renamed when complete, so that processes which start together never see half of it.
 * Throws with Maven's own output when the build fails.
 */
export async function classpathOf(project: string): Promise<string> {
  const built = join(project, 'target', fingerprint(project));
  const ready = builtClasspath(built);
  if (ready !== undefined) return ready;
  return withLock(async () => {
    const meanwhile = builtClasspath(built);
    if (meanwhile !== undefined) return meanwhile;
    const out = join('target', `building-${randomUUID()}`);
    const goals = ['compile', 'dependency:build-classpath', '-DincludeScope=runtime'];
    const to = [`-Dout=${out}`, `-Dmdep.outputFile=${join(project, out, 'classpath')}`];
    try {
      await run('mvn', ['-B', '-q', ...goals, ...to], { cwd: project });
    } catch (error) {
      throw new Error(
        `Maven could not build ${project}: ${(error as { stdout?: string }).stdout?.slice(0, 2000) ?? error}`,
      );
    }
    rmSync(built, { recursive: true, force: true });
    renameSync(join(project, out), built);
    const classpath = builtClasspath(built);
    if (classpath === undefined)
      throw new Error(`Maven built ${project}, but its classpath names jars that do not exist.`);
    return classpath;
  });
}
