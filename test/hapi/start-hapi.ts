import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { classpathOf, javaMissing } from './maven-project';

const readyWithinMs = 180_000;

/** Why a HAPI server cannot be started here, as a sentence; undefined when it can. */
export function hapiMissing(): string | undefined {
  return javaMissing();
}

/**
 * Starts an empty HAPI FHIR R4 server (in memory, loopback, free port, no authorization) and waits until it answers.
 * `base` is the FHIR base without a slash at the end. With `strict` it refuses unknown elements and invalid resources (422).
 * With `bulkExport` it offers $export. It ends with `stop()` and also when this process ends in any way. Throws with the server's last output when it does not start
 * within 180 seconds.
 */
export async function startHapi(
  options: { strict?: boolean; bulkExport?: boolean } = {},
): Promise<{ base: string; stop(): Promise<void> }> {
  const classpath = await classpathOf(import.meta.dirname);
  const flags = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-Xmx768m', '-DendWithParent=true'];
  const wished = [...(options.strict ? ['-Dstrict=true'] : []), ...(options.bulkExport ? ['-Dexport=true'] : [])];
  const jvm = spawn('java', [...flags, ...wished, '-cp', classpath, 'Main'], { stdio: ['pipe', 'pipe', 'pipe'] });
  const output: string[] = [];
  const ended = new Promise<void>((resolve) => {
    jvm.once('close', () => resolve());
    jvm.once('error', (error) => {
      output.push(error.message);
      resolve();
    });
  });
  const endKeeping = (line: string) => {
    output.push(line);
    if (output.length > 40) output.shift();
  };
  createInterface(jvm.stderr).on('line', endKeeping);
  const port = new Promise<string>((resolve) => {
    createInterface(jvm.stdout).on('line', (line) => {
      const found = /^READY port (\d+)$/.exec(line)?.[1];
      if (found === undefined) endKeeping(line);
      else resolve(found);
    });
  });
  const stop = async () => {
    jvm.kill();
    const force = setTimeout(() => jvm.kill('SIGKILL'), 10_000);
    await ended;
    clearTimeout(force);
  };
  let limit: NodeJS.Timeout | undefined;
  const tooLate = new Promise<undefined>((resolve) => {
    limit = setTimeout(() => resolve(undefined), readyWithinMs);
  });
  const started = await Promise.race([port, tooLate, ended.then(() => undefined)]);
  clearTimeout(limit);
  if (started === undefined) {
    await stop();
    throw new Error(`HAPI did not start:\n${output.join('\n')}`);
  }
  return { base: `http://127.0.0.1:${started}/fhir`, stop };
}
