import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { withViews } from './run-view-for-tests';
import { VIEWS } from './views';

const folder = join(import.meta.dirname, '../../../fhir-resources/ViewDefinition');
const read = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8'));

const text = z.string().check(z.minLength(1));
const Column = z.strictObject({
  name: text.check(z.regex(/^[A-Za-z][A-Za-z0-9_]*$/)),
  path: text,
  description: z.optional(text),
  type: z.enum(['string', 'id', 'code', 'canonical', 'boolean', 'integer', 'date', 'dateTime', 'instant']),
});
interface Select {
  column?: z.infer<typeof Column>[] | undefined;
  select?: Select[] | undefined;
  unionAll?: Select[] | undefined;
  forEach?: string | undefined;
  forEachOrNull?: string | undefined;
}
const Select: z.ZodMiniType<Select> = z
  .strictObject({
    column: z.optional(z.array(Column).check(z.minLength(1))),
    select: z.optional(z.array(z.lazy(() => Select)).check(z.minLength(1))),
    unionAll: z.optional(z.array(z.lazy(() => Select)).check(z.minLength(1))),
    forEach: z.optional(text),
    forEachOrNull: z.optional(text),
  })
  .check(
    z.refine(({ column, select, unionAll }) => column ?? select ?? unionAll, 'it selects nothing'),
    z.refine(
      ({ forEach, forEachOrNull }) => !(forEach && forEachOrNull),
      'forEach and forEachOrNull exclude each other',
    ),
    z.refine(
      ({ unionAll = [] }) => new Set(unionAll.map((one) => columnsOf(one).join())).size <= 1,
      'the parts of a union have the same columns in the same order',
    ),
  );

/** ViewDefinition of SQL on FHIR v2 (https://sql-on-fhir.org/ig/2.0.0), as far as this project uses it. */
const ViewDefinition = z.strictObject({
  resourceType: z.literal('ViewDefinition'),
  id: text,
  language: z.literal('en'),
  url: text.check(z.regex(/^https:\/\/w3id\.org\/kindreflex\/ViewDefinition\/kindreflex-[a-z]+$/)),
  version: text.check(z.regex(/^\d+\.\d+\.\d+$/)),
  name: text.check(z.regex(/^[A-Za-z][A-Za-z0-9_]*$/)),
  title: text,
  status: z.enum(['draft', 'active', 'retired', 'unknown']),
  experimental: z.boolean(),
  date: text.check(z.regex(/^\d{4}-\d{2}-\d{2}$/)),
  publisher: text,
  description: text,
  resource: z.enum(['QuestionnaireResponse', 'Encounter', 'Patient', 'RelatedPerson']),
  fhirVersion: z.array(z.literal('4.0.1')),
  select: z.array(Select).check(z.minLength(1)),
  where: z.optional(z.array(z.strictObject({ path: text, description: z.optional(text) }))),
});

/** The columns that a select gives, in the order that SQL on FHIR lays down. */
function columnsOf({ column = [], select = [], unionAll = [] }: Select): string[] {
  const [part] = unionAll;
  return [...column.map(({ name }) => name), ...select.flatMap(columnsOf), ...(part ? columnsOf(part) : [])];
}

const pathsOf = ({ column = [], select = [], unionAll = [], forEach, forEachOrNull }: Select): string[] => [
  ...column.map(({ path }) => path),
  ...[forEach, forEachOrNull].filter((path) => path !== undefined),
  ...[...select, ...unionAll].flatMap(pathsOf),
];

test('there is one ViewDefinition per view', () => {
  expect(readdirSync(folder).sort()).toEqual(VIEWS.map(({ name }) => `kindreflex-${name}.json`).sort());
});

test.each(VIEWS)(
  'ViewDefinition/kindreflex-$name is one, and has the columns of its SQL',
  async ({ name, resourceType }) => {
    const view = ViewDefinition.parse(read(`kindreflex-${name}.json`));
    expect(view).toMatchObject({ id: `kindreflex-${name}`, resource: resourceType });
    expect(view.url.endsWith(`/${view.id}`)).toBe(true);
    const columns = view.select.flatMap(columnsOf);
    expect(new Set(columns).size).toBe(columns.length);
    const inSql = await withViews([], async (connection) => (await connection.run(`FROM ${name}`)).columnNames());
    expect(columns.toSorted()).toEqual(inSql.toSorted());
  },
);

test.each(VIEWS)('ViewDefinition/kindreflex-$name asks of an engine only what is widely there', ({ name }) => {
  const { select, where = [] } = ViewDefinition.parse(read(`kindreflex-${name}.json`));
  const widely = ['where', 'exists', 'empty', 'extension', 'ofType', 'first', 'getResourceKey', 'getReferenceKey'];
  const paths = [...select.flatMap(pathsOf), ...where.map(({ path }) => path)];
  const functions = paths.flatMap((path) =>
    [...path.replace(/'[^']*'/g, '').matchAll(/(\w+)\(/g)].map(([, called]) => called),
  );
  expect(functions.filter((called) => !widely.includes(called ?? ''))).toEqual([]);
});

test('no view reads who wrote an entry, who told it, or a name or text itself', () => {
  for (const { name, sql } of VIEWS) {
    const { select } = ViewDefinition.parse(read(`kindreflex-${name}.json`));
    for (const path of select.flatMap(pathsOf)) expect(path).not.toMatch(/\b(author|source|display|telecom|address)\b/);
    expect(sql.replace('FROM source', '')).not.toMatch(/\b(author|display|telecom|address)\b/);
  }
});
