/** SMART App Launch 2.2 scopes, v2 and v1: https://hl7.org/fhir/smart-app-launch/STU2.2/scopes-and-launch-context.html */

export type Operation = 'c' | 'r' | 'u' | 'd' | 's';

interface ResourceScope {
  readonly level: 'patient' | 'user' | 'system';
  /** A resource type, or `*` for all */
  readonly type: string;
  readonly operations: ReadonlySet<Operation>;
  /** `category=...`: only what matches this search may be touched */
  readonly query?: string;
}

export interface Scopes {
  readonly resources: readonly ResourceScope[];
  /** `openid`, `launch/patient` and the like, and what could not be understood */
  readonly others: readonly string[];
}

const v1 = { read: 'rs', write: 'cud', '*': 'cruds' } as const;
const pattern =
  /^(patient|user|system)\/([A-Z][A-Za-z]*|\*)\.(?:(read|write|\*)|(?=[cruds])(c?r?u?d?s?)(?:\?([^\s]+))?)$/;

/** Reads a space-separated scope text. Letters out of order are not understood, as the specification allows. */
export function parseScopes(text: string): Scopes {
  const resources: ResourceScope[] = [];
  const others: string[] = [];
  for (const scope of text.split(/\s+/).filter(Boolean)) {
    const [, level, type, old, letters, query] = pattern.exec(scope) ?? [];
    if (level === undefined || type === undefined) {
      others.push(scope);
      continue;
    }
    const operations = new Set([...(old ? v1[old as keyof typeof v1] : (letters ?? ''))] as Operation[]);
    resources.push({
      level: level as ResourceScope['level'],
      type,
      operations,
      ...(query === undefined ? {} : { query }),
    });
  }
  return { resources, others };
}

/**
 * How far the scopes let this user's app go: `some` when every scope that allows it is narrowed by a query, so that what is not found
 * may still exist. `all` is no promise either: a host may refuse or filter all the same.
 */
export function grantOf(scopes: Scopes, type: string, operation: Operation): 'all' | 'some' | 'none' {
  const granted = scopes.resources.filter(
    (scope) =>
      scope.level !== 'system' && (scope.type === type || scope.type === '*') && scope.operations.has(operation),
  );
  if (granted.length === 0) return 'none';
  return granted.some((scope) => scope.query === undefined) ? 'all' : 'some';
}

export const allows = (scopes: Scopes, type: string, operation: Operation): boolean =>
  grantOf(scopes, type, operation) !== 'none';

/** What was asked and not granted, one text per operation (`patient/RelatedPerson.u`). A launch is proven by its context, not by its scope. */
export function missingScopes(asked: Scopes, granted: Scopes): string[] {
  const operations = asked.resources.flatMap(({ level, type, operations }) =>
    [...operations]
      .filter((operation) => !allows(granted, type, operation))
      .map((operation) => `${level}/${type}.${operation}`),
  );
  const others = asked.others.filter((scope) => !/^launch(\/|$)/.test(scope) && !granted.others.includes(scope));
  return [...operations, ...others];
}
