import type { Records } from './records';
import { isObject, type Resource } from './resource';
import { living } from './versions';

const local = /^([A-Z][A-Za-z]+\/[A-Za-z0-9\-.]{1,64})(\/_history\/[A-Za-z0-9\-.]{1,64})?$/;

/** `Type/id` of a reference to this server (relative, or absolute under `base`); undefined for any other. */
export function localPart(reference: string, base: string): string | undefined {
  const relative = reference.startsWith(`${base}/`) ? reference.slice(base.length + 1) : reference;
  return local.exec(relative)?.[1];
}

/** Every `Reference.reference` in a resource, with the FHIRPath-like place it stands in. */
export function referencesIn(node: unknown, path: string): { reference: string; expression: string }[] {
  if (Array.isArray(node)) return node.flatMap((each, index) => referencesIn(each, `${path}[${index}]`));
  if (!isObject(node)) return [];
  return Object.entries(node).flatMap(([name, value]) =>
    name === 'reference' && typeof value === 'string'
      ? [{ reference: value, expression: `${path}.reference` }]
      : referencesIn(value, `${path}.${name}`),
  );
}

/** A copy in which every `Reference.reference` that the map knows is replaced; nothing else changes. */
export function rewriteReferences<T>(node: T, replace: (reference: string) => string): T;
export function rewriteReferences(node: unknown, replace: (reference: string) => string): unknown {
  if (Array.isArray(node)) return node.map((each) => rewriteReferences(each, replace));
  if (!isObject(node)) return node;
  return Object.fromEntries(
    Object.entries(node).map(([name, value]) => [
      name,
      name === 'reference' && typeof value === 'string' ? replace(value) : rewriteReferences(value, replace),
    ]),
  );
}

/** The first reference that leads nowhere on this server: a missing resource, or a `urn:uuid` left over. */
export function danglingReference(records: Records, resource: Resource, base: string) {
  return referencesIn(resource, resource.resourceType).find(({ reference }) => {
    if (reference.startsWith('#')) return false;
    const target = localPart(reference, base);
    if (target !== undefined) return living(records, target) === undefined;
    return !/^https?:\/\//.test(reference);
  });
}

/** Who still refers to `Type/id`: a resource that is referred to cannot be deleted. */
export function referrerOf(records: Records, target: string, base: string): string | undefined {
  for (const [source] of records) {
    const resource = living(records, source);
    if (!resource || source === target) continue;
    if (referencesIn(resource, '').some(({ reference }) => localPart(reference, base) === target)) return source;
  }
  return undefined;
}
