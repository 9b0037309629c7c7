import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { Problem } from '../read/problem';

/** How the server is reached, and how a wait is done */
export interface Connection {
  readonly base: URL;
  readonly tokenFile?: string | undefined;
  readonly signal: AbortSignal;
  pause(ms: number): Promise<void>;
}

/** A request as far as it differs from a plain GET */
export interface Wish {
  readonly method?: 'GET' | 'POST' | 'DELETE';
  readonly accept: string;
  readonly body?: string;
  readonly prefer?: string;
  /** Without the token, as a server wants it for files that carry their permission in their address */
  readonly withoutToken?: boolean;
}

/** Something that may well succeed when it is tried again. The message is the beginning of a sentence. */
export class Transient extends Error {
  override readonly name = 'Transient';
  constructor(
    message: string,
    readonly afterMs?: number,
  ) {
    super(message);
  }
}

const TRIES = 5;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 300_000;
const REDIRECTS = 5;

export const patiently = (ms: number, signal: AbortSignal): Promise<void> => sleep(ms, undefined, { signal });

/** The base of a FHIR server, with a slash at its end. Personal data travels over https, or not beyond this machine. */
export function baseOf(text: string): URL {
  const base = URL.canParse(text) ? new URL(text) : undefined;
  if (!base || !isSafe(base)) {
    throw new Problem('The server is to be given as https://…; http is only for a server on this machine.');
  }
  if (base.username || base.password || base.search || base.hash) {
    throw new Problem('The base of the server holds no password, question mark or hash. A token goes into a file.');
  }
  if (!base.pathname.endsWith('/')) base.pathname += '/';
  return base;
}

/** An address that the server names itself: it may be relative, and must be as safe as the base. */
export function addressIn(text: string | null | undefined, from: URL): URL {
  const address = text && URL.canParse(text, from) ? new URL(text, from) : undefined;
  if (!address || !isSafe(address))
    throw new Problem('The server names an address that is none, or is not safe (https).');
  return address;
}

const isSafe = ({ protocol, hostname }: URL) =>
  protocol === 'https:' || (protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname));

/** Tries again what is Transient, each time after a longer pause or after the one that the server asked for. */
export async function insist<T>(connection: Connection, work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (error) {
      connection.signal.throwIfAborted();
      if (!(error instanceof Transient)) throw error;
      if (tries === TRIES) throw new Problem(`${error.message}, ${TRIES} times in a row. Try again later.`);
      await connection.pause(error.afterMs ?? FIRST_PAUSE_MS * 2 ** (tries - 1));
    }
  }
}

/**
 * Asks once and gives the answer, whatever its status; follows where the server leads. Throws Transient when the connection breaks off or
 * the server is too busy, and a Problem when it is no use to try again.
 */
export async function ask(connection: Connection, address: URL, wish: Wish, redirects = 0): Promise<Response> {
  const token = wish.withoutToken || address.origin !== connection.base.origin ? undefined : await tokenOf(connection);
  const answer = await fetch(address, {
    method: wish.method ?? 'GET',
    redirect: 'manual',
    signal: connection.signal,
    headers: {
      accept: wish.accept,
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(wish.prefer ? { prefer: wish.prefer } : {}),
      ...(wish.body ? { 'content-type': 'application/fhir+json' } : {}),
    },
    ...(wish.body ? { body: wish.body } : {}),
  }).catch((error: unknown) => {
    throw brokenOff(error);
  });
  const mayFollow = (wish.method ?? 'GET') === 'GET' && redirects < REDIRECTS;
  if (mayFollow && [301, 302, 303, 307, 308].includes(answer.status)) {
    await answer.body?.cancel();
    return ask(connection, addressIn(answer.headers.get('location'), address), wish, redirects + 1);
  }
  if ([429, 502, 503, 504].includes(answer.status)) {
    await answer.body?.cancel();
    throw new Transient(`The server answered ${answer.status}`, pauseAskedFor(answer));
  }
  return answer;
}

/** Why a fetch or the reading of its body failed. */
export function brokenOff(error: unknown): unknown {
  if (!(error instanceof Error) || error.name === 'AbortError' || error instanceof Problem) return error;
  const code = String((error.cause as NodeJS.ErrnoException | undefined)?.code ?? '');
  if (code === 'ENOTFOUND') return new Problem('No server is known under the name given.');
  if (/CERT|SIGNATURE|SELF_SIGNED|ALTNAME/.test(code)) {
    return new Problem(
      'The certificate of the server is not trusted. Node takes another one with NODE_EXTRA_CA_CERTS.',
    );
  }
  if (code === 'ECONNREFUSED') return new Transient('No server answers at the address given');
  return new Transient('The connection to the server broke off');
}

/** The pause that an answer asks for, in milliseconds: https://httpwg.org/specs/rfc9110.html#field.retry-after */
export function pauseAskedFor(answer: Response, now = Date.now()): number | undefined {
  const text = answer.headers.get('retry-after')?.trim() ?? '';
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), LONGEST_PAUSE_MS);
}

/** Read anew for each request, so that another program may keep it fresh while an export runs. */
async function tokenOf({ tokenFile }: Connection): Promise<string | undefined> {
  if (tokenFile === undefined) return undefined;
  const text = await readFile(tokenFile, 'utf8').catch(() => {
    throw new Problem('The token file cannot be read.');
  });
  const token = text.trim();
  if (!/^[\x21-\x7e]+$/.test(token)) throw new Problem('The token file is to hold one token and nothing else.');
  return token;
}
