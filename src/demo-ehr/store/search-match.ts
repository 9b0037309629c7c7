import { type Answer, refuse } from './answer';
import { dateTest, type Stretch, stretchOf } from './dates';
import { localPart } from './references';
import { isObject, type Resource, textsAt, valuesAt } from './resource';
import type { SearchParameter } from './search-parameters';
import { tokenTest } from './token';

export type Matcher = (resource: Resource) => boolean;

/** A test for one parameter and its comma list (any of them), or a refusal when a value has no meaning. */
export function matcherFor(name: string, parameter: SearchParameter, list: string, base: string): Matcher | Answer {
  const tests: Matcher[] = [];
  for (const value of list.split(/(?<!\\),/).map(unescaped)) {
    const test = oneValue(parameter, value, base);
    if (!test) return refuse(400, 'invalid', `The value of search parameter '${name}' has no meaning`);
    tests.push(test);
  }
  return (resource) => tests.some((test) => test(resource));
}

const unescaped = (value: string) => value.replace(/\\([,$|\\])/g, '$1');

function oneValue(parameter: SearchParameter, value: string, base: string): Matcher | undefined {
  const anyOf = (test: (found: unknown) => boolean): Matcher => {
    return (resource) => parameter.paths.some((path) => valuesAt(resource, path).some(test));
  };
  if (value === '') return undefined;
  switch (parameter.kind) {
    case 'token':
      return anyOf(tokenTest(value));
    case 'reference':
      return anyOf(referenceTest(value, parameter.only, base));
    case 'canonical':
      return anyOf((found) => found === value || (!value.includes('|') && String(found).split('|')[0] === value));
    case 'uri':
      return anyOf((found) => found === value);
    case 'string':
      return anyOf((found) => typeof found === 'string' && plain(found).startsWith(plain(value)));
    case 'date': {
      const test = dateTest(value);
      return test && anyOf((found) => inStretch(found, test));
    }
  }
}

function referenceTest(value: string, only: string | undefined, base: string): (found: unknown) => boolean {
  const asked = localPart(value, base) ?? value;
  return (found) =>
    textsAt(found, 'reference').some((text) => {
      const stored = localPart(text, base) ?? text;
      if (only !== undefined && !stored.startsWith(`${only}/`)) return false;
      return stored === asked || (!asked.includes('/') && stored.endsWith(`/${asked}`));
    });
}

const plain = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase();

function inStretch(found: unknown, test: (stored: Stretch) => boolean): boolean {
  if (typeof found === 'string') {
    const stretch = stretchOf(found);
    return stretch !== undefined && test(stretch);
  }
  if (!isObject(found)) return false;
  const [start] = textsAt(found, 'start').map(stretchOf);
  const [end] = textsAt(found, 'end').map(stretchOf);
  return test({ start: start?.start ?? Number.NEGATIVE_INFINITY, end: end?.end ?? Number.POSITIVE_INFINITY });
}
