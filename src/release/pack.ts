import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fhirPackage } from './fhir-package';
import { readResources } from './resources';
import { tgz } from './tar';

const root = join(import.meta.dirname, '..', '..');

/** `npm run package`: writes fhir-resources/ as a FHIR NPM package to dist/, and prints its name and content. */
export async function main(): Promise<void> {
  try {
    const { license } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const made = fhirPackage(readResources(join(root, 'fhir-resources')), license);
    const archive = tgz(made.files);
    const path = `dist/${made.name}-${made.version}.tgz`;
    mkdirSync(join(root, 'dist'), { recursive: true });
    writeFileSync(join(root, path), archive);
    console.log(`${path}: ${made.files.length} files, ${Math.ceil(archive.length / 1024)} kB`);
  } catch (error) {
    console.error(`Nothing was packaged.\n${(error as Error).message}`);
    process.exitCode = 1;
  }
}
