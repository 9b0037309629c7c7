import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Problem } from '../read/problem';
import { writeFolder } from './output-folder';

let root = '';
const out = () => join(root, 'report');
const files = (content: string) => new Map([['figures.csv', content]]);

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'output-folder-'));
});
afterEach(() => rmSync(root, { recursive: true }));

test('the folder appears whole, and nothing is left beside it', async () => {
  await writeFolder(out(), files('one'));
  expect(readFileSync(join(out(), 'figures.csv'), 'utf8')).toBe('one');
  expect(readdirSync(root)).toEqual(['report']);
});

test('an earlier report is replaced whole, an empty folder is filled', async () => {
  mkdirSync(out());
  await writeFolder(out(), new Map([...files('one'), ['report.nl.html', 'old']]));
  await writeFolder(out(), files('two'));
  expect(readdirSync(out()).sort()).toEqual(['figures.csv', 'kindreflex-report.json']);
  expect(readFileSync(join(out(), 'figures.csv'), 'utf8')).toBe('two');
  expect(readdirSync(root)).toEqual(['report']);
});

test('a folder with anything else in it is left as it is', async () => {
  await writeFolder(out(), files('one'));
  writeFileSync(join(out(), 'thesis.docx'), 'mine');
  await expect(writeFolder(out(), files('two'))).rejects.toThrow(/^report holds files that are not part of a report/);
  expect(readFileSync(join(out(), 'figures.csv'), 'utf8')).toBe('one');
  expect(existsSync(join(out(), 'thesis.docx'))).toBe(true);
});

test('a folder that only looks like a report, a file and a link are refused with a Problem', async () => {
  mkdirSync(out());
  writeFileSync(join(out(), 'figures.csv'), 'someone else’s');
  await expect(writeFolder(out(), files('two'))).rejects.toThrow(Problem);
  writeFileSync(join(root, 'file'), '');
  await expect(writeFolder(join(root, 'file'), files('two'))).rejects.toThrow('file exists and is no folder');
  symlinkSync(root, join(root, 'link'));
  await expect(writeFolder(join(root, 'link'), files('two'))).rejects.toThrow('link exists and is no folder');
});

test('what cannot be written leaves the earlier report and no half of a new one', async () => {
  await writeFolder(out(), files('one'));
  await expect(writeFolder(out(), new Map([['no/such/folder.csv', 'two']]))).rejects.toThrow('ENOENT');
  expect(readFileSync(join(out(), 'figures.csv'), 'utf8')).toBe('one');
  expect(readdirSync(root)).toEqual(['report']);
});
