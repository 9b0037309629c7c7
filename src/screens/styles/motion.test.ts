import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** A stylesheet without what it says only to who did not ask for stillness. */
function whenStill(css: string): string {
  const start = css.search(/@media[^{]*prefers-reduced-motion:\s*no-preference[^{]*\{/);
  if (start < 0) return css;
  let depth = 0;
  for (let at = css.indexOf('{', start); at < css.length; at++) {
    if (css[at] === '{') depth++;
    if (css[at] === '}' && --depth === 0) return css.slice(0, start) + whenStill(css.slice(at + 1));
  }
  throw new Error('A block that does not end');
}

test('nothing moves for who asked for stillness: motion stands only where the person has no such wish', () => {
  expect(whenStill('a{b:c}@media (prefers-reduced-motion: no-preference){a{transition:b 1s}}d{e:f}')).toBe(
    'a{b:c}d{e:f}',
  );
  const moving = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.css'))
    .filter((file) =>
      /[\s;{](transition|animation|scroll-behavior)[\w-]*\s*:/.test(whenStill(readFileSync(`src/${file}`, 'utf8'))),
    );
  expect(moving).toEqual([]);
});
