import type { Result } from '../fhir/result';
import type { Run } from './run';

/** The longest that a host may ask to wait before it takes the next request; what asks for more is told to the person */
const LONGEST_WAIT_S = 30;

/** Waits a few times when the host asks for it (429 with Retry-After, RFC 6585). */
export async function patiently<T>(run: Run, ask: () => Promise<Result<T>>): Promise<Result<T>> {
  for (let turn = 0; turn < 3; turn++) {
    const answer = await ask();
    const wait = answer.ok || !('retryAfter' in answer.error) ? undefined : answer.error.retryAfter;
    if (answer.ok || answer.error.kind !== 'too-many' || wait === undefined || wait > LONGEST_WAIT_S) return answer;
    await run.pause(wait * 1000);
  }
  return ask();
}
