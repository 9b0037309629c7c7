import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contrast, hex, takenStyle } from './host-style';
import { COLOUR_PAIRS } from './styles/colour-pairs';

const tokens = readFileSync('src/screens/styles/tokens.css', 'utf8');
const ownIn = (scheme: 'light' | 'dark') => (name: string) =>
  new RegExp(`--${name}: light-dark\\((#[\\da-f]{6}), (#[\\da-f]{6})\\)`).exec(tokens)?.[scheme === 'light' ? 1 : 2];
const inLight = (style: unknown) => takenStyle(style, ownIn('light'));
const inDark = (style: unknown) => takenStyle(style, ownIn('dark'));
const LIGHT = {
  color_background: '#f7f8fa',
  color_text: '#1f2933',
  color_highlight: '#7a2e6a',
  color_error: '#a4262c',
};

test('a readable style is taken whole', () => {
  expect(
    inLight({
      ...LIGHT,
      dim_border_radius: '8px',
      dim_font_size: '18px',
      dim_spacing_size: '1.25rem',
      font_family_body: "Georgia, 'Times New Roman', serif",
      font_family_heading: 'Verdana',
    }),
  ).toEqual({
    root: {
      '--paper': '#f7f8fa',
      '--ink': '#1f2933',
      '--accent': '#7a2e6a',
      '--bad': '#a4262c',
      '--radius': '0.5rem',
      '--gap': '0.625rem',
      '--space-1': '0.3125rem',
      '--space-2': '0.625rem',
      '--space-3': '0.9375rem',
      '--space-4': '1.25rem',
      '--space-5': '1.875rem',
      'font-size': '112.5%',
      'font-family': '"Georgia", "Times New Roman", serif',
    },
    headings: { 'font-family': '"Verdana", system-ui, sans-serif' },
  });
});

test('a light palette is not taken on a dark screen', () => {
  expect(inDark(LIGHT)).toEqual({ root: {}, headings: {} });
});

test('a palette for a dark screen is', () => {
  expect(inDark({ color_highlight: '#9fd6ff' }).root).toEqual({ '--accent': '#9fd6ff' });
  expect(inLight({ color_highlight: '#9fd6ff' }).root).toEqual({});
});

describe('colours', () => {
  test('ground and text are taken together or not at all', () => {
    expect(inLight({ color_background: '#ffffff', color_text: '#999999' }).root).toEqual({});
    expect(inLight({ color_background: '#202020', color_text: '#f0f0f0' }).root).toEqual({});
  });

  test('one that is hard to read is left out, and the others are taken', () => {
    expect(inLight({ ...LIGHT, color_highlight: '#8fbf8f' }).root).toEqual({
      '--paper': '#f7f8fa',
      '--ink': '#1f2933',
      '--bad': '#a4262c',
    });
  });

  test.each([
    ['#ABC', '#aabbcc'],
    ['#0b5c78', '#0b5c78'],
    ['rgb(11, 92, 120)', '#0b5c78'],
    ['rgb(11 92 120)', '#0b5c78'],
  ])('%s is read', (given, read) => {
    expect(hex(given)).toBe(read);
  });

  test.each(['red', '#12', '#0b5c7880', 'rgb(300, 0, 0)', 'rgba(1,2,3,.5)', 'url(x)', 'var(--x)', '#fff;}*{', ''])(
    '%s is no colour that is taken',
    (given) => {
      expect(hex(given)).toBeUndefined();
    },
  );

  test('whatever a host sends, what is then on screen is as readable as before', () => {
    const colour = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255)).map((parts) => `rgb(${parts.join(', ')})`);
    const style = fc.record({
      color_background: colour,
      color_text: colour,
      color_highlight: colour,
      color_error: colour,
    });
    fc.assert(
      fc.property(style, fc.constantFrom('light' as const, 'dark' as const), (given, scheme) => {
        const own = ownIn(scheme);
        const { root } = takenStyle(given, own);
        const shown = (name: string) => root[`--${name}`] ?? own(name) ?? '';
        for (const { ink, grounds, least } of COLOUR_PAIRS)
          for (const ground of grounds)
            expect(contrast(shown(ink), shown(ground))).toBeGreaterThanOrEqual(
              Math.min(least, contrast(own(ink) ?? '', own(ground) ?? '')),
            );
      }),
      { numRuns: 500 },
    );
  });
});

test.each(['', '100', '9px', '40px', '1e3px', '16pt', 'calc(1px)', '-4px', '16px; color: red'])(
  '%j is no size that is taken',
  (given) => {
    expect(inLight({ dim_font_size: given, dim_spacing_size: given }).root).toEqual({});
  },
);

test.each(['', 'a;b', 'url(x)', '"a', 'a\\62', 'x'.repeat(201), 'Arial, {}', '</style>'])(
  '%j is no font that is taken',
  (given) => {
    expect(inLight({ font_family_body: given, font_family_heading: given })).toEqual({ root: {}, headings: {} });
  },
);

test.each([undefined, null, 7, 'text', [], { color_text: 5, dim_font_size: {}, font_family_body: ['Arial'] }])(
  'of %j nothing is taken',
  (given) => {
    expect(inLight(given)).toEqual({ root: {}, headings: {} });
  },
);
