import { COLOUR_PAIRS } from './styles/colour-pairs';

/** Where each colour of a host's style goes; `color_success` and `color_modal_backdrop` have no place on these screens. */
const COLOURS = {
  color_background: 'paper',
  color_text: 'ink',
  color_highlight: 'accent',
  color_error: 'bad',
} as const;

/** What of a host's style is taken, as declarations for `:root` and for headings. */
export interface TakenStyle {
  readonly root: Readonly<Record<string, string>>;
  readonly headings: Readonly<Record<string, string>>;
}

/**
 * What of a host's style (SMART App Launch 2.2, smart_style_url) these screens can take: well-formed values only, and no colour with
 * which something on the screen would be harder to read than WCAG asks. `own`: our colour of a name, as `#rrggbb`.
 */
export function takenStyle(style: unknown, own: (name: string) => string | undefined): TakenStyle {
  const given = typeof style === 'object' && style !== null ? (style as Readonly<Record<string, unknown>>) : {};
  const text = (key: string) => (typeof given[key] === 'string' ? given[key].trim() : '');
  const colours = Object.entries(takenColours(text, own)).map(([name, value]) => [`--${name}`, value] as const);
  const body = fontNames(text('font_family_body'));
  const heading = fontNames(text('font_family_heading'));
  const size = pixels(text('dim_font_size'), 14, 20);
  const spacing = pixels(text('dim_spacing_size'), 12, 20);
  const radius = pixels(text('dim_border_radius'), 0, 16);
  return {
    root: {
      ...Object.fromEntries(colours),
      ...(radius === undefined ? {} : { '--radius': `${radius / USUAL}rem` }),
      ...(spacing === undefined ? {} : spaces(spacing / USUAL)),
      // Of the size that the person chose in the browser
      ...(size === undefined ? {} : { 'font-size': `${(size / USUAL) * 100}%` }),
      ...(body ? { 'font-family': body } : {}),
    },
    headings: heading ? { 'font-family': heading } : {},
  };
}

/** The size of a letter that browsers start from, in pixels */
const USUAL = 16;

const SPACES = { gap: 0.5, 'space-1': 0.25, 'space-2': 0.5, 'space-3': 0.75, 'space-4': 1, 'space-5': 1.5 };

const spaces = (factor: number): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(SPACES).map(([name, rem]) => [`--${name}`, `${rem * factor}rem`]));

/**
 * Ground and text are taken together or not at all, for the one is chosen for the other; then the rest one by one. Each is left out
 * again when a pair with it would not be readable.
 */
function takenColours(
  text: (key: string) => string,
  own: (name: string) => string | undefined,
): Readonly<Record<string, string>> {
  let taken: Readonly<Record<string, string>> = {};
  for (const keys of [['color_background', 'color_text'], ['color_highlight'], ['color_error']] as const) {
    const wished = keys.flatMap((key) => {
      const colour = hex(text(key));
      return colour ? [[COLOURS[key], colour] as const] : [];
    });
    const next = { ...taken, ...Object.fromEntries(wished) };
    if (isReadable(next, own)) taken = next;
  }
  return taken;
}

/** Whether every pair that one of these colours is in differs enough. */
function isReadable(colours: Readonly<Record<string, string>>, own: (name: string) => string | undefined): boolean {
  const colour = (name: string) => colours[name] ?? own(name);
  return COLOUR_PAIRS.every(({ ink, grounds, least }) =>
    grounds
      .filter((ground) => ink in colours || ground in colours)
      .every((ground) => {
        const [one, other] = [colour(ink), colour(ground)];
        return one !== undefined && other !== undefined && contrast(one, other) >= least;
      }),
  );
}

/** Contrast of two colours as WCAG 2 reckons it. */
export function contrast(one: string, other: string): number {
  const [lighter = 0, darker = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** A colour as `#rrggbb`; undefined for what is none, or lets something through. */
export function hex(colour: string): string | undefined {
  const short = /^#([\da-f])([\da-f])([\da-f])$/i.exec(colour)?.slice(1);
  if (short) return `#${short.map((digit) => digit + digit).join('')}`.toLowerCase();
  if (/^#[\da-f]{6}$/i.test(colour)) return colour.toLowerCase();
  const parts = /^rgb\(\s*(\d{1,3})\s*[, ]\s*(\d{1,3})\s*[, ]\s*(\d{1,3})\s*\)$/i.exec(colour)?.slice(1).map(Number);
  if (!parts || parts.some((part) => part > 255)) return undefined;
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

/** A length in pixels between two bounds; undefined for any other. */
function pixels(length: string, least: number, most: number): number | undefined {
  const [, number, unit] = /^(\d{1,3}(?:\.\d{1,3})?)(px|rem|em)?$/.exec(length) ?? [];
  if (number === undefined || (unit === undefined && Number(number) !== 0)) return undefined;
  const value = Number(number) * (unit === 'px' || unit === undefined ? 1 : USUAL);
  return value >= least && value <= most ? value : undefined;
}

/**
 * A list of font names, each in quotes but for the general ones; undefined when one of them is no plain name. Where none is general
 * ours end it, for a machine that has none of those named.
 */
function fontNames(list: string): string | undefined {
  const names = list.split(',').map((name) => name.trim().replace(/^(["'])(.*)\1$/, '$2'));
  if (list.length > 200 || !names.every((name) => /^[\p{L}\d][\p{L}\d _-]*$/u.test(name))) return undefined;
  const written = names.map((name) => (GENERAL.test(name) ? name.toLowerCase() : `"${name}"`));
  return [...written, ...(names.some((name) => GENERAL.test(name)) ? [] : ['system-ui', 'sans-serif'])].join(', ');
}

const GENERAL = /^(serif|sans-serif|monospace|system-ui|ui-(serif|sans-serif|monospace|rounded))$/i;
