import type { CanonicalResource, Resource } from './resources';

/** What has to be done with one resource, given what the server already holds under its url and version. */
export type Step = { step: 'create' } | { step: 'leave' } | { step: 'refuse'; paths: string[] };

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** In FHIR's JSON an array of nothing but null only holds places for the extensions beside it, so it says nothing itself. */
const isPlaceholder = (value: unknown) => Array.isArray(value) && value.every((each) => each === null);

function collect(ours: unknown, theirs: unknown, path: string, paths: string[]): void {
  if ((isPlaceholder(ours) && theirs === undefined) || (isPlaceholder(theirs) && ours === undefined)) return;
  if (Array.isArray(ours) && Array.isArray(theirs)) {
    for (let i = 0; i < Math.max(ours.length, theirs.length); i++) collect(ours[i], theirs[i], `${path}[${i}]`, paths);
  } else if (isObject(ours) && isObject(theirs) && Array.isArray(ours) === Array.isArray(theirs)) {
    for (const key of new Set([...Object.keys(ours), ...Object.keys(theirs)]))
      collect(ours[key], theirs[key], path ? `${path}.${key}` : key, paths);
  } else if (ours !== theirs) paths.push(path);
}

/**
 * The JSON paths (such as `item[2].text`) at which two versions of a resource differ. The order of keys does not count. `id`
 * and `meta` belong to the server and are left out, and so is `text` where ours has none: some servers generate it.
 */
export function compare(ours: Resource, theirs: Resource): string[] {
  const paths: string[] = [];
  const own = (resource: Resource) => {
    const { id: _id, meta: _meta, ...content } = resource;
    if (ours.text === undefined) delete content.text;
    return content;
  };
  collect(own(ours), own(theirs), '', paths);
  return paths;
}

/**
 * Decides about one resource. `found` is what a search by url and version gave; a server that ignores one of the two gives
 * more than was asked, so what does not match is not looked at.
 */
export function plan(ours: CanonicalResource, found: Resource[]): Step {
  const same = found.filter(
    ({ resourceType, url, version }) =>
      resourceType === ours.resourceType && url === ours.url && version === ours.version,
  );
  if (same.length === 0) return { step: 'create' };
  const paths = [...new Set(same.flatMap((theirs) => compare(ours, theirs)))];
  return paths.length === 0 ? { step: 'leave' } : { step: 'refuse', paths };
}

/** Definitions before what refers to them; a type that is not named comes last. */
const order = [
  'CodeSystem',
  'ValueSet',
  'StructureDefinition',
  'Questionnaire',
  'PlanDefinition',
  'CapabilityStatement',
];

/** The resources in an order in which a server that checks references can take them. */
export function inOrder(resources: CanonicalResource[]): CanonicalResource[] {
  const rank = ({ resourceType }: Resource) =>
    order.includes(resourceType) ? order.indexOf(resourceType) : order.length;
  return resources.toSorted((a, b) => rank(a) - rank(b) || a.url.localeCompare(b.url, 'en'));
}
