import type { Bundle, BundleEntry, FhirResource } from 'fhir/r4';
import { etagOf } from './answer';
import { localReference, type Resource } from './resource';
import { isDeleted, type Version } from './versions';

type Page = { type: 'searchset' | 'history'; base: string; path: string; parameters: URLSearchParams };

/** Cuts one page out of all entries, with `self` and, if there is more, `next` links. */
export function pageOf(entries: BundleEntry[], page: Page, count: number, offset: number): Bundle {
  const link = [{ relation: 'self', url: addressOf(page) }];
  if (offset + count < entries.length) {
    link.push({ relation: 'next', url: addressOf(page, { _count: count, _offset: offset + count }) });
  }
  const bundle: Bundle = { resourceType: 'Bundle', type: page.type, total: entries.length, link };
  const shown = entries.slice(offset, offset + count);
  if (shown.length > 0) bundle.entry = shown;
  return bundle;
}

function addressOf(page: Page, set: Record<string, number> = {}): string {
  const parameters = new URLSearchParams(page.parameters);
  for (const [name, value] of Object.entries(set)) parameters.set(name, String(value));
  const query = parameters.toString();
  return `${page.base}/${page.path}${query === '' ? '' : `?${query}`}`;
}

export const searchEntry = (resource: Resource, base: string): BundleEntry => ({
  fullUrl: `${base}/${localReference(resource)}`,
  resource: resource as FhirResource,
  search: { mode: 'match' },
});

/** A version in a history: what was asked, what was answered, and the resource unless it was deleted. */
export function historyEntry(version: Version, base: string): BundleEntry {
  const reference = localReference(version.resource);
  const made = version.versionId === '1';
  const entry: BundleEntry = {
    fullUrl: `${base}/${reference}`,
    request: { method: version.method, url: version.method === 'POST' ? version.resource.resourceType : reference },
    response: {
      status: isDeleted(version) ? '204 No Content' : made ? '201 Created' : '200 OK',
      etag: etagOf(version.versionId),
      lastModified: version.lastUpdated,
    },
  };
  if (!isDeleted(version)) entry.resource = version.resource as FhirResource;
  return entry;
}
