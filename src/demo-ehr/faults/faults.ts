/** Which request a fault strikes: of those that fit, the n-th (1, the default, is the next one), or with `every` that one and all after it. */
export type Occasion = {
  method?: string | undefined;
  /**
   * Below the host's address, without query or slash at the end: `/fhir/QuestionnaireResponse`, `/fhir` (a Bundle), `/auth/token`. A
   * text must be the whole path; `*` in it stands for anything.
   */
  path?: string | RegExp | undefined;
  /** Only FHIR requests that would change the record: single writes, and Bundles with a write in them. */
  writes?: boolean | undefined;
  nth?: number | undefined;
  every?: boolean | undefined;
};

/** `commit`: after the request was carried out. `nothing`: instead of it. */
type After = 'commit' | 'nothing';

export type Act =
  /** `body`: what is sent instead of the words that fit the address; `retryAfter` in seconds. By default after nothing. */
  | { kind: 'refuse'; status: number; body?: unknown; retryAfter?: number | undefined; after?: After | undefined }
  /** By default before the request is carried out: an app that gave up may look before it lands. */
  | { kind: 'delay'; ms: number; after?: After | undefined }
  /** An answer that is no FHIR. */
  | { kind: 'garbage'; after: After }
  /** An answer of status 200 without a body. */
  | { kind: 'empty'; after: After }
  /**
   * The connection is closed: without an answer, or `in-answer`, after the commit and halfway through the body. A browser may send a
   * request again by itself, a POST too, when a connection that it used before was closed without an answer.
   */
  | { kind: 'close'; when: 'before-commit' | 'after-commit' | 'in-answer' };

/** `seen`: how many requests fitted; `fired`: how many of them were struck. */
export type Rule = { on: Occasion; act: Act; seen: number; fired: number };

/** A request as the faults see it. */
export type Seen = { method: string; path: string; isWriting: boolean };

/**
 * The faults of one host. FHIR requests (metadata too) and token requests count, each rule its own; preflights never do. Where two
 * rules are due at once the first strikes.
 */
export class Faults {
  readonly rules: Rule[] = [];

  /** Adds a rule; the object that is returned goes on telling what it saw and how often it fired. */
  add(rule: { on: Occasion; act: Act }): Rule {
    const added = { ...rule, seen: 0, fired: 0 };
    this.rules.push(added);
    return added;
  }

  /** Removes all rules; those keep their numbers. */
  clear(): void {
    this.rules.length = 0;
  }

  /** The act for a request, if a rule strikes. */
  strike(request: Seen): Act | undefined {
    const counting = this.rules.filter(({ on }) => fits(on, request));
    for (const rule of counting) rule.seen += 1;
    const struck = counting.find(isDue);
    if (struck) struck.fired += 1;
    return struck?.act;
  }
}

function fits({ method, path, writes }: Occasion, request: Seen): boolean {
  if (method !== undefined && method !== request.method) return false;
  if (writes && !request.isWriting) return false;
  const at = request.path.replace(/\/$/, '');
  return path === undefined || (typeof path === 'string' ? wholly(path).test(at) : at.search(path) >= 0);
}

const wholly = (path: string) =>
  new RegExp(
    `^${path
      .split('*')
      .map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'))
      .join('.*')}$`,
  );

const isDue = ({ on: { nth = 1, every = false }, seen }: Rule): boolean => (every ? seen >= nth : seen === nth);
