import type { Capabilities } from '../fhir/schemas';
import { grantOf, type Operation as Letter, type Scopes } from '../session/scopes';

export type Operation = 'read' | 'search' | 'create' | 'update' | 'patch';

/** What the host turned out not to do in this session (403, 405, 501), whatever its statement says */
export interface Refused {
  readonly type: string;
  readonly operation: Operation | 'transaction';
}

/** Whether the host lets this session do something, and what says so. `unknown`: nothing forbids it, so it may be tried once. */
export interface Ability {
  readonly answer: 'yes' | 'no' | 'unknown';
  readonly because: 'granted' | 'not-granted' | 'scope-narrowed' | 'not-listed' | 'not-stated';
}

const LETTER: Readonly<Record<Operation, Letter>> = { read: 'r', search: 's', create: 'c', update: 'u', patch: 'u' };

const serverOf = (capabilities: Capabilities | undefined) =>
  capabilities?.rest?.find(({ mode }) => mode === undefined || mode === 'server');

/**
 * The CapabilityStatement (https://hl7.org/fhir/R4/capabilitystatement.html) AND the granted scopes, v1 or v2. A type that is missing
 * from a list of types is not offered; a statement that is missing, or says nothing of interactions, leaves it open.
 */
export function can(
  type: string,
  operation: Operation,
  capabilities: Capabilities | undefined,
  scopes: Scopes,
): Ability {
  const grant = grantOf(scopes, type, LETTER[operation]);
  if (grant === 'none') return { answer: 'no', because: 'not-granted' };
  const types = serverOf(capabilities)?.resource;
  const listed = types?.find((resource) => resource.type === type);
  const wanted = operation === 'search' ? 'search-type' : operation;
  if (types && types.length > 0 && !listed) return { answer: 'no', because: 'not-listed' };
  if (!listed?.interaction) return { answer: 'unknown', because: 'not-stated' };
  if (!listed.interaction.some(({ code }) => code === wanted)) return { answer: 'no', because: 'not-listed' };
  return grant === 'some' ? { answer: 'unknown', because: 'scope-narrowed' } : { answer: 'yes', because: 'granted' };
}

/** Whether the host takes a transaction. It needs no scope of its own. */
export function canTransact(capabilities: Capabilities | undefined): Ability {
  const interactions = serverOf(capabilities)?.interaction;
  if (!interactions) return { answer: 'unknown', because: 'not-stated' };
  return interactions.some(({ code }) => code === 'transaction')
    ? { answer: 'yes', because: 'granted' }
    : { answer: 'no', because: 'not-listed' };
}
