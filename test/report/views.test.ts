import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { VIEWS, type View } from '../../src/report/views/views';
import { type Row, runView, type ViewDefinition } from './view-runner';
import { rowsBySql, sample } from './view-sample';

const definitionOf = (view: View): ViewDefinition =>
  JSON.parse(readFileSync(`fhir-resources/ViewDefinition/kindreflex-${view.name}.json`, 'utf8'));

/** Each row as text, its columns by name; counts come as texts out of DuckDB. */
const texts = (rows: readonly Row[]): string[] =>
  rows
    .map((row) =>
      JSON.stringify(
        Object.entries(row)
          .map(([name, value]) => [name, name === 'integer' && value !== null ? Number(value) : value])
          .sort(),
      ),
    )
    .sort();

const resources = sample();

test.each(VIEWS)('view $name: fhirpath.js finds the rows of the SQL', async (view) => {
  const byPath = texts(runView(definitionOf(view), resources));
  const bySql = texts(await rowsBySql(view, resources));
  expect(byPath.filter((row) => !bySql.includes(row))).toEqual([]);
  expect(bySql).toEqual(byPath);
  expect(byPath.length).toBeGreaterThan(40);
  console.log(`${view.name}: ${byPath.length} rows equal`);
});
