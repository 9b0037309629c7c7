import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { VIEWS } from '../../../src/report/views/views';
import { rowsBySql, sample } from '../view-sample';

/**
 * For compare.py: writes the sample of the view test into a folder, as `export/<Type>.ndjson`, and what the SQL makes of it, as
 * `rows/<view>.ndjson`.
 */
export async function main([folder]: string[]): Promise<void> {
  if (!folder) throw new Error('Name a folder.');
  const resources = sample();
  for (const name of ['export', 'rows']) mkdirSync(join(folder, name), { recursive: true });
  for (const type of new Set(resources.map(({ resourceType }) => resourceType))) {
    const lines = resources.filter(({ resourceType }) => resourceType === type).map((one) => JSON.stringify(one));
    writeFileSync(join(folder, 'export', `${type}.ndjson`), `${lines.join('\n')}\n`);
  }
  for (const view of VIEWS) {
    const rows = (await rowsBySql(view, resources)).map((row) => JSON.stringify(row));
    writeFileSync(join(folder, 'rows', `${view.name}.ndjson`), `${rows.join('\n')}\n`);
  }
}
