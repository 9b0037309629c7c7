import fc from 'fast-check';
import { parseJson } from '../../src/fhir/json';
import '../differential/seed';

/** Stands in every generated text, so that a leak can be seen wherever it comes out. */
export const MARK = 'Hé1mèlìjk';

const MARKUP = [
  '<script>globalThis.hostile=1</script>',
  '<img src=x onerror="globalThis.hostile=1">',
  '"><svg onload=alert(1)>',
  ']]></div><iframe src="javascript:alert(1)">',
  '{{constructor.constructor("alert(1)")()}}#{7*7}<%= 7 %>',
];
const BIDI = ['\u202e\u2066omgekeerd', '\u2069\u2069\u202dא', '\u200f\u061cمرحبا', '\u200b\u200d\ufeff\u2060'];
const BROKEN = ['\ud83d', '\udc00\ud800', '\u0000\u001f\u007f', '\ufffe'];
const ADDRESSES = [
  'https://evil.example/fhir/Patient/1',
  '//evil.example/fhir?page=2',
  'javascript:alert(1)',
  'urn:uuid:6d1bb4a5-9d3f-4a53-a8a7-0f3b7d9c3f10',
  'urn:oid:1.2.3',
  'data:text/html,<script>',
  'Patient/../../secret',
  'RelatedPerson/..',
  'Patient/b',
  '#contained',
  'http://[',
];
const DATES = [
  '2020-02-30',
  '2019-13',
  '0000',
  '9999-12-31',
  '9999-12-31T23:59:59-14:00',
  '0001-01-01T00:00:00+14:00',
  '2016-12-31T23:59:60Z',
  '2026-11-25T24:00:00Z',
  '-2026-01-01',
  '2026-11-25T10:00:00.123456789012Z',
  'Invalid Date',
];
const NAMES = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', '', ' ', '\n', '0', 'null', '{'];

const marked = (texts: readonly string[]) => fc.constantFrom(...texts).map((text) => `${text} ${MARK}`);

const huge = fc
  .tuple(fc.constantFrom('x', '\u202e', '<b>', '👩‍👧', '/A', '1-'), fc.integer({ min: 1000, max: 10_000 }))
  .map(([unit, length]) => (unit.repeat(length) + MARK).slice(-10_000));

/** Texts that a record should not hold, and may. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  marked([...MARKUP, ...BIDI, ...BROKEN]),
  fc.constantFrom(...ADDRESSES, ...DATES, ...NAMES),
  fc.string({ unit: 'binary', maxLength: 40 }).map((text) => text + MARK),
  { arbitrary: huge, weight: 1 },
);

const nested = (depth: number, inner: unknown, name: string | undefined): unknown =>
  Array.from({ length: depth }).reduce<unknown>((value) => (name === undefined ? [value] : { [name]: [value] }), inner);

const deep = fc
  .tuple(
    fc.integer({ min: 5, max: 120 }),
    fc.constantFrom(undefined, 'item', 'answer', 'contained', 'extension', 'constructor'),
    hostileText,
  )
  .map(([depth, name, text]) => nested(depth, text, name));

const long = fc
  .tuple(fc.integer({ min: 100, max: 3000 }), fc.oneof(hostileText, fc.constant({}), fc.constant(null)))
  .map(([length, value]) => Array<unknown>(typeof value === 'string' && value.length > 100 ? 20 : length).fill(value));

/** JSON of any shape. */
export const junk: fc.Arbitrary<unknown> = fc.oneof(
  hostileText,
  fc.constantFrom<unknown>(null, true, false, 0, -1, 1.5, 1e308, 2 ** 53, '7', [], {}, [null], [[]], [{}]),
  fc.jsonValue({ maxDepth: 4 }),
  deep,
  long,
);

type Json = Record<string, unknown> | unknown[];

interface Spot {
  readonly holder: Json;
  readonly name: string;
}

/** Every place of a value, by the object or list that holds it. */
function spots(root: Json): Spot[] {
  const found: Spot[] = [];
  const open: Json[] = [root];
  for (let holder = open.pop(); holder !== undefined; holder = open.pop())
    for (const [name, value] of Object.entries(holder)) {
      found.push({ holder, name });
      if (typeof value === 'object' && value !== null) open.push(value as Json);
    }
  return found;
}

const KEYS = [
  '__proto__',
  'constructor',
  'toString',
  'modifierExtension',
  'contained',
  'extension',
  'text',
  'meta',
  '_birthDate',
  '_name',
  '_given',
  'id',
  'item',
  'answer',
  'valueString',
  'valueDate',
  'implicitRules',
  'identifier',
  'resourceType',
] as const;

const LIKELY = ['text', 'text', 'date', 'add', 'add to root', 'repeat', 'contain'] as const;

const change = fc.record({
  at: fc.nat(),
  // Most leave the shape as it is: what has another shape is refused at the door.
  how: fc.constantFrom(...LIKELY, ...LIKELY, ...LIKELY, 'replace', 'remove', 'wrap', 'number'),
  key: fc.constantFrom(...KEYS),
  value: junk,
  text: hostileText,
  date: fc.constantFrom(...DATES),
});
type ChangeOf = typeof change extends fc.Arbitrary<infer T> ? T : never;

/** A copy without anything shared: what is put in is changed further. */
const copyOf = <T>(value: T): T => (value === undefined ? value : (JSON.parse(JSON.stringify(value)) as T));

/** An own key, also where assigning it would set the prototype. */
const put = (holder: Json, name: string, value: unknown): void =>
  void Object.defineProperty(holder, name, {
    value: copyOf(value),
    enumerable: true,
    configurable: true,
    writable: true,
  });

/** One change as the place and its new value; without a value the place goes. */
function edit(root: Json, { at, how, key, value, text, date }: ChangeOf): (Spot & { value?: unknown }) | undefined {
  const all = spots(root);
  const pick = (among: readonly Spot[]) => among[at % Math.max(among.length, 1)];
  const valueAt = (spot: Spot) => (spot.holder as Record<string, unknown>)[spot.name];
  const spot = pick(all);
  if (!spot || all.length > 20_000) return undefined;
  const now = valueAt(spot);
  switch (how) {
    case 'text':
    case 'date': {
      const pattern = how === 'date' ? /^\d{4}(-\d\d|$)/ : /^/;
      const chosen = pick(all.filter((one) => typeof valueAt(one) === 'string' && pattern.test(String(valueAt(one)))));
      return chosen && { ...chosen, value: how === 'date' ? date : text };
    }
    case 'replace':
      return { ...spot, value };
    case 'remove':
      return spot;
    case 'repeat':
      return { ...spot, value: Array.isArray(now) ? Array.from({ length: 30 }, () => now).flat() : [now, now] };
    case 'wrap':
      return { ...spot, value: [now] };
    case 'number':
      return { ...spot, value: typeof now === 'number' ? String(now) : 7 };
    case 'contain':
      return { holder: root, name: 'contained', value: nested(4, root, 'contained') };
    case 'add to root':
      return { holder: root, name: key, value };
    case 'add':
      return { holder: typeof now === 'object' && now !== null ? (now as Json) : spot.holder, name: key, value };
  }
}

function apply(root: Json, change: ChangeOf): void {
  const edited = edit(root, change);
  if (!edited) return;
  if ('value' in edited) put(edited.holder, edited.name, edited.value);
  else Reflect.deleteProperty(edited.holder, edited.name);
}

/** A valid value with one to four things in it changed. */
export const mutated = (valid: fc.Arbitrary<object>): fc.Arbitrary<unknown> =>
  fc.tuple(valid, fc.array(change, { minLength: 1, maxLength: 4 })).map(([value, changes]) => {
    const copy = copyOf(value) as Json;
    for (const one of changes) apply(copy, one);
    return copy as unknown;
  });

/** Mostly nearly right, now and then anything at all: what is entirely wrong is refused at the door and tests little. */
export const hostile = (valid: fc.Arbitrary<object>): fc.Arbitrary<unknown> =>
  hostileJson(valid).map((value) => parseJson(JSON.stringify(value)));

/** The same before it has come through the wire, where `__proto__` is dropped and what is nested too deep refused. */
export const hostileJson = (valid: fc.Arbitrary<object>): fc.Arbitrary<unknown> =>
  fc.oneof({ arbitrary: mutated(valid), weight: 9 }, { arbitrary: junk, weight: 1 });
