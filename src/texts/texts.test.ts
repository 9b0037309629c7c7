import { describe, expect, test } from 'vitest';
import { en } from './en';
import { fr } from './fr';
import { nl } from './nl';
import { savingEn } from './saving-en';
import { savingFr } from './saving-fr';
import { savingNl } from './saving-nl';
import { loadSavingTexts } from './saving-texts';
import { isolated, loadTexts } from './texts';

type Catalogue = Readonly<Record<string, string>>;
const both = (first: Catalogue, later: Catalogue): Catalogue => ({ ...first, ...later });
const all = { nl: both(nl, savingNl), fr: both(fr, savingFr), en: both(en, savingEn) };
const KEYS = [...Object.keys(nl), ...Object.keys(savingNl)];
const text = (catalogue: Catalogue, key: string): string => catalogue[key] ?? '';

/** The same in every language: the name of the Kindreflex itself. */
const SAME_AS_DUTCH: readonly string[] = [];

const placeholders = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).sort();
const keysWhere = (wrong: (key: string) => boolean): string[] => KEYS.filter(wrong);

describe.each([
  ['nl', all.nl],
  ['fr', all.fr],
  ['en', all.en],
] as const)('%s', (_, catalogue) => {
  test('has the Dutch keys, in the Dutch order', () => {
    expect(Object.keys(catalogue)).toEqual(KEYS);
    expect(new Set(KEYS).size).toBe(KEYS.length);
  });

  test('has the Dutch placeholders in every text, and no loose brace', () => {
    expect(
      keysWhere((key) => placeholders(text(catalogue, key)).join() !== placeholders(text(all.nl, key)).join()),
    ).toEqual([]);
    expect(keysWhere((key) => /[{}]/.test(text(catalogue, key).replace(/\{\w+\}/g, '')))).toEqual([]);
  });

  test('has no empty text, and none with space around it or doubled in it', () => {
    expect(keysWhere((key) => /^$|^\s|\s$|\s\s/.test(text(catalogue, key)))).toEqual([]);
  });
});

test.each([
  ['fr', all.fr],
  ['en', all.en],
] as const)('%s is translated, but for what is the same in every language', (_, catalogue) => {
  expect(keysWhere((key) => text(catalogue, key) === all.nl[key])).toEqual(SAME_AS_DUTCH);
});

test('French addresses the reader as vous', () => {
  expect(
    keysWhere((key) => /(?<!\p{L})(tu|te|toi|ton|ta|tes)(?!\p{L})|(?<!\p{L})t’/iu.test(text(all.fr, key))),
  ).toEqual([]);
});

describe('loadTexts', () => {
  test.each([
    ['nl', 'Kind 2'],
    ['fr', 'Enfant 2'],
    ['en', 'Child 2'],
  ] as const)('gives the texts of %s', async (language, row) => {
    const texts = await loadTexts(language);
    expect(texts.language).toBe(language);
    expect((await loadSavingTexts(language))('children.row', { number: 2 })).toBe(row);
  });

  test('fills in every placeholder, whatever their order in the language', async () => {
    const given = { name: 'Zoë', date: '02/05/2017' };
    const filled = await Promise.all(
      (['nl', 'fr', 'en'] as const).map(async (language) =>
        (await loadSavingTexts(language))('children.proposal', given),
      ),
    );
    for (const text of filled) {
      expect(text).toContain('Zoë');
      expect(text).toContain('02/05/2017');
      expect(text).not.toMatch(/[{}]/);
    }
  });

  test('writes a zero, and leaves out what is not given', async () => {
    const { t } = await loadTexts('en');
    expect(t('child.age', { age: 0 })).toBe('aged 0');
    expect((await loadSavingTexts('en'))('children.row')).toBe('Child ');
  });

  test('takes what is given as it is, also when it looks like a placeholder or a pattern', async () => {
    const t = await loadSavingTexts('en');
    expect(t('children.proposal', { name: '{date} $& $1', date: '2017' })).toBe(
      'The record already holds {date} $& $1, born 2017. Is that the same child?',
    );
  });
});

test.each([
  ['nl', 'Versie'],
  ['fr', 'version'],
  ['en', 'version'],
] as const)('the texts that come later are in the same language: %s', async (language, word) => {
  const saving = await loadSavingTexts(language);
  expect(saving('receipt.version', { version: 3 }).toLowerCase()).toBe(`${word.toLowerCase()} 3`);
});

describe('isolated', () => {
  test.each(['Zoë Van den Broeck', '', 'a < b & c', 'Łukasz Đặng', '李小龍'])('leaves %j as it is', (name) => {
    expect(isolated(name)).toBe(name);
  });

  test('encloses what is written from right to left, and what turns the direction, on each of its lines', () => {
    expect(isolated('רעות')).toBe('\u2068רעות\u2069');
    expect(isolated('\u202eabc')).toBe('\u2068\u202eabc\u2069');
    expect(isolated('\u202eabc\ndef')).toBe('\u2068\u202eabc\u2069\n\u2068def\u2069');
  });

  test('leaves out the marks that would end the isolate, or go on after it', () => {
    expect(isolated('\u2069\u2069\u202eabc\u2067')).toBe('\u2068\u202eabc\u2069');
  });

  test('holds for what is put into a text', async () => {
    expect((await loadSavingTexts('en'))('children.inRecord', { name: '\u202eabc' })).toContain(
      '\u2068\u202eabc\u2069',
    );
  });
});
