import { DuckDBInstance } from '@duckdb/node-api';
import { questionnaireUrl } from '../../mapping/canonical';
import { type FigureOptions, figuresOf } from '../engine';
import type { Figures, Step } from '../figures';
import { keptSql } from '../views/kept';
import type { View } from '../views/views';

type Answer = string | number | boolean;

export interface TestChild {
  person?: string;
  own_id?: string;
  has_name?: boolean;
  birth_date?: string;
  birth_unknown?: boolean;
  permanent?: string;
  residence?: string;
}

/** An entry as a test writes it; what it leaves out is as plain as can be. */
export interface TestEntry {
  step?: Step;
  id?: string;
  key?: string;
  client?: string | null;
  encounter?: string;
  /** Contact date; authored is noon of that day, unless it is given */
  day?: string;
  authored?: string | null;
  version?: string;
  updated?: string;
  status?: string;
  questionnaire?: string;
  setting?: string;
  corrects?: { entry: string; kind: string };
  /** By linkId: a date or a code, a number, a boolean; `true` for a text too, several in a list */
  answers?: Record<string, Answer | readonly Answer[]>;
  children?: readonly TestChild[];
}

export interface TestTables {
  entries?: readonly TestEntry[];
  encounters?: readonly Record<string, string>[];
  clients?: readonly Record<string, string>[];
  persons?: readonly Record<string, string | boolean>[];
}

const COLUMNS = {
  entries:
    'key version_id last_updated entry_id questionnaire status client encounter authored corrects_entry corrects_kind contact_date setting',
  answers: 'entry version_id last_updated link_id code boolean:BOOLEAN integer:BIGINT date has_text:BOOLEAN',
  children:
    'entry version_id last_updated person own_id has_name:BOOLEAN birth_date birth_unknown:BOOLEAN permanent residence',
  encounters: 'key version_id last_updated status class client start service',
  clients: 'key version_id last_updated birth_date',
  persons: 'key version_id last_updated client birth_date has_name:BOOLEAN own_id',
};

const answerRow = (value: Answer) => {
  if (typeof value === 'number') return { integer: value };
  if (typeof value === 'boolean') return { boolean: value, has_text: value };
  return /^\d{4}/.test(value) ? { date: value } : { code: value };
};

function rowsOf({ entries = [], encounters = [], clients = [], persons = [] }: TestTables) {
  const rows = { entries: [] as object[], answers: [] as object[], children: [] as object[] };
  for (const [index, entry] of entries.entries()) {
    const { step = 1, id = `entry-${index}`, day, corrects } = entry;
    const version = { version_id: entry.version, last_updated: entry.updated };
    const key = entry.key ?? `QuestionnaireResponse/${id}`;
    rows.entries.push({
      key,
      ...version,
      entry_id: id,
      questionnaire: entry.questionnaire ?? `${questionnaireUrl(step)}|0.1.0`,
      status: entry.status ?? 'completed',
      client: entry.client === undefined ? 'Patient/1' : entry.client,
      encounter: entry.encounter,
      authored: entry.authored === undefined && day ? `${day}T12:00:00+01:00` : entry.authored,
      corrects_entry: corrects?.entry,
      corrects_kind: corrects?.kind,
      contact_date: day,
      setting: entry.setting,
    });
    for (const [link_id, given] of Object.entries(entry.answers ?? {}))
      for (const value of [given].flat())
        rows.answers.push({ entry: key, ...version, link_id, has_text: false, ...answerRow(value) });
    for (const child of entry.children ?? []) rows.children.push({ entry: key, ...version, has_name: false, ...child });
  }
  return { ...rows, encounters, clients, persons };
}

/** The figures of small tables, as of 30 June 2026 with 14 days for a decision, unless `options` says otherwise. */
export async function figuresFrom(tables: TestTables, options: Partial<FigureOptions> = {}): Promise<Figures> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  await connection.run("SET TimeZone = 'Europe/Brussels'");
  try {
    const rows = rowsOf(tables);
    for (const [name, columns] of Object.entries(COLUMNS)) {
      const types = columns.split(' ').map((column) => column.split(':'));
      const structure = JSON.stringify([
        Object.fromEntries(types.map(([column, type = 'VARCHAR']) => [column ?? '', type])),
      ]);
      await connection.run(
        `CREATE TABLE read_${name} AS SELECT unnest(from_json($1::JSON, '${structure}'), recursive := true)`,
        [JSON.stringify(rows[name as View['name']])],
      );
      await connection.run(`CREATE TABLE ${name} AS ${keptSql(name as View['name'], `read_${name}`)}`);
    }
    return await figuresOf(connection, { asOf: '2026-06-30', decisionDays: 14, ...options });
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** What a counted indicator has, as `month setting: numerator/denominator`, in order. */
export const countsOf = ({ counts }: Figures, measure: string): string[] =>
  counts
    .filter((cell) => cell.measure === measure)
    .map(({ month, setting, numerator, denominator }) => `${month} ${setting}: ${numerator}/${denominator}`)
    .sort();

/** How many were left out, by reason. */
export const leftOutOf = ({ leftOut }: Figures): Record<string, number> =>
  Object.fromEntries(leftOut.map(({ reason, count }) => [reason, count]));
