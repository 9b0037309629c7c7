const LONGEST_WAIT_S = 120;
const MOST_TIMES = 5;
const ANSWER_WITHIN_MS = 20_000;

export type Wait = (seconds: number) => Promise<void>;

/** Fetch that waits where the host asks for it (429 with Retry-After, RFC 6585), each attempt within 20 seconds. */
export function patientFetch(wait: Wait): typeof fetch {
  return async (input, init) => {
    for (let turn = 1; ; turn++) {
      const answer = await fetch(input, { ...init, signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
      const seconds = Number(answer.headers.get('retry-after') ?? Number.NaN);
      if (answer.status !== 429 || turn === MOST_TIMES || !(seconds <= LONGEST_WAIT_S)) return answer;
      await answer.body?.cancel();
      await wait(seconds);
    }
  };
}
