import { type Answer, answerWith, etagOf, isAnswer, refuse, versionIn } from './answer';
import { applyJsonPatch } from './json-patch';
import type { Records } from './records';
import { isResource, type Resource } from './resource';
import { matchesOf } from './search';
import { readResource } from './validate';
import { isDeleted, newestOf, type Version } from './versions';

/** What a write needs: the records to change, which may take it all back, and the server's own clock, ids and order. */
export type Writing = {
  records: Records;
  base: string;
  now: () => Date;
  newId: () => string;
  nextSequence: () => number;
};

export type Condition = { ifMatch?: string | undefined; ifNoneExist?: string | undefined };

/** Adds the next version; the server alone sets id, version and time. */
function write(writing: Writing, resource: Resource, id: string, method: Version['method']): Resource {
  const reference = `${resource.resourceType}/${id}`;
  const earlier = writing.records.get(reference) ?? [];
  const versionId = String(earlier.length + 1);
  const lastUpdated = writing.now().toISOString();
  const { resourceType, id: _id, meta, ...rest } = resource;
  const stored: Resource = { resourceType, id, meta: { ...meta, versionId, lastUpdated }, ...rest };
  writing.records.add({ resource: stored, versionId, lastUpdated, sequence: writing.nextSequence(), method });
  return stored;
}

/** Create; with `ifNoneExist` only if nothing matches: https://hl7.org/fhir/R4/http.html#ccreate */
export function create(writing: Writing, type: string, body: unknown, condition: Condition, id?: string): Answer {
  const resource = readResource(body, type);
  if (isAnswer(resource)) return resource;
  if (condition.ifNoneExist !== undefined) {
    const existing = existingFor(writing, type, condition.ifNoneExist);
    if (existing && isAnswer(existing)) return existing;
    if (existing) return { ...answerWith(201, existing, writing.base), status: 200 };
  }
  return answerWith(201, write(writing, resource, id ?? writing.newId(), 'POST'), writing.base);
}

/** The one resource that a condition matches, none, or a refusal when it matches several. */
export function existingFor(writing: Writing, type: string, condition: string): Resource | Answer | undefined {
  const found = matchesOf(writing.records, type, condition, writing.base);
  if (!Array.isArray(found)) return found;
  if (found.length > 1) return refuse(412, 'multiple-matches', 'The condition matches more than one resource');
  return found[0];
}

/** Update, or create under the given id; a stale `ifMatch` is refused. */
export function update(writing: Writing, type: string, id: string, body: unknown, condition: Condition): Answer {
  const resource = readResource(body, type);
  if (isAnswer(resource)) return resource;
  if (resource.id !== id)
    return refuse(400, 'invalid', 'The id of the body is not the id of the address', `${type}.id`);
  const newest = newestOf(writing.records, `${type}/${id}`);
  const stale = staleness(newest, condition);
  if (stale) return stale;
  const isNew = newest === undefined || isDeleted(newest);
  return answerWith(isNew ? 201 : 200, write(writing, resource, id, 'PUT'), writing.base);
}

/** JSON Patch: https://hl7.org/fhir/R4/http.html#patch */
export function patch(writing: Writing, type: string, id: string, body: unknown, condition: Condition): Answer {
  const newest = newestOf(writing.records, `${type}/${id}`);
  const gone = absence(newest);
  if (gone) return gone;
  const stale = staleness(newest, condition);
  if (stale) return stale;
  const patched = applyJsonPatch(newest?.resource, body);
  if (!isResource(patched)) return refuse(422, 'processing', 'The patch does not apply to this version');
  if (patched.id !== id) return refuse(422, 'invalid', 'A patch cannot change the id', `${type}.id`);
  const resource = readResource(patched, type);
  if (isAnswer(resource)) return resource;
  return answerWith(200, write(writing, resource, id, 'PATCH'), writing.base);
}

/** Delete; a second delete changes nothing. */
export function remove(writing: Writing, type: string, id: string, condition: Condition): Answer {
  const reference = `${type}/${id}`;
  const earlier = writing.records.get(reference);
  const newest = earlier?.at(-1);
  if (!earlier || !newest) return refuse(404, 'not-found', 'No such resource');
  const stale = staleness(newest, condition);
  if (stale) return stale;
  if (isDeleted(newest)) return { status: 204, headers: { ETag: etagOf(newest.versionId) } };
  const versionId = String(earlier.length + 1);
  const lastUpdated = writing.now().toISOString();
  const resource = { resourceType: type, id, meta: { versionId, lastUpdated } };
  writing.records.add({ resource, versionId, lastUpdated, sequence: writing.nextSequence(), method: 'DELETE' });
  return { status: 204, headers: { ETag: etagOf(versionId) } };
}

/** 404 for what never was, 410 for what was deleted. */
export function absence(newest: Version | undefined): Answer | undefined {
  if (!newest) return refuse(404, 'not-found', 'No such resource');
  return isDeleted(newest) ? refuse(410, 'deleted', 'The resource was deleted') : undefined;
}

function staleness(newest: Version | undefined, { ifMatch }: Condition): Answer | undefined {
  if (ifMatch === undefined) return undefined;
  const isCurrent = newest !== undefined && !isDeleted(newest) && newest.versionId === versionIn(ifMatch);
  return isCurrent ? undefined : refuse(412, 'conflict', 'The resource has another version than the one you changed');
}
