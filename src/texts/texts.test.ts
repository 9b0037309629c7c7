import { readdirSync, readFileSync } from 'node:fs';
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

  test('is set as a printer would: no straight quotes, dashes for thoughts, or three dots', () => {
    expect(keysWhere((key) => /['"`\u2013\u2014]|\.\.|--/.test(text(catalogue, key)))).toEqual([]);
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

test('French sets a narrow no-break space (U+202F) before : ; ? ! and within « », the others no space there', () => {
  const bare = (told: string) => told.replace(/\{\w+\}|\d:\d/g, 'x');
  expect(keysWhere((key) => /(?<!\u202f)[:;?!»]|«(?!\u202f)/.test(bare(text(all.fr, key))))).toEqual([]);
  for (const catalogue of [all.nl, all.en])
    expect(keysWhere((key) => /\s[:;?!]|\u202f/.test(text(catalogue, key)))).toEqual([]);
});

/** What a resource says in a language beside its own. */
function translations(node: unknown, language: string): string[] {
  if (typeof node !== 'object' || node === null) return [];
  const { extension, ...rest } = node as { extension?: Record<string, unknown>[] };
  const isThis = extension?.some(({ url, valueCode }) => url === 'lang' && valueCode === language);
  const content = extension?.find(({ url }) => url === 'content')?.valueString;
  const designation = 'language' in rest && 'value' in rest && rest.language === language ? rest.value : undefined;
  const own = [isThis ? content : undefined, designation].filter((text) => typeof text === 'string');
  return [...own, ...[...(extension ?? []), ...Object.values(rest)].flatMap((child) => translations(child, language))];
}

test('the questions and their answers are set in French as the app itself is', () => {
  const resources = ['Questionnaire', 'ValueSet', 'CodeSystem'].flatMap((type) =>
    readdirSync(`fhir-resources/${type}`).map((file) => readFileSync(`fhir-resources/${type}/${file}`, 'utf8')),
  );
  const french = resources.flatMap((text) => translations(JSON.parse(text), 'fr'));
  expect(french.length).toBeGreaterThan(300);
  expect(french.filter((text) => /(?<!\u202f)[:;?!»](?!\/\/)|['"]|\s\s/.test(text))).toEqual([]);
});

test('every text is used', () => {
  const source = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$|^texts\//.test(file))
    .map((file) => readFileSync(`src/${file}`, 'utf8'))
    .join('\n');
  const isNamed = (name: string) => [`'${name}'`, `"${name}"`, `\`${name}\``].some((quoted) => source.includes(quoted));
  /** Named in two parts, as in `state.${state}`: the second part is then a word of the program, or the number of a step. */
  const isComposed = (key: string) =>
    [...key.matchAll(/\./g)].some(({ index }) => {
      const [first, last] = [key.slice(0, index + 1), key.slice(index + 1)];
      const isWord = /^[1-6]$/.test(last) || new RegExp(`['"\`]${last}['"\`]|\\b${last}:`).test(source);
      return isWord && source.includes(`\`${first}\${`);
    });
  expect(keysWhere((key) => !isNamed(key) && !isComposed(key))).toEqual([]);
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
    expect(t('child.ageBetween', { least: 0, most: 1 })).toBe('0 to 1');
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
