import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/** What turns a text into elements or into a program. */
const SINKS = [
  /dangerouslySetInnerHTML/,
  /\b(?:inner|outer)HTML\b/,
  /\binsertAdjacentHTML\b/,
  /\bdocument\s*\.\s*write(?:ln)?\b/,
  /\beval\s*\(/,
  /\bnew\s+Function\b/,
  /\bFunction\s*\(/,
  /\bsrcdoc\b/i,
  /\bDOMParser\b/,
  /\bcreateContextualFragment\b/,
  /\bset(?:Timeout|Interval)\s*\(\s*['"`]/,
];

/** Code without its comments: a reason may name what it avoids. */
const code = (text: string): string => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:'"`\\])\/\/.*$/gm, '$1');

const found = (text: string): string[] => SINKS.flatMap((sink) => sink.exec(code(text))?.[0] ?? []);

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(tsx?|html|cjs)$/.test(file) && !/\.test\.tsx?$/.test(file) && !file.startsWith('demo-ehr'))
  .map((file) => join('src', file));

test('the search finds them where they are', () => {
  expect(found('<p dangerouslySetInnerHTML={{ __html: name }} />')).toEqual(['dangerouslySetInnerHTML']);
  expect(found('element.innerHTML = text')).toEqual(['innerHTML']);
  expect(found('element["outerHTML"] = text')).toEqual(['outerHTML']);
  expect(found('setTimeout("go()", 1); document.write(text); eval (text)')).toHaveLength(3);
  expect(found('// never innerHTML\n/* nor eval( */')).toEqual([]);
  expect(found('const address = "https://x"; element.innerHTML = text')).toEqual(['innerHTML']);
});

test('nothing in the app makes elements or programs out of text', () => {
  expect(files.length).toBeGreaterThan(150);
  expect(files.flatMap((file) => found(readFileSync(file, 'utf8')).map((sink) => `${file}: ${sink}`))).toEqual([]);
});
