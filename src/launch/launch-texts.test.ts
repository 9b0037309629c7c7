import { expect, test } from 'vitest';
import { errorCodes } from '../session/error-codes';
import { failureTexts } from './launch-texts';

test('every launch and configuration code has a sentence in each language, and no sentence holds a code', () => {
  const codes = Object.keys(errorCodes).filter((code) => /^[CL]/.test(code));
  expect(Object.keys(failureTexts)).toEqual(codes);
  for (const text of Object.values(failureTexts)) {
    const { nl, fr, en } = text;
    expect(new Set([nl, fr, en]).size).toBe(3);
    for (const sentence of [nl, fr, en]) expect(sentence).toMatch(/^[^\d]{20,200}\.$/);
  }
});
