import type { Capabilities } from '../fhir/capabilities';
import { grantOf, type Operation as Letter, type Scopes } from '../session/scopes';

export type Operation = 'read' | 'search' | 'create' | 'update' | 'patch';

/** What the host turned out not to do in this session (403, 405, 501), whatever its statement says */
export interface Refused {
  /** A resource type; `Bundle` for a transaction */
  readonly type: string;
  readonly operation: Operation | 'transaction';
}

/** Whether the host lets this session do something, and what says so. `unknown`: nothing forbids it, so it may be tried once. */
export interface Ability {
  readonly answer: 'yes' | 'no' | 'unknown';
  readonly because: 'granted' | 'not-granted' | 'scope-narrowed' | 'not-listed' | 'not-stated' | 'refused-before';
}

/** What is known of the host: its CapabilityStatement when it could be read, the granted scopes, and what this session has learnt. */
export interface HostFacts {
  readonly capabilities: Capabilities | undefined;
  readonly scopes: Scopes;
  readonly refused: readonly Refused[];
}

const LETTER: Readonly<Record<Operation, Letter>> = { read: 'r', search: 's', create: 'c', update: 'u', patch: 'u' };

const serverOf = (capabilities: Capabilities | undefined) =>
  capabilities?.rest?.find(({ mode }) => mode === undefined || mode === 'server');

export const statedFor = (capabilities: Capabilities | undefined, type: string) =>
  serverOf(capabilities)?.resource?.find((resource) => resource.type === type);

const wasRefused = (refused: readonly Refused[], type: string, operation: Refused['operation']): boolean =>
  refused.some((one) => one.type === type && one.operation === operation);

/**
 * The CapabilityStatement (https://hl7.org/fhir/R4/capabilitystatement.html) AND the granted scopes, v1 or v2, AND no refusal
 * before. A type that is missing from a list of types is not offered; a statement that is missing, or says nothing of
 * interactions, leaves it open.
 */
export function can(type: string, operation: Operation, { capabilities, scopes, refused }: HostFacts): Ability {
  const grant = grantOf(scopes, type, LETTER[operation]);
  if (grant === 'none') return { answer: 'no', because: 'not-granted' };
  if (wasRefused(refused, type, operation)) return { answer: 'no', because: 'refused-before' };
  const types = serverOf(capabilities)?.resource;
  const listed = statedFor(capabilities, type);
  const wanted = operation === 'search' ? 'search-type' : operation;
  if (types && types.length > 0 && !listed) return { answer: 'no', because: 'not-listed' };
  if (!listed?.interaction) return { answer: 'unknown', because: 'not-stated' };
  if (!listed.interaction.some(({ code }) => code === wanted)) return { answer: 'no', because: 'not-listed' };
  return grant === 'some' ? { answer: 'unknown', because: 'scope-narrowed' } : { answer: 'yes', because: 'granted' };
}

/** Whether the host takes a Bundle of that kind. It needs no scope of its own. */
export function canBundle(kind: 'transaction' | 'batch', { capabilities, refused }: HostFacts): Ability {
  if (kind === 'transaction' && wasRefused(refused, 'Bundle', 'transaction'))
    return { answer: 'no', because: 'refused-before' };
  const interactions = serverOf(capabilities)?.interaction;
  if (!interactions) return { answer: 'unknown', because: 'not-stated' };
  return interactions.some(({ code }) => code === kind)
    ? { answer: 'yes', because: 'granted' }
    : { answer: 'no', because: 'not-listed' };
}
