import type { MeasureReport, MeasureReportGroup } from 'fhir/r4';
import { STEPS } from '../figures';
import { PARTS } from '../suppress/rows';
import { TEXTS } from './texts';

/** What someone outside knows of one number: exactly, or as it is written where it is kept back. */
export type Told = number | string;

/** `<layer> <period> <setting>` -> what is told; layers are named as in `asked-rate numerator`, `step-4 count`. */
export type Knowledge = Map<string, Told>;

/** Everything in figures.csv. Percentages are kept apart: they are not numbers of their own, but may betray some. */
export function fromCsv(text: string): { readonly told: Knowledge; readonly percents: Map<string, string> } {
  const [header = '', ...lines] = text.split('\r\n').filter(Boolean);
  const columns = header.split(',');
  const told: Knowledge = new Map();
  const percents = new Map<string, string>();
  for (const line of lines) {
    const values = line.split(',');
    const row = Object.fromEntries(columns.map((column, index) => [column, values[index] ?? '']));
    const figure =
      row.figure === 'entries' ? `step-${row.step}` : row.figure === 'funnel' ? `funnel-${row.step}` : row.figure;
    const place = `${row.period || row.reason} ${row.setting || 'all'}`;
    for (const column of ['numerator', 'denominator', 'count'] as const)
      if (row[column]) told.set(`${figure} ${column} ${place}`, asTold(row[column]));
    if (row.percent) percents.set(`${figure} ${place}`, row.percent);
  }
  return { told, percents };
}

const asTold = (text: string): Told => (/^\d+$/.test(text) ? Number(text) : text);

/** Every count in a MeasureReport that is not masked. */
export function fromMeasureReport(report: MeasureReport): Knowledge {
  const told: Knowledge = new Map();
  const id = report.id?.replace('kindreflex-', '');
  const add = (populations: MeasureReportGroup['population'] = [], place: string) => {
    for (const { code, count } of populations) {
      const name = code?.coding?.[0]?.code === 'measure-population' ? 'count' : code?.coding?.[0]?.code;
      if (count !== undefined) told.set(`${id} ${name} ${place}`, count);
    }
  };
  for (const group of report.group ?? []) {
    add(group.population, 'all all');
    for (const { code, stratum } of group.stratifier ?? [])
      for (const { value, population } of stratum ?? [])
        add(population, code?.[0]?.text === 'setting' ? `all ${value?.text}` : `${value?.text} all`);
  }
  return told;
}

/** Every count in the tables of the Dutch page. */
export function fromPage(page: string, decisionDays: number): Knowledge {
  const nl = TEXTS.nl;
  const told: Knowledge = new Map();
  const indicators = Object.entries(nl.indicators(decisionDays));
  const settings = new Map(Object.entries(nl.settings).map(([code, name]) => [name, code]));
  const periods = new Map<string, string>([...PARTS, 'all' as const].map((part) => [nl.parts[part], part]));
  const months = new Intl.DateTimeFormat(nl.locale, { month: 'long', timeZone: 'UTC' });
  const names = Array.from({ length: 12 }, (_, month) => months.format(new Date(Date.UTC(2020, month, 1))));
  const periodOf = (name: string): string => {
    const [, older, month = '', year] = /^(Vóór )?(\p{L}+) (\d{4})$/u.exec(name) ?? [];
    const id = `${year}-${String(names.indexOf(month) + 1).padStart(2, '0')}`;
    return periods.get(name) ?? (older ? `before-${id}` : id);
  };
  const partOf = (caption: string): string =>
    [...periods].find(([name]) => caption.endsWith(`: ${name.toLowerCase()}`))?.[1] ?? '';

  for (const { caption, columns, rows } of tablesIn(page)) {
    const [id] = indicators.find(([, { short }]) => caption.startsWith(`${short}, per `)) ?? [];
    for (const [name = '', ...cells] of rows) {
      const place = columns[0] === nl.setting ? `${partOf(caption)} ${settings.get(name)}` : `${periodOf(name)} all`;
      if (id === 'time-to-ask') told.set(`${id} count ${place}`, written(cells[0]));
      else if (id) {
        told.set(`${id} numerator ${place}`, written(cells[0]));
        told.set(`${id} denominator ${place}`, written(cells[1]));
      } else if (columns[0] === nl.month)
        for (const step of STEPS) told.set(`step-${step} count ${place}`, written(cells[step - 1]));
      else if (caption === nl.funnel.title)
        columns.slice(1).forEach((column, index) => {
          told.set(`funnel-${name[0]} count ${periods.get(column)} all`, written(cells[index]));
        });
      else if (columns[0] === nl.step)
        columns.slice(1).forEach((column, index) => {
          told.set(`step-${name[0]} count ${partOf(caption)} ${settings.get(column)}`, written(cells[index]));
        });
    }
  }
  return told;
}

/** As a person writes it down: `1.499` is a number, the rest stays text. */
function written(text = ''): Told {
  const digits = text.replaceAll('.', '');
  return /^\d+$/.test(digits) ? Number(digits) : text;
}

const plain = (markup: string): string =>
  markup
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .trim();

function* tablesIn(page: string) {
  for (const [, table = ''] of page.matchAll(/<table[^>]*>(.*?)<\/table>/gs)) {
    const rows = [...table.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row = '']) =>
      [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell = '']) => plain(cell)),
    );
    const [columns = [], ...others] = rows;
    yield { caption: plain(/<caption[^>]*>(.*?)<\/caption>/s.exec(table)?.[1] ?? ''), columns, rows: others };
  }
}
