import { spawn } from 'node:child_process';
import { relative } from 'node:path';
import { createInterface } from 'node:readline';
import { classpathOf, javaMissing } from '../hapi/maven-project';

/** What the HL7 engine says about one element; `path` is FHIRPath-like, such as QuestionnaireResponse.item[0].answer[0]. */
export type ValidationMessage = { severity: 'error' | 'warning' | 'information'; path: string; message: string };

/** The engine's judgement of one file, with the file as it was given or found below a folder that was given. */
export type JudgedFile = { file: string; resourceType?: string; skipped?: string; messages: ValidationMessage[] };

/** Why the HL7 validation engine cannot run here, as a sentence; undefined when it can. */
export function validatorMissing(): string | undefined {
  return javaMissing();
}

/**
 * Judges every .json file below `targets` (files or folders) in one JVM, offline, against FHIR R4 and every resource below the
 * folders in `definitions`. Throws when the engine itself fails.
 */
export async function judge(targets: string[], definitions: string[]): Promise<JudgedFile[]> {
  const classpath = await classpathOf(import.meta.dirname);
  const flags = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-Dfile.encoding=UTF-8', '-Duser.language=en'];
  const jvm = spawn('java', [...flags, '-cp', classpath, 'Validate', definitions.join(','), ...targets], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let complaints = '';
  jvm.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints = (complaints + text).slice(-4000);
  });
  const code = new Promise<number | null>((resolve, reject) => {
    jvm.once('close', resolve);
    jvm.once('error', reject);
  });
  const judged: JudgedFile[] = [];
  createInterface(jvm.stdout).on('line', (line) => {
    if (line.startsWith('{')) judged.push(JSON.parse(line));
  });
  if ((await code) !== 0) throw new Error(`The validation engine stopped:\n${complaints}`);
  return judged;
}

/**
 * Judges every .json file below a folder, and gives all messages per file (an empty list for a file without remarks). The key
 * is the file's path within the folder. `definitions` are the folders with the Questionnaires, profiles and code systems.
 */
export async function validateFolder(folder: string, definitions: string[]): Promise<Map<string, ValidationMessage[]>> {
  const judged = await judge([folder], definitions);
  return new Map(judged.map(({ file, messages }) => [relative(folder, file), messages]));
}
