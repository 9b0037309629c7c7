import { Problem } from '../read/problem';
import { type Connection, Transient } from './connection';

/** What an answer that is no success means, to be thrown. `what` is the beginning of a sentence about what was asked for. */
export function refusalOf({ status }: Response, { tokenFile }: Connection, what: string): Problem | Transient {
  if (status === 401) {
    return new Problem(
      tokenFile === undefined
        ? 'The server wants a token: give it with --token-file.'
        : 'The server does not accept the token, or no longer: put a fresh one in the token file and run again.',
    );
  }
  if (status === 403) {
    return new Problem(
      'The server forbids it: the token needs system/*.read (or .rs) on QuestionnaireResponse, RelatedPerson, Encounter and Patient.',
    );
  }
  // It may be the server's bad moment; if it is not, the last try says so.
  if (status >= 500) return new Transient(`The server answered ${status}`);
  return new Problem(`${what}: the server answered ${status}.`);
}
