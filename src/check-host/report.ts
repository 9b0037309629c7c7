import type { CleanUp } from './clean-up';
import type { Finding } from './trial';

const WIDTH = 100;
const COLUMNS = [28, 12, 28, 29] as const;

export interface Page {
  readonly base: string;
  readonly patient: string;
  readonly withToken: boolean;
  readonly statementRead: boolean;
  readonly planned: string;
  readonly found: string;
  readonly findings: readonly Finding[];
  /** How long the host asked to wait, in seconds */
  readonly waited: number;
  readonly advice: readonly string[];
  readonly left: CleanUp;
}

/** One page of at most 100 columns: the plan, what is said, what was done, what follows, and what stays behind. */
export function report(page: Page): string {
  const { planned, found, findings, advice, waited } = page;
  return [
    ...wrapped(
      `Kindreflex check of ${page.base}, on Patient/${page.patient}, ${page.withToken ? 'with' : 'without'} a token`,
    ),
    ...(page.statementRead ? [] : ['The CapabilityStatement cannot be read: everything is a try.']),
    ...wrapped(`Write plan by what it says  ${planned}`, 28),
    ...wrapped(`Write plan by what it does  ${found === planned ? 'the same' : found}`, 28),
    '',
    row(['WHAT', 'IT SAYS', 'IT DOES', 'FOR THE APP']).join('\n'),
    ...findings.flatMap(({ what, said, did, so }) => row([what, said, did, so])),
    ...(waited > 0 ? row(['Pace', '', `asked to wait ${waited} s`, 'waits 30 s, then asks you']) : []),
    '',
    'FOR kindreflex.config.json AND THE HOST',
    ...advice.flatMap((sentence) => wrapped(`- ${sentence}`, 2)),
    '',
    ...cleaned(page.left),
  ].join('\n');
}

function cleaned({ deleted, marked, left, doubtful }: CleanUp): string[] {
  const listed = (title: string, places: readonly string[]) =>
    places.length > 0 ? [title, ...byType(places).flatMap((line) => wrapped(`  ${line}`, 4))] : [];
  return [
    `CLEANED UP: ${deleted.length} deleted, ${marked.length} marked, ${left.length} left as they are`,
    ...listed('These stay, entered in error or not active:', marked),
    ...listed('These stay, unmarked:', left),
    ...(doubtful.length > 0 ? ['These may be there, no answer came:', ...doubtful.map((one) => `  ${one}`)] : []),
  ];
}

function byType(places: readonly string[]): string[] {
  const types = new Map<string, string[]>();
  for (const place of places) {
    const [type = '', id = ''] = place.split('/');
    types.set(type, [...(types.get(type) ?? []), id]);
  }
  return [...types].map(([type, ids]) => `${type}/ ${ids.join(' ')}`);
}

function row(cells: readonly [string, string, string, string]): string[] {
  const parts = cells.map((cell, index) => broken(cell, COLUMNS[index] ?? 0));
  const height = Math.max(...parts.map(({ length }) => length));
  return Array.from({ length: height }, (_, line) =>
    parts
      .map((part, index) => (part[line] ?? '').padEnd(COLUMNS[index] ?? 0))
      .join(' ')
      .trimEnd(),
  );
}

/** The words of a text in lines of that width; a word that is longer is cut. An indent at the start is kept. */
function broken(text: string, width: number): string[] {
  const indent = /^ */.exec(text)?.[0] ?? '';
  const lines: string[] = [];
  let line = indent;
  for (const word of text.trim().split(' ')) {
    const next = line.trim() === '' ? line + word : `${line} ${word}`;
    if (next.length <= width) {
      line = next;
      continue;
    }
    if (line.trim() !== '') lines.push(line);
    line = indent + word;
    for (; line.length > width; line = indent + line.slice(width)) lines.push(line.slice(0, width));
  }
  return [...lines, line];
}

/** A text over the whole width, its further lines indented. */
function wrapped(text: string, indent = 0): string[] {
  const [first = '', ...rest] = broken(text, WIDTH);
  if (rest.length === 0) return [first];
  const further = text.slice(first.length).trim();
  return [first, ...broken(further, WIDTH - indent).map((line) => ' '.repeat(indent) + line)];
}
