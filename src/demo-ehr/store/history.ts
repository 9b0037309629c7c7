import { type Answer, isAnswer, refuse } from './answer';
import { historyEntry, pageOf } from './bundle';
import { isDate, isDateTime } from './dates';
import type { Records } from './records';
import type { Resource } from './resource';
import { pagingOf } from './search';
import { isKnownType } from './search-parameters';
import { isDeleted, type Version } from './versions';

/** All versions of one resource, or of a type when `id` is absent, newest first; `_since` and `_count` narrow. */
export function history(
  records: Records,
  type: string,
  id: string | undefined,
  parameters: URLSearchParams,
  base: string,
  visible: (resource: Resource) => boolean,
): Answer {
  if (!isKnownType(type)) return refuse(404, 'not-supported', `This server keeps no ${type}`);
  if (id !== undefined && !records.get(`${type}/${id}`)) return refuse(404, 'not-found', 'No such resource');
  const paging = pagingOf(parameters);
  if (isAnswer(paging)) return paging;
  const since = parameters.get('_since');
  if (since !== null && !isDate(since) && !isDateTime(since)) return refuse(400, 'invalid', "'_since' is an instant");
  const from = since === null ? Number.NEGATIVE_INFINITY : Date.parse(since);
  const path = id === undefined ? `${type}/_history` : `${type}/${id}/_history`;
  const entries = versionsOf(records, type, id)
    .filter((version) => Date.parse(version.lastUpdated) >= from && visible(shownBy(records, version)))
    .toSorted((a, b) => b.sequence - a.sequence)
    .map((version) => historyEntry(version, base));
  const page = pageOf(entries, { type: 'history', base, path, parameters }, paging.count, paging.offset);
  return { status: 200, headers: {}, body: page };
}

function versionsOf(records: Records, type: string, id: string | undefined): Version[] {
  if (id !== undefined) return [...(records.get(`${type}/${id}`) ?? [])];
  return [...records.ofType(type)].flatMap((reference) => records.get(reference) ?? []);
}

/** A deletion says nothing about whose resource it was: the version before it does. */
function shownBy(records: Records, version: Version): Resource {
  if (!isDeleted(version)) return version.resource;
  const versions = records.get(`${version.resource.resourceType}/${version.resource.id}`) ?? [];
  return versions.findLast((each) => !isDeleted(each))?.resource ?? version.resource;
}
