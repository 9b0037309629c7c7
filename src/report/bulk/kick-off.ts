import { questionnaireUrl } from '../../mapping/canonical';
import { STEPS } from '../figures';
import { Problem } from '../read/problem';
import { addressIn, ask, type Connection, insist } from './connection';
import { refusalOf } from './refusal';

/** The types that the figures need, and all that is asked for and kept */
export const TYPES: readonly string[] = ['QuestionnaireResponse', 'RelatedPerson', 'Encounter', 'Patient'];

/**
 * What of the record is asked for. There is no `_since`: a client who was not changed since then would be missing, and with the client
 * everything that is counted.
 */
export interface Scope {
  /** Id of a Group; without it the whole record */
  readonly group?: string | undefined;
}

export function checkScope({ group }: Scope): void {
  if (group !== undefined && !/^[A-Za-z0-9\-.]{1,64}$/.test(group))
    throw new Problem('--group wants the id of a Group.');
}

/** Parameters of the kick-off: https://hl7.org/fhir/uv/bulkdata/export.html#query-parameters */
function parametersOf(isSelective: boolean): [name: string, value: string][] {
  const filters = STEPS.map((step) => `QuestionnaireResponse?questionnaire=${questionnaireUrl(step)}`);
  const selection = isSelective ? filters : [];
  return [['_type', TYPES.join(',')], ...selection.map((filter): [string, string] => ['_typeFilter', filter])];
}

/**
 * Asks for an export and gives the address of its status; undefined when the server refuses to select by questionnaire. Throws a Problem
 * when there is no export to be had.
 */
export async function kickOff(connection: Connection, scope: Scope, isSelective: boolean): Promise<URL | undefined> {
  const where = scope.group === undefined ? '$export' : `Group/${scope.group}/$export`;
  const address = new URL(where, connection.base);
  const parameters = parametersOf(isSelective);
  connection.signal.throwIfAborted();
  const asking = graceful(connection);
  const answer = await insist(connection, async () => {
    const got = await byGet(asking, address, parameters);
    const settled = got.status === 405 ? await byPost(asking, address, parameters) : got;
    if (settled.status === 500) throw refusalOf(settled, connection, 'The export was not started');
    return settled;
  });
  await answer.body?.cancel();
  if (answer.status === 202) return addressIn(answer.headers.get('content-location'), connection.base);
  if (isSelective && [400, 422, 501].includes(answer.status)) return undefined;
  if ([404, 405, 501].includes(answer.status)) {
    throw new Problem(
      scope.group === undefined
        ? 'The server offers no Bulk Data export ($export).'
        : 'The server has no such Group, or offers no Bulk Data export ($export) of one.',
    );
  }
  throw refusalOf(answer, connection, 'The export was not started');
}

/** A cancelled kick-off is given this long to say what it has started, or the server would be left with it. */
const GRACE_MS = 10_000;

function graceful(connection: Connection): Connection {
  const later = new AbortController();
  const abort = () => void setTimeout(() => later.abort(connection.signal.reason), GRACE_MS).unref();
  connection.signal.addEventListener('abort', abort, { once: true });
  return { ...connection, signal: later.signal };
}

const WISH = { accept: 'application/fhir+json', prefer: 'respond-async' };

function byGet(connection: Connection, address: URL, parameters: readonly [string, string][]): Promise<Response> {
  const whole = new URL(address);
  whole.search = new URLSearchParams([...parameters]).toString();
  return ask(connection, whole, WISH);
}

function byPost(connection: Connection, address: URL, parameters: readonly [string, string][]): Promise<Response> {
  const parameter = parameters.map(([name, valueString]) => ({ name, valueString }));
  const body = JSON.stringify({ resourceType: 'Parameters', parameter });
  return ask(connection, address, { ...WISH, method: 'POST', body });
}
