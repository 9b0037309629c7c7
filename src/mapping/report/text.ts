import type { Line } from './lines';
import type { Report } from './report';

/** What a reader's screen may take for the end of a line */
const LINE_ENDS = /\r\n?|[\n\v\f\u0085\u2028\u2029]/g;

const inOneLine = (text: string): string => text.replace(LINE_ENDS, ' ');

/** A report as plain text, for a host that keeps documents: one question per line, groups indented. */
export function reportText({ title, about, head, sections, foot, missing }: Report): string {
  const parts = sections.map(({ title: name, notes, blocks }) =>
    [
      inOneLine(name.toUpperCase()),
      ...notes,
      ...blocks.flatMap(({ title: when, lines }) => [
        ...(when ? [inOneLine(when)] : []),
        ...linesText(lines, missing, when ? 1 : 0),
      ]),
    ].join('\n'),
  );
  return [[title, about, ...head].map(inOneLine).join('\n'), ...parts, foot.join('\n')]
    .filter((part) => part !== '')
    .join('\n\n');
}

function linesText(lines: readonly Line[], missing: string, depth: number): string[] {
  const indent = '  '.repeat(depth);
  return lines.flatMap(({ label, values, lines: inside, missing: isMissing }) => {
    const said = isMissing ? `[${values[0] ?? missing}]` : values.join('; ').replace(LINE_ENDS, `\n${indent}    `);
    const colon = said === '' ? '' : label.endsWith('?') ? ' ' : ': ';
    return [`${indent}${label}${colon}${said}`, ...linesText(inside, missing, depth + 1)];
  });
}
