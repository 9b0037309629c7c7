import { expect, test } from 'vitest';
import { exportOf } from './export-for-tests';
import { findInput } from './input-files';
import { asText, cutWithin, lineAt, withoutMark } from './lines';

const cut = (text: string, room: number, something = false) => cutWithin(Buffer.from(text), room, something);

test('cuts after the last line that ends within the room', () => {
  expect(cut('ab\ncd\nef', 7)).toBe(6);
  expect(cut('ab\ncd\nef', 5)).toBe(3);
  expect(cut('ab\r\ncd\r\nef', 9)).toBe(8);
});

test('cuts at CR only where there is no LF', () => {
  expect(cut('ab\rcd\ref', 7)).toBe(6);
  expect(cut('ab\ncd\ref', 7)).toBe(3);
});

test('of a line that has no room takes nothing, or all of it when there is nothing else', () => {
  expect(cut('abcdef\ngh', 3, true)).toBe(0);
  expect(cut('abcdef\ngh', 3)).toBe(7);
  expect(cut('abcdef\rgh\n', 3)).toBe(7);
  expect(cut('abcdef', 3)).toBeUndefined();
});

test('turns lines that are not UTF-8 into question marks, and no other', () => {
  const bytes = Buffer.concat([Buffer.from('ë1\n2'), Buffer.from([0xc3]), Buffer.from('\n🙂3')]);
  expect(asText(bytes).toString()).toBe('ë1\n??\n🙂3');
});

test('takes a byte order mark away', () => {
  expect(withoutMark(Buffer.from('\ufeff{}')).toString()).toBe('{}');
  expect(withoutMark(Buffer.from('{}')).toString()).toBe('{}');
});

test('counts lines whatever ends them', async () => {
  const text = 'a\nb\r\nc\rd\n\ne';
  const { from } = exportOf({ 'x.ndjson': text });
  const [file] = await findInput(from);
  if (!file) throw new Error('no file');
  const numbers = ['a', 'b', 'c', 'd', 'e'].map((letter) => lineAt(file, text.indexOf(letter)));
  expect(await Promise.all(numbers)).toEqual([1, 2, 3, 4, 6]);
});
