/** Which request a fault strikes: of those that fit, the n-th (1 is the next one), or with `every` that one and all after it. */
export type Occasion = {
  method?: string | undefined;
  /** Below the host's address, without query: `/fhir/QuestionnaireResponse`, `/auth/token`; a text must be the whole path. */
  path?: string | RegExp | undefined;
  nth?: number | undefined;
  every?: boolean | undefined;
};

export type Act =
  | { kind: 'refuse'; status: number; retryAfter?: number | undefined }
  | { kind: 'delay'; ms: number }
  /** An answer that is no FHIR, after the request was carried out or instead of it. */
  | { kind: 'garbage'; after: 'commit' | 'nothing' }
  | { kind: 'empty'; after: 'commit' | 'nothing' }
  /** The connection is closed without an answer. */
  | { kind: 'close'; when: 'before-commit' | 'after-commit' };

export type Rule = { on: Occasion; act: Act; seen: number; fired: number };

/** The faults of one host: each rule counts its own requests. Preflights never count. */
export class Faults {
  readonly rules: Rule[] = [];

  add(rule: { on: Occasion; act: Act }): Rule {
    const added = { ...rule, seen: 0, fired: 0 };
    this.rules.push(added);
    return added;
  }

  clear(): void {
    this.rules.length = 0;
  }

  /** The act for a request, if one of the rules strikes; every rule that fits counts it. */
  strike(method: string, path: string): Act | undefined {
    const struck = this.rules.filter((rule) => fits(rule.on, method, path)).filter((rule) => isDue(rule));
    for (const rule of struck) rule.fired += 1;
    return struck[0]?.act;
  }
}

function fits({ method, path }: Occasion, asked: string, at: string): boolean {
  if (method !== undefined && method !== asked) return false;
  return path === undefined || (typeof path === 'string' ? path === at : path.test(at));
}

function isDue(rule: Rule): boolean {
  rule.seen += 1;
  const { nth = 1, every = false } = rule.on;
  return every ? rule.seen >= nth : rule.seen === nth;
}
