import { expect, test } from 'vitest';
import { LANGUAGES, type PageTexts, TEXTS } from './texts';

/** Every text, with the place where it stands. */
function textsIn(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function') return textsIn(value(14, 14), path);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => textsIn(inner, `${path}.${key}`));
}
const placesOf = (texts: PageTexts): string[] => textsIn(texts).map(([path]) => path);

test('the three languages have the same texts, none of them empty', () => {
  for (const language of LANGUAGES) {
    expect(placesOf(TEXTS[language])).toEqual(placesOf(TEXTS.nl));
    const empty = textsIn(TEXTS[language]).filter(
      ([path, text]) => text.trim() === '' && !path.endsWith('time-to-ask.numerator'),
    );
    expect(empty).toEqual([]);
  }
});

test('every reason for leaving something out has words', () => {
  const reasons = [
    ...['duplicate', 'unknown-questionnaire', 'not-finished', 'in-error', 'corrected', 'withdrawal', 'no-day'],
    ...['no-client', 'other-service', 'after-as-of', 'no-start', 'unknown-client', 'age-unknown'],
    ...['decision-still-running', 'no-authored', 'other-questionnaire', 'bad-line', 'other-type'],
  ];
  for (const language of LANGUAGES) expect(Object.keys(TEXTS[language].reasons).sort()).toEqual(reasons.sort());
});

test('where abuse is named, it is to say that the figures do not count it', () => {
  const named = /mishandel|maltrait|abuse|maltreat/i;
  const centre =
    /vertrouwenscentrum kindermishandeling|centre de confiance pour la maltraitance|child abuse advice centre/i;
  const denial =
    /niet hoe vaak|niets over hoe vaak|pas à quelle fréquence|rien non plus de la fréquence|not say how common|Nor does the number say/;
  for (const language of LANGUAGES)
    for (const [path, text] of textsIn(TEXTS[language])) {
      if (named.test(text.replace(centre, ''))) expect([path, text]).toEqual([path, expect.stringMatching(denial)]);
    }
});
