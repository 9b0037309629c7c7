import { isObject } from './resource';

type Operation = { op: string; path: string; from?: string; value?: unknown };

/** Applies a JSON Patch (RFC 6902) to a copy; undefined when it is malformed or a test or path fails. */
export function applyJsonPatch(document: unknown, patch: unknown): unknown {
  if (!Array.isArray(patch)) return undefined;
  let root: unknown = structuredClone(document);
  for (const operation of patch) {
    if (!isOperation(operation)) return undefined;
    const next = applyOne(root, operation);
    if (!next) return undefined;
    root = next.root;
  }
  return root;
}

const isOperation = (value: unknown): value is Operation =>
  isObject(value) &&
  typeof value.op === 'string' &&
  typeof value.path === 'string' &&
  (value.from === undefined || typeof value.from === 'string');

type Applied = { root: unknown } | undefined;

function applyOne(root: unknown, { op, path, from = '', value }: Operation): Applied {
  switch (op) {
    case 'add':
      return value === undefined ? undefined : add(root, path, value);
    case 'replace':
      return value === undefined || !valueAt(root, path) ? undefined : replace(root, path, value);
    case 'remove':
      return remove(root, path);
    case 'test':
      return isSame(valueAt(root, path)?.value, value) ? { root } : undefined;
    case 'copy': {
      const source = valueAt(root, from);
      return source && add(root, path, structuredClone(source.value));
    }
    case 'move': {
      const source = valueAt(root, from);
      const without = source && !path.startsWith(`${from}/`) ? remove(root, from) : undefined;
      return source && without && add(without.root, path, source.value);
    }
    default:
      return undefined;
  }
}

/** Reference tokens of a JSON Pointer (RFC 6901); undefined when it is none. */
function tokensOf(pointer: string): string[] | undefined {
  if (pointer === '') return [];
  if (!pointer.startsWith('/')) return undefined;
  return pointer
    .slice(1)
    .split('/')
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function valueAt(root: unknown, pointer: string): { value: unknown } | undefined {
  let value = root;
  for (const token of tokensOf(pointer) ?? ['\u0000']) {
    if (Array.isArray(value) && /^(0|[1-9]\d*)$/.test(token) && Number(token) < value.length)
      value = value[Number(token)];
    else if (isObject(value) && Object.hasOwn(value, token)) value = value[token];
    else return undefined;
  }
  return { value };
}

function parentOf(root: unknown, pointer: string): { parent: unknown; last: string } | undefined {
  const tokens = tokensOf(pointer);
  const last = tokens?.at(-1);
  if (last === undefined) return undefined;
  const parent = valueAt(root, pointer.slice(0, pointer.lastIndexOf('/')));
  return parent && { parent: parent.value, last };
}

function add(root: unknown, pointer: string, value: unknown): Applied {
  if (pointer === '') return { root: value };
  const place = parentOf(root, pointer);
  if (!place) return undefined;
  const { parent, last } = place;
  if (Array.isArray(parent)) {
    const index = last === '-' ? parent.length : /^(0|[1-9]\d*)$/.test(last) ? Number(last) : Number.NaN;
    if (!(index <= parent.length)) return undefined;
    parent.splice(index, 0, value);
    return { root };
  }
  if (!isObject(parent) || last === '__proto__') return undefined;
  parent[last] = value;
  return { root };
}

function replace(root: unknown, pointer: string, value: unknown): Applied {
  const without = pointer === '' ? { root } : remove(root, pointer);
  return without && add(without.root, pointer, value);
}

function remove(root: unknown, pointer: string): Applied {
  const place = parentOf(root, pointer);
  if (!place || !valueAt(root, pointer)) return undefined;
  if (Array.isArray(place.parent)) place.parent.splice(Number(place.last), 1);
  else if (isObject(place.parent)) delete place.parent[place.last];
  return { root };
}

function isSame(left: unknown, right: unknown): boolean {
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((each, index) => isSame(each, right[index]));
  }
  if (isObject(left) && isObject(right)) {
    const names = Object.keys(left);
    return names.length === Object.keys(right).length && names.every((name) => isSame(left[name], right[name]));
  }
  return left === right;
}
