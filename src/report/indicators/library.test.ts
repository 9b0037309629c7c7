import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { COUNTED, TIMED } from '../figures';
import { STATEMENTS } from './indicators';

const file = join(import.meta.dirname, '../../../fhir-resources/Library/kindreflex-indicators.json');
const attachments = Object.entries(STATEMENTS).map(([title, sql]) => ({
  contentType: 'application/sql',
  data: Buffer.from(sql).toString('base64'),
  title,
}));

// After a change: npx vitest run --project report src/report/indicators/library -u
test('Library/kindreflex-indicators holds the very SQL that the engine runs (-u writes it anew)', async () => {
  const library = JSON.parse(readFileSync(file, 'utf8'));
  await expect(`${JSON.stringify({ ...library, content: attachments }, null, 2)}\n`).toMatchFileSnapshot(file);
});

test.each([...COUNTED, TIMED])('Measure/kindreflex-%s names statements and columns that are there', async (id) => {
  const path = join(file, `../../Measure/kindreflex-${id}.json`);
  const { group, library } = JSON.parse(readFileSync(path, 'utf8'));
  expect(library).toEqual(['https://w3id.org/kindreflex/Library/kindreflex-indicators|0.1.0']);
  const criteria = [...group[0].population, ...group[0].stratifier].map(({ criteria }) => criteria);
  // R4 has no code for SQL: the language is absent for that reason, and the Library tells.
  for (const { _language, expression } of criteria.filter(({ language }) => language !== 'text/fhirpath')) {
    const [, statement = '', column = ''] = /^(?:period_of\()?"([a-z-]+)"\.([a-z]+)\)?$/.exec(expression) ?? [];
    expect(_language.extension[0].valueCode).toBe('unsupported');
    expect(statement).toBe(id);
    expect(STATEMENTS[statement]).toMatch(new RegExp(`\\b${column === 'month' && id === TIMED ? 'span' : column}\\b`));
  }
});
