import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { compareWarnings, type ExpectedWarning, type SdcDefinitions } from './expected-warnings';
import { judge, validatorMissing } from './validate-folder';

const here = import.meta.dirname;
const root = join(here, '..', '..');
const resources = join(root, 'fhir-resources');
const published = join(root, '..', 'shared', 'fhir-definitions', 'sdc-4.0.0');

/**
 * The folders of definitions to judge this project's resources and responses with: its own, the stand-ins for the Extensions
 * Pack, and SDC's (HL7's own when they are there, unless `standIns`).
 */
export function projectDefinitions(standIns = false): { folders: string[]; sdc: SdcDefinitions } {
  const sdc = !standIns && existsSync(published) ? 'sdc-4.0.0' : 'sdc-stand-ins';
  const sdcFolder = sdc === 'sdc-4.0.0' ? published : join(here, 'sdc-stand-ins');
  return { folders: [resources, join(here, 'extension-stand-ins'), sdcFolder], sdc };
}

async function run(args: string[]): Promise<void> {
  const missing = validatorMissing();
  if (missing) throw new Error(`The resources cannot be validated: ${missing}`);
  const started = Date.now();
  const { folders, sdc } = projectDefinitions(args.includes('--stand-ins'));
  const judged = (await judge([resources], folders)).map((file) => ({ ...file, file: relative(root, file.file) }));
  const expected: ExpectedWarning[] = JSON.parse(readFileSync(join(here, 'expected-warnings.json'), 'utf8'));
  const { unexpected, gone } = compareWarnings(judged, expected, sdc);

  const all = judged.flatMap(({ file, messages }) => messages.map((message) => ({ file, ...message })));
  const errors = all.filter(({ severity }) => severity === 'error');
  for (const { file, severity, path, message } of [...errors, ...unexpected])
    console.log(`${file}: ${severity} at ${path}: ${message}`);
  for (const { file, path, message } of gone)
    console.log(`expected-warnings.json: no longer occurs: ${file} at ${path}: ${message}`);
  for (const { file, skipped } of judged) if (skipped) console.log(`${file}: skipped, ${skipped}`);
  const warnings = all.filter(({ severity }) => severity === 'warning').length;
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  const source =
    sdc === 'sdc-4.0.0' ? 'the published definitions of SDC 4.0.0' : 'the test-only stand-ins for SDC 4.0.0';
  console.log(
    `${judged.length} files, ${errors.length} errors, ${warnings} warnings, ${unexpected.length} not expected`,
  );
  console.log(`${seconds} seconds, with ${source}`);
  if (judged.length === 0) throw new Error(`There is no resource in ${relative(root, resources)}.`);
  if (errors.length + unexpected.length + gone.length > 0) process.exitCode = 1;
}

/**
 * `npm run validate`: every resource and example in one run of the HL7 engine. Sets a failing exit code on any error, on a
 * warning that is not in expected-warnings.json and on one there that no longer occurs. `--stand-ins` forces the stand-ins.
 */
export async function main(args: string[]): Promise<void> {
  try {
    await run(args);
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}
