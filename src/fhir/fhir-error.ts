import type { BadAnswer, Issue, NoAnswer, Refusal, RefusalKind } from './result';

const noAnswerCode = { offline: 'F-001', timeout: 'F-002', cancelled: 'F-003' } as const;
const badAnswerCode = { garbage: 'F-004', 'foreign-origin': 'F-005' } as const;

const kindOf: Record<number, RefusalKind> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not-found',
  405: 'unsupported',
  409: 'conflict',
  410: 'gone',
  412: 'conflict',
  429: 'too-many',
  501: 'unsupported',
};

export const noAnswer = (kind: NoAnswer['kind']): NoAnswer => ({ kind, code: noAnswerCode[kind] });

export const badAnswer = (kind: BadAnswer['kind'], status?: number): BadAnswer =>
  status === undefined ? { kind, code: badAnswerCode[kind] } : { kind, code: badAnswerCode[kind], status };

/** The answer points elsewhere; it is not followed, because the token and the body would go along. */
export const redirected: BadAnswer = { kind: 'foreign-origin', code: 'F-006' };

/** Names a refusal by its HTTP status; `outcome` is the parsed body, `retryAfter` the header's text. */
export function refusal(status: number, outcome: unknown, retryAfter?: string | null): Refusal {
  const kind = kindOf[status] ?? (status >= 500 ? 'server' : 'invalid');
  const seconds = secondsOf(retryAfter ?? '');
  return {
    kind,
    code: `F-${status}`,
    status,
    issues: issuesOf(outcome),
    ...(seconds === undefined ? {} : { retryAfter: seconds }),
  };
}

/** Retry-After is a number of seconds or a date (RFC 9110, 10.2.3). */
function secondsOf(text: string): number | undefined {
  if (/^\d{1,6}$/.test(text.trim())) return Number(text);
  const until = Date.parse(text);
  return Number.isNaN(until) ? undefined : Math.max(0, Math.ceil((until - Date.now()) / 1000));
}

const issueCode = /^[a-z][a-z-]{0,39}$/;
const elementPath = /^[A-Z][A-Za-z]*(\.[A-Za-z]+(\([A-Za-z]*\))?(\[\d+\])?)*$/;
const maxIssues = 20;

/** Codes and element paths of an OperationOutcome; anything that could be free text or carry an id is left out. */
function issuesOf(outcome: unknown): Issue[] {
  const issues = field(outcome, 'issue');
  if (!Array.isArray(issues)) return [];
  return issues.slice(0, maxIssues).flatMap((issue: unknown) => {
    const code = field(issue, 'code');
    if (typeof code !== 'string' || !issueCode.test(code)) return [];
    const paths = field(issue, 'expression') ?? field(issue, 'location');
    return [{ code, expression: Array.isArray(paths) ? paths.flatMap(cleanPath).slice(0, maxIssues) : [] }];
  });
}

function cleanPath(path: unknown): string[] {
  if (typeof path !== 'string' || path.length > 500) return [];
  // The HL7 validator writes ids between comment marks: Bundle.entry[2].resource/*RelatedPerson/123*/.birthDate
  const plain = path.replace(/\/\*[^*]*\*\//g, '');
  return plain.length <= 200 && elementPath.test(plain) ? [plain] : [];
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}
