import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { COLOUR_PAIRS, DECORATION } from './colour-pairs';

const TOKENS = 'src/screens/styles/tokens.css';
const schemes = ['light', 'dark'] as const;
type Scheme = (typeof schemes)[number];

const tokens = new Map(
  [...readFileSync(TOKENS, 'utf8').matchAll(/--([\w-]+): light-dark\((#[\da-f]{6}), (#[\da-f]{6})\)/g)].map(
    ([, name = '', light = '', dark = '']) => [name, { light, dark }],
  ),
);

/** Relative luminance as WCAG 2 defines it. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [lighter = 0, darker = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (lighter + 0.05) / (darker + 0.05);
}

const colour = (name: string, scheme: Scheme): string => tokens.get(name)?.[scheme] ?? `no token ${name}`;

test('contrast is reckoned as WCAG does', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
});

describe.each(schemes)('%s', (scheme) => {
  const rows = COLOUR_PAIRS.flatMap(({ ink, grounds, least }) => grounds.map((ground) => ({ ink, ground, least })));
  test.each(rows)('$ink on $ground', ({ ink, ground, least }) => {
    expect(contrast(colour(ink, scheme), colour(ground, scheme))).toBeGreaterThanOrEqual(least);
  });
});

interface Use {
  readonly file: string;
  readonly selector: string;
  readonly property: string;
  readonly value: string;
}

const sheets = readdirSync('src/screens', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.css') && !file.endsWith('tokens.css'))
  .map((file) => `src/screens/${file}`);
const uses: readonly Use[] = sheets.flatMap((file) =>
  [
    ...readFileSync(file, 'utf8')
      .replace(/\/\*.*?\*\//gs, '')
      .matchAll(/([^{};]+)\{([^{}]*)\}/g),
  ].flatMap(([, selector = '', body = '']) =>
    body
      .split(';')
      .map((line) => /^\s*([\w-]+):\s*(.+)$/s.exec(line))
      .flatMap((found) =>
        found ? [{ file, selector: selector.trim(), property: found[1] ?? '', value: found[2] ?? '' }] : [],
      ),
  ),
);
const named = (value: string): string[] =>
  [...value.matchAll(/var\(--([\w-]+)\)/g)].map(([, name = '']) => name).filter((name) => tokens.has(name));
const tell = ({ file, selector, property, value }: Use): string => `${file} ${selector} { ${property}: ${value} }`;
const isDrawn = (property: string): boolean =>
  /^(border|outline|box-shadow|text-decoration|fill|stroke)/.test(property);

describe('the stylesheets', () => {
  test('are read', () => {
    expect(sheets.length).toBeGreaterThan(7);
    expect(uses.filter(({ value }) => named(value).length > 0).length).toBeGreaterThan(40);
  });

  test('name no colour of their own', () => {
    const own =
      /#[\da-f]{3,8}\b|\b(?:rgb|hsl|oklch|oklab|lab|lch|color|color-mix|light-dark)\(|\b(?:white|black|red|green|blue|gr[ae]y)\b/i;
    expect(uses.filter(({ property, value }) => !property.startsWith('--') && own.test(value)).map(tell)).toEqual([]);
  });

  test('colour text only with what a pair covers', () => {
    const text = COLOUR_PAIRS.filter(({ least }) => least === 4.5).map(({ ink }) => ink);
    expect(
      uses
        .filter(({ property, value }) => property === 'color' && named(value).some((name) => !text.includes(name)))
        .map(tell),
    ).toEqual([]);
  });

  test('draw only with what a pair covers, or what is decoration', () => {
    const drawn = [...COLOUR_PAIRS.map(({ ink }) => ink), ...DECORATION];
    expect(
      uses
        .filter(({ property, value }) => isDrawn(property) && named(value).some((name) => !drawn.includes(name)))
        .map(tell),
    ).toEqual([]);
  });

  test('lay only grounds on which a pair stands', () => {
    const grounds = COLOUR_PAIRS.flatMap(({ grounds }) => grounds);
    expect(
      uses
        .filter(
          ({ property, value }) =>
            property.startsWith('background') && named(value).some((name) => !grounds.includes(name)),
        )
        .map(tell),
    ).toEqual([]);
  });

  test('put on a ground only the text that a pair puts there', () => {
    const wrong = uses.filter(({ file, selector, property, value }) => {
      const ground = property.startsWith('background') ? named(value)[0] : undefined;
      const own = uses.find((use) => use.file === file && use.selector === selector && use.property === 'color');
      const ink = own && named(own.value)[0];
      if (!ground || !ink) return false;
      return !COLOUR_PAIRS.some((pair) => pair.least === 4.5 && pair.ink === ink && pair.grounds.includes(ground));
    });
    expect(wrong.map(tell)).toEqual([]);
  });

  test('use every colour that there is', () => {
    const used = new Set(uses.flatMap(({ value }) => named(value)));
    expect([...tokens.keys()].filter((name) => !used.has(name))).toEqual([]);
  });
});
