import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { newestChange } from './newest-change';

test('the newest file anywhere below decides, packages aside', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kindreflex-'));
  mkdirSync(join(folder, 'a'));
  mkdirSync(join(folder, 'node_modules'));
  for (const [name, seconds] of [
    ['old.ts', 1000],
    ['a/new.ts', 2000],
    ['node_modules/newer.js', 3000],
  ] as const) {
    writeFileSync(join(folder, name), '');
    utimesSync(join(folder, name), seconds, seconds);
  }
  expect(newestChange([folder])).toBe(2_000_000);
  expect(newestChange([join(folder, 'old.ts')])).toBe(1_000_000);
  expect(newestChange([join(folder, 'nothing')])).toBe(0);
  rmSync(folder, { recursive: true });
});
