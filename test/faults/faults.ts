import type { Act } from '../../src/demo-ehr/faults/faults';

/** One thing that goes wrong, at one request */
export type Fault = HostFault | TokenExpires | LostOnTheWay;

/** The host does it itself, over real HTTP. */
export interface HostFault {
  readonly name: string;
  readonly kind: 'host';
  readonly act: Act;
}

/** From this request on the token is not taken any more. */
export interface TokenExpires {
  readonly name: string;
  readonly kind: 'token-expires';
}

/** The connection breaks for the app while the host goes on, and is done that much later. */
export interface LostOnTheWay {
  readonly name: string;
  readonly kind: 'lost-on-the-way';
  readonly ms: number;
}

const refuse = (status: number, more: Partial<Extract<Act, { kind: 'refuse' }>> = {}): HostFault => ({
  name: `${status}${more.after === 'commit' ? ' after the commit' : ''}${more.retryAfter ? `, retry after ${more.retryAfter} s` : ''}`,
  kind: 'host',
  act: { kind: 'refuse', status, ...more },
});
const host = (name: string, act: Act): HostFault => ({ name, kind: 'host', act });

/** The app gives up after 20 s. */
export const FAULTS: readonly Fault[] = [
  refuse(403),
  refuse(409),
  refuse(412),
  refuse(422),
  refuse(500),
  refuse(500, { after: 'commit' }),
  refuse(503),
  refuse(503, { after: 'commit' }),
  refuse(504, { after: 'commit' }),
  refuse(429, { retryAfter: 2 }),
  refuse(429, { retryAfter: 3600 }),
  { name: 'token expired', kind: 'token-expires' },
  host('garbage', { kind: 'garbage', after: 'nothing' }),
  host('garbage after the commit', { kind: 'garbage', after: 'commit' }),
  host('empty answer', { kind: 'empty', after: 'nothing' }),
  host('empty answer after the commit', { kind: 'empty', after: 'commit' }),
  host('closed before the commit', { kind: 'close', when: 'before-commit' }),
  host('closed after the commit', { kind: 'close', when: 'after-commit' }),
  host('too late, carried out at once', { kind: 'delay', ms: 600_000, after: 'commit' }),
  host('too late, carried out after 21 s', { kind: 'delay', ms: 21_000 }),
  host('too late, carried out after 40 s', { kind: 'delay', ms: 40_000 }),
  { name: 'closed, carried out 1 s later', kind: 'lost-on-the-way', ms: 1_000 },
  { name: 'closed, carried out 30 s later', kind: 'lost-on-the-way', ms: 30_000 },
];
