import { ready } from 'fhirclient/lib/smart.js';
import type { fhirclient } from 'fhirclient/lib/types.js';
import { fail, ok, type Result } from '../fhir/result';
import { type SessionError, sessionError } from './launch-context';

const timeoutMs = 20_000;

/**
 * Lets fhirclient exchange the code for a token (`code` given), or take up the stored session (`code` absent). The library throws texts
 * that quote the server; here they become a word and a code, and the text is dropped. `onAsked`: the request is out.
 */
export async function takeUpSession(
  adapter: fhirclient.Adapter,
  stateKey: string,
  { code, onAsked }: { readonly code: string | undefined; readonly onAsked?: (() => void) | undefined },
): Promise<Result<fhirclient.ClientState, SessionError>> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<Result<fhirclient.ClientState, SessionError>>((resolve) => {
    timer = setTimeout(() => resolve(fail(sessionError('token-unreachable'))), timeoutMs);
  });
  // fhirclient puts the code into a form body as it is.
  const task = ready(adapter, code === undefined ? { stateKey } : { stateKey, code: encodeURIComponent(code) });
  // It sends the code after some promises of its own.
  if (onAsked) setTimeout(onAsked);
  const done = task.then(
    ({ state }) => ok(state),
    (reason: unknown) => fail(sessionError(kindOf(reason))),
  );
  return Promise.race([done, late]).finally(() => clearTimeout(timer));
}

function kindOf(reason: unknown): SessionError['kind'] {
  const status = reason instanceof Error && 'status' in reason ? reason.status : undefined;
  if (typeof status !== 'number') return reason instanceof TypeError ? 'token-unreachable' : 'token-unreadable';
  if (status === 401 || (reason instanceof Error && /\n(invalid|unauthorized)_client\b/.test(reason.message)))
    return 'client-refused';
  return status < 500 ? 'code-refused' : 'token-unreachable';
}
