import type { Bundle } from 'fhir/r4';
import { type Answer, isAnswer, refuse } from './answer';
import { pageOf, searchEntry } from './bundle';
import { atHand, type Records } from './records';
import { isObject, type Resource, valuesAt } from './resource';
import { type Matcher, matcherFor } from './search-match';
import { isKnownType, type SearchParameter, searchParameters } from './search-parameters';
import { codeIn } from './token';
import { living } from './versions';

type Query = {
  matchers: Matcher[];
  sort: { paths: readonly string[]; sign: 1 | -1 }[];
  countOnly: boolean;
  /** A parameter of which only one code can match */
  code?: { parameter: string; code: string };
} & Paging;
export type Paging = { count: number; offset: number };

const defaultCount = 50;
const highestCount = 500;

/** Searches the living resources of a type; an unknown parameter is refused rather than ignored. */
export function search(
  records: Records,
  type: string,
  parameters: URLSearchParams,
  base: string,
  visible: (resource: Resource) => boolean,
): Bundle | Answer {
  const query = parseQuery(type, parameters, base);
  if (isAnswer(query)) return query;
  const found = matching(records, type, query).filter(visible);
  if (query.countOnly) return { resourceType: 'Bundle', type: 'searchset', total: found.length };
  const entries = sorted(found, query).map((resource) => searchEntry(resource, base));
  return pageOf(entries, { type: 'searchset', base, path: type, parameters }, query.count, query.offset);
}

/** The living resources that a condition (`If-None-Exist`) matches, or a refusal of the condition. */
export function matchesOf(records: Records, type: string, condition: string, base: string): Resource[] | Answer {
  const parameters = new URLSearchParams(condition.replace(/^\?/, ''));
  const query = parseQuery(type, parameters, base);
  if (isAnswer(query)) return query;
  if (query.matchers.length === 0) return refuse(412, 'incomplete', 'A condition needs a search parameter');
  return matching(records, type, query);
}

function matching(records: Records, type: string, { matchers, code }: Query): Resource[] {
  const references = code ? records.withCode(type, code.parameter, code.code) : records.ofType(type);
  return [...references]
    .flatMap((reference) => living(records, reference) ?? [])
    .filter((resource) => matchers.every((matches) => matches(resource)));
}

function parseQuery(type: string, parameters: URLSearchParams, base: string): Query | Answer {
  if (!isKnownType(type)) return refuse(404, 'not-supported', `This server keeps no ${type}`);
  const paging = pagingOf(parameters);
  if (isAnswer(paging)) return paging;
  const query: Query = { matchers: [], sort: [], countOnly: false, ...paging };
  for (const [name, value] of parameters) {
    const refusal = readParameter(query, type, name, value, base);
    if (refusal) return refusal;
  }
  return query;
}

function readParameter(query: Query, type: string, name: string, value: string, base: string): Answer | undefined {
  if (name === '_count' || name === '_offset') return undefined;
  if (name === '_format') return value.includes('json') ? undefined : refuse(406, 'not-supported', 'Only JSON');
  if (name === '_sort') return readSort(query, type, value);
  if (name === '_summary') {
    if (value !== 'count') return refuse(400, 'not-supported', "Only '_summary=count' is offered");
    query.countOnly = true;
    return undefined;
  }
  const parameter = parameterOf(type, name);
  if (!parameter) return refuse(400, 'not-supported', `${type} cannot be searched by '${name}' on this server`);
  const matcher = matcherFor(name, parameter, value, base);
  if (typeof matcher !== 'function') return matcher;
  query.matchers.push(matcher);
  const code = codeIn(value);
  const isOne = code !== '' && !/[,\\]/.test(value);
  if (isOne && atHand.includes(name)) query.code = { parameter: name, code };
  return undefined;
}

const parameterOf = (type: string, name: string): SearchParameter | undefined => {
  const known = searchParameters[type];
  return known && Object.hasOwn(known, name) ? known[name] : undefined;
};

function readSort(query: Query, type: string, value: string): Answer | undefined {
  for (const part of value.split(',')) {
    const name = part.replace(/^-/, '');
    const parameter = parameterOf(type, name);
    if (!parameter) return refuse(400, 'not-supported', `${type} cannot be sorted by '${name}' on this server`);
    query.sort.push({ paths: parameter.paths, sign: part.startsWith('-') ? -1 : 1 });
  }
  return undefined;
}

/** `_count` and `_offset`, or a refusal; `_offset` is this server's own parameter inside its `next` links. */
export function pagingOf(parameters: URLSearchParams): Paging | Answer {
  const count = parameters.get('_count') ?? String(defaultCount);
  const offset = parameters.get('_offset') ?? '0';
  if (!/^\d{1,6}$/.test(count) || !/^\d{1,6}$/.test(offset))
    return refuse(400, 'invalid', "'_count' is a whole number");
  return { count: Math.min(Number(count), highestCount), offset: Number(offset) };
}

function sorted(found: Resource[], query: Query): Resource[] {
  const keyOf = (resource: Resource, paths: readonly string[]) => {
    const [first] = paths.flatMap((path) => valuesAt(resource, path));
    return isObject(first) ? JSON.stringify(first) : String(first ?? '');
  };
  return found.toSorted((a, b) => {
    for (const { paths, sign } of query.sort) {
      const [left, right] = [keyOf(a, paths), keyOf(b, paths)];
      if (left !== right) return left < right ? -sign : sign;
    }
    return 0;
  });
}
