import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FhirResource } from 'fhir/r4';

const types = ['CodeSystem', 'ValueSet', 'StructureDefinition', 'Questionnaire', 'PlanDefinition'];

/** The definitions that a hospital loads into its server before it takes the app into use: one JSON file each, by type. */
export function readDefinitions(folder: string): FhirResource[] {
  return types.flatMap((type) => {
    const files = existsSync(join(folder, type)) ? readdirSync(join(folder, type)) : [];
    return files
      .filter((file) => file.endsWith('.json'))
      .map((file) => JSON.parse(readFileSync(join(folder, type, file), 'utf8')) as FhirResource);
  });
}
