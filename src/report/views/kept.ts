import { questionnaireUrl } from '../../mapping/canonical';
import { SETTINGS, STEPS } from '../figures';
import type { View } from './views';

/** The answers that an indicator asks for (facts.sql). No other row of `answers` is kept. */
const ASKED = [
  's1.uitkomst',
  's1.zorgtVoor',
  's1.aantal',
  's1.residentieel',
  's1.opvang',
  's2.nietPluis',
  's2.acuut',
  's2.nuVeilig',
  's2.redenen.tekst',
  's4.besluit.verontrustend',
  's4.besluit.op',
  's4.volgende',
  's4.advies.bij',
  's5.nieuwSignaal',
  's5.volgende',
  's5.advies.bij',
  's6.contact.op',
  's6.volgende',
];
const CODES = ['held', 'yes', 'no', 'undecided', 'arranged', 'partly', 'not-arranged', 'vk', 'ocj'];
const ENTRY_STATUSES = ['in-progress', 'completed', 'amended', 'entered-in-error', 'stopped'];
const VISIT_STATUSES = ['planned', 'arrived', 'triaged', 'in-progress', 'onleave', 'finished', 'cancelled'];
const CLASSES = ['EMER', 'IMP', 'ACUTE', 'NONAC', 'AMB', 'VR'];
/** More children than anybody has are a slip of the pen, and would drown the others. */
const MOST_CHILDREN = 30;

const listed = (texts: readonly string[]): string => texts.map((text) => `'${text}'`).join(', ');
const DAY = '[0-9]{4}-[0-9]{2}-[0-9]{2}';
const TIME = 'T[0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?(Z|[+-][0-9]{2}:[0-9]{2})?';

/** A code that is none of these becomes `other`; none stays none. */
const code = (column: string, codes: readonly string[]): string =>
  `CASE WHEN ${column} IN (${listed(codes)}) THEN ${column} WHEN ${column} IS NOT NULL THEN 'other' END`;
/** A FHIR dateTime of at least a day; a day without a time is its first moment in the time zone of the connection. */
const instant = (column: string): string =>
  `CASE WHEN ${column} > '0001' AND regexp_full_match(${column}, '${DAY}(${TIME})?') THEN TRY_CAST(${column} AS TIMESTAMPTZ) END`;
const fullDate = (column: string): string =>
  `CASE WHEN ${column} > '0001' AND regexp_full_match(${column}, '${DAY}') THEN TRY_CAST(${column} AS DATE) END`;
/** A whole or partial FHIR date, as it is written */
const date = (column: string): string =>
  `CASE WHEN ${column} >= '0001' AND regexp_full_match(${column}, '[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?') THEN ${column} END`;

/** Numbers in their order; of any other version only that it is another one, below all numbers. */
const VERSION = {
  version_id:
    'CASE WHEN version_id IS NOT NULL THEN coalesce(TRY_CAST(version_id AS BIGINT), -1 - (hash(version_id) >> 2)::BIGINT) END',
  last_updated: instant('last_updated'),
};

const KEPT: Readonly<Record<View['name'], { readonly as: Readonly<Record<string, string>>; readonly rows?: string }>> =
  {
    entries: {
      as: {
        ...VERSION,
        questionnaire: `CASE WHEN regexp_full_match(questionnaire, '(${STEPS.map(questionnaireUrl).join('|')})([|][0-9.]{0,20})?') THEN questionnaire ELSE 'other' END`,
        status: code('status', ENTRY_STATUSES),
        authored: instant('authored'),
        corrects_kind: code('corrects_kind', ['replaces', 'withdraws']),
        contact_date: fullDate('contact_date'),
        setting: `CASE WHEN setting <> 'unknown' AND setting IN (${listed(SETTINGS)}) THEN setting END`,
      },
    },
    answers: {
      as: {
        ...VERSION,
        code: code('code', CODES),
        integer: `CASE WHEN integer BETWEEN 0 AND ${MOST_CHILDREN} THEN integer::TINYINT END`,
        date: date('date'),
      },
      rows: `link_id IN (${listed(ASKED)})`,
    },
    children: {
      as: {
        ...VERSION,
        birth_date: date('birth_date'),
        permanent: code('permanent', ['yes', 'no']),
        residence: "CASE WHEN residence IS NOT NULL THEN 'given' END",
      },
    },
    encounters: {
      as: {
        ...VERSION,
        status: code('status', VISIT_STATUSES),
        class: code('class', CLASSES),
        start: instant('start'),
      },
    },
    clients: { as: { ...VERSION, birth_date: date('birth_date') } },
    persons: { as: { ...VERSION, birth_date: date('birth_date') } },
  };

/**
 * What of a view the figures need, from a relation with its columns: moments and days as such, codes that count, and nothing that
 * somebody may have written in the place of one. The connection's time zone must be Europe/Brussels.
 */
export function keptSql(name: View['name'], from: string): string {
  const { as, rows } = KEPT[name];
  const replaced = Object.entries(as).map(([column, sql]) => `${sql} AS "${column}"`);
  return `SELECT * REPLACE (\n  ${replaced.join(',\n  ')}\n) FROM ${from}${rows ? `\nWHERE ${rows}` : ''}`;
}
