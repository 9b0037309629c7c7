import { expect, test } from 'vitest';
import { correctionExtension, readCorrection } from './correction';

const correction = { entry: 'b1f3a1f0-5a53-4d0c-9f0e-2d5b8a1c0d11', kind: 'replaces', reason: 'wrong date' } as const;

test('a correction is read back as it was written, with and without a reason, among other extensions', () => {
  const { reason: _, ...short } = correction;
  const other = { url: 'https://example.org/other', valueString: 'x' };
  expect(readCorrection([other, correctionExtension(correction)])).toEqual(correction);
  expect(readCorrection([correctionExtension(short)])).toEqual(short);
});

test('a correction of nothing, or of a kind that is not known, corrects nothing', () => {
  const made = correctionExtension(correction);
  const changed = (url: string, part: object) =>
    readCorrection([
      { ...made, extension: (made.extension ?? []).map((one) => (one.url === url ? { url, ...part } : one)) },
    ]);
  expect(changed('entry', {})).toBeUndefined();
  expect(changed('kind', { valueCode: 'forgets' })).toBeUndefined();
  expect(readCorrection(undefined)).toBeUndefined();
});
