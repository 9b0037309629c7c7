import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { errorCodes } from './error-codes';

test('the README lists every code with its meaning, and no other', () => {
  const readme = readFileSync('README.md', 'utf8');
  const rows = [...readme.matchAll(/^\| ([A-Z]-\d+) \| (.*) \|$/gm)].map(([, code, meaning]) => [code, meaning]);
  expect(Object.fromEntries(rows)).toEqual(errorCodes);
});
