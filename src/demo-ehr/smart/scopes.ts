/** Create, read, update, delete, search: https://hl7.org/fhir/smart-app-launch/STU2.2/scopes-and-launch-context.html */
export type Permission = 'c' | 'r' | 'u' | 'd' | 's';
type Level = 'patient' | 'user' | 'system';

/** A scope on resources; `permissions` are letters in the order `cruds`. */
export type ResourceScope = { level: Level; type: string; permissions: string; query?: string };

const version1: Record<string, string> = { read: 'rs', write: 'cud', '*': 'cruds' };
const shape = /^(patient|user|system)\/([A-Z][A-Za-z]+|\*)\.([a-z*]+)(?:\?(.+))?$/;

/** Reads a v2 scope (`patient/RelatedPerson.crus`) or a v1 one (`.read`, `.write`, `.*`); letters out of order are no scope. */
export function parseScope(text: string): ResourceScope | undefined {
  const [, level, type, letters = '', query] = shape.exec(text) ?? [];
  if (level === undefined || type === undefined) return undefined;
  const permissions = version1[letters] ?? letters;
  if (!/^c?r?u?d?s?$/.test(permissions)) return undefined;
  const scope = { level: level as Level, type, permissions };
  return query === undefined ? scope : { ...scope, query };
}

export const splitScopes = (text: string) => [...new Set(text.split(' ').filter(Boolean))];

/** How far the scopes reach for one permission on one type: not at all, the launched patient's own, or everything. */
export function reachOf(scopes: readonly ResourceScope[], type: string, permission: Permission) {
  const covering = scopes.filter((scope) => covers(scope, type, permission));
  if (covering.some((scope) => scope.level !== 'patient')) return 'all';
  return covering.length > 0 ? 'patient' : 'none';
}

const covers = (scope: ResourceScope, type: string, permission: string) =>
  (scope.type === '*' || scope.type === type) && scope.permissions.includes(permission);

const plainScopes = [
  'openid',
  'fhirUser',
  'profile',
  'launch',
  'launch/patient',
  'launch/encounter',
  'online_access',
  'offline_access',
];

/** What a host grants at most: the letters for a type, and the types that differ from all others. */
export type Narrowing = { types: readonly string[]; lettersFor: (type: string) => string };

/**
 * What of the asked scopes this host grants: known ones, no system scopes, none narrowed by a query, minus what is withheld. A scope
 * on all types comes back as several where the types differ.
 */
export function grantedScopes(
  asked: readonly string[],
  withheld: readonly string[],
  narrowing: Narrowing = { types: [], lettersFor: () => 'cruds' },
): string[] {
  return asked.flatMap((text) => {
    const scope = parseScope(text);
    if (!scope) return plainScopes.includes(text) && !withheld.includes(text) ? [text] : [];
    if (scope.level === 'system' || scope.query !== undefined) return [];
    const leftFor = (type: string) =>
      [...scope.permissions]
        .filter((letter) => narrowing.lettersFor(type).includes(letter))
        .filter((letter) => !isWithheld({ ...scope, type }, letter, withheld))
        .join('');
    const types = scope.type === '*' ? ['*', ...narrowing.types] : [scope.type];
    const differing = types.filter((type) => type === scope.type || leftFor(type) !== leftFor('*'));
    return differing.flatMap((type) => {
      const left = leftFor(type);
      if (left === '') return [];
      return left === scope.permissions && type === scope.type ? [text] : [`${scope.level}/${type}.${left}`];
    });
  });
}

const isWithheld = (scope: ResourceScope, letter: string, withheld: readonly string[]) =>
  withheld.some((text) => {
    const without = parseScope(text);
    return without?.level === scope.level && covers(without, scope.type, letter);
  });

/** Whether every asked scope lies within the granted ones: a refresh may narrow, never widen. */
export function isWithin(asked: readonly string[], granted: readonly string[]): boolean {
  const wide = granted.flatMap((text) => parseScope(text) ?? []);
  return asked.every((text) => {
    const scope = parseScope(text);
    if (!scope) return granted.includes(text);
    if (scope.query !== undefined) return false;
    return [...scope.permissions].every((letter) =>
      wide.some((each) => each.level === scope.level && covers(each, scope.type, letter)),
    );
  });
}

export const scopesSupported = [...plainScopes, 'patient/*.cruds', 'user/*.cruds', 'patient/*.*', 'user/*.*'];
