import { type Answer, refuse } from './answer';
import type { FhirRequest } from './request';

/** What a request asks, in the words of https://hl7.org/fhir/R4/http.html */
export type Interaction =
  | { kind: 'capabilities' }
  | { kind: 'read'; type: string; id: string }
  | { kind: 'vread'; type: string; id: string; versionId: string }
  | { kind: 'history-instance'; type: string; id: string }
  | { kind: 'history-type'; type: string }
  | { kind: 'search'; type: string; parameters: URLSearchParams }
  | { kind: 'page' }
  | { kind: 'create'; type: string }
  | { kind: 'update'; type: string; id: string }
  | { kind: 'patch'; type: string; id: string }
  | { kind: 'delete'; type: string; id: string }
  | { kind: 'bundle' };

export type WriteInteraction = Extract<Interaction, { kind: 'create' | 'update' | 'patch' | 'delete' }>;

export const isWrite = (interaction: Interaction): interaction is WriteInteraction =>
  ['create', 'update', 'patch', 'delete'].includes(interaction.kind);

const typeName = /^[A-Z][A-Za-z]+$/;
const logicalId = /^[A-Za-z0-9\-.]{1,64}$/;

/** Names the interaction, or refuses what this server does not offer (operations, conditional update, whole-system search). */
export function interactionOf(request: FhirRequest): Interaction | Answer {
  const { method, path, query } = request;
  const [type = '', id = '', third, versionId = ''] = path;
  if (path.length === 0) return atRoot(method, query);
  if (path.length === 1 && type === 'metadata' && method === 'GET') return { kind: 'capabilities' };
  if (!typeName.test(type)) return refuse(404, 'not-supported', 'No such address on this server');
  if (path.length === 1) return onType(request, type);
  if (id === '_search' && path.length === 2 && method === 'POST') {
    return { kind: 'search', type, parameters: searchBody(request) };
  }
  if (id === '_history' && path.length === 2 && method === 'GET') return { kind: 'history-type', type };
  if (!logicalId.test(id)) return refuse(404, 'not-found', 'Not a logical id');
  if (path.length === 2) return onInstance(method, type, id);
  if (third === '_history' && method === 'GET' && path.length === 3) return { kind: 'history-instance', type, id };
  if (third === '_history' && method === 'GET' && path.length === 4) return { kind: 'vread', type, id, versionId };
  return refuse(404, 'not-supported', 'No such address on this server');
}

const atRoot = (method: string, query: URLSearchParams): Interaction | Answer => {
  if (method === 'POST') return { kind: 'bundle' };
  if (method === 'GET' && query.has('_getpages')) return { kind: 'page' };
  return refuse(405, 'not-supported', 'The base takes a transaction or a batch');
};

function onType(request: FhirRequest, type: string): Interaction | Answer {
  if (request.method === 'GET') return { kind: 'search', type, parameters: request.query };
  if (request.method === 'POST') return { kind: 'create', type };
  return refuse(405, 'not-supported', 'Conditional update, patch and delete are not offered');
}

function onInstance(method: string, type: string, id: string): Interaction | Answer {
  switch (method) {
    case 'GET':
      return { kind: 'read', type, id };
    case 'PUT':
      return { kind: 'update', type, id };
    case 'PATCH':
      return { kind: 'patch', type, id };
    case 'DELETE':
      return { kind: 'delete', type, id };
    default:
      return refuse(405, 'not-supported', 'No such interaction');
  }
}

function searchBody(request: FhirRequest): URLSearchParams {
  const form = typeof request.body === 'string' ? request.body : '';
  return new URLSearchParams([...request.query, ...new URLSearchParams(form)]);
}
