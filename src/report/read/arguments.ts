import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Problem } from './problem';

/** What a run is asked to do. Folders are whole paths. */
export interface Asked {
  /** Folder of a Bulk Data export */
  readonly from?: string;
  readonly server?: Server;
  readonly out: string;
  readonly work: string;
  /** YYYY-MM-DD */
  readonly asOf: string;
  readonly decisionDays: number;
  /** `Organization/<id>` */
  readonly service?: string;
  readonly title?: string;
  readonly skipBadLines: boolean;
  /** Removes the work folder when the report is there */
  readonly forget: boolean;
}

/** Where to export from */
interface Server {
  readonly base: string;
  readonly tokenFile?: string;
  /** Only the patients of this Group */
  readonly group?: string;
  /** How long the server may take to prepare the export */
  readonly waitMinutes?: number;
  /** A folder in which the files stay; they are removed otherwise */
  readonly keepDownload?: string;
}

export const USAGE = `npm run report -- --from <folder> --out <folder> [options]
npm run report -- --from-server <base> [--token-file <file>] --out <folder> [options]
npm run report -- --work <folder> --out <folder> [options]     (what an earlier run has read)

  --work <folder>         where what was read is kept, in keys and codes (default: <out>.work)
  --forget                removes that folder when the report is there
  --service <reference>   only this service, such as Organization/12. Each report hides its own small numbers;
                          do not give the same reader those of a whole and of its services: differences may tell
  --title <text>          name of the service, as the page shows it
  --as-of <YYYY-MM-DD>    what is later is left out (default: today)
  --decision-days <days>  within which a team decides on a concern (default: 14)
  --skip-bad-lines        leaves out lines that are broken, and counts them
  --group <id>            with --from-server: only the patients of this Group
  --wait <minutes>        with --from-server: how long it may take to prepare (default: 240)
  --keep-download <folder>  with --from-server: keeps the files that the server gave`;

const OPTIONS = {
  from: { type: 'string' },
  'from-server': { type: 'string' },
  'token-file': { type: 'string' },
  'keep-download': { type: 'string' },
  group: { type: 'string' },
  wait: { type: 'string' },
  out: { type: 'string' },
  work: { type: 'string' },
  forget: { type: 'boolean' },
  service: { type: 'string' },
  title: { type: 'string' },
  'as-of': { type: 'string' },
  'decision-days': { type: 'string' },
  'skip-bad-lines': { type: 'boolean' },
} as const;

const SERVER_OPTIONS = ['token-file', 'group', 'wait', 'keep-download'] as const;

/** Reads the arguments of a run. `today` is YYYY-MM-DD. Throws a Problem that says what is wrong with them. */
export function readArguments(args: string[], today: string): Asked {
  const values = parse(args);
  const { from, out, work, title } = values;
  const base = values['from-server'];
  if (!out) throw new Problem('Say with --out where the report goes.');
  if (from && base) throw new Problem('Give --from or --from-server, not both.');
  if (!from && !base && !work) throw new Problem('Say with --from or --from-server what to read.');
  if (!base && SERVER_OPTIONS.some((name) => values[name] !== undefined)) {
    throw new Problem('--token-file, --group, --wait and --keep-download belong to --from-server.');
  }
  const folders = { out: resolve(out), work: work ? resolve(work) : `${resolve(out)}.work` };
  const all = [
    folders.out,
    folders.work,
    ...[from, values['keep-download']].flatMap((one) => (one ? [resolve(one)] : [])),
  ];
  if (new Set(all).size < all.length) throw new Problem('The folders given are the same one. Each needs its own.');
  return {
    ...folders,
    ...(from ? { from: resolve(from) } : {}),
    ...(base ? { server: serverOf({ ...values, base }) } : {}),
    ...(values.service === undefined ? {} : { service: serviceOf(values.service) }),
    ...(title ? { title } : {}),
    asOf: dayOf(values['as-of'] ?? today),
    decisionDays: numberOf('--decision-days', 'days', values['decision-days'] ?? '14'),
    skipBadLines: values['skip-bad-lines'] ?? false,
    forget: values.forget ?? false,
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: OPTIONS, allowPositionals: false }).values;
  } catch (error) {
    const option = /'(-[^' ]*)/.exec(error instanceof Error ? error.message : '')?.[1];
    const unknown = (error as NodeJS.ErrnoException).code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION';
    if (option === undefined) throw new Problem('There is something among the arguments that belongs to no option.');
    throw new Problem(unknown ? `There is no option ${option}.` : `The option ${option} is not given as it should be.`);
  }
}

function serverOf(values: ReturnType<typeof parse> & { readonly base: string }): Server {
  const { base, group, wait, 'token-file': tokenFile, 'keep-download': keepDownload } = values;
  if (!/^https?:\/\/\S+$/.test(base)) throw new Problem('--from-server wants the base of a FHIR server: https://…');
  return {
    base,
    ...(tokenFile ? { tokenFile: resolve(tokenFile) } : {}),
    ...(group ? { group } : {}),
    ...(wait === undefined ? {} : { waitMinutes: numberOf('--wait', 'minutes', wait) }),
    ...(keepDownload ? { keepDownload: resolve(keepDownload) } : {}),
  };
}

function serviceOf(text: string): string {
  const id = /^(?:.*\/)?(?:Organization\/)?([A-Za-z0-9.-]{1,64})$/.exec(text)?.[1];
  if (id === undefined) throw new Problem('--service wants the reference of an Organization, such as Organization/12.');
  return `Organization/${id}`;
}

function dayOf(text: string): string {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text) {
    throw new Problem('--as-of wants a day: YYYY-MM-DD.');
  }
  return text;
}

function numberOf(option: string, unit: string, text: string): number {
  const number = Number(text);
  if (!/^\d{1,4}$/.test(text) || number < 1) throw new Problem(`${option} wants a number of ${unit}, 1 or more.`);
  return number;
}
