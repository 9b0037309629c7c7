import type { Meta } from 'fhir/r4';

/** Any FHIR resource as the store sees it: the wire's shape, read by path. */
export type Resource = { resourceType: string; id?: string | undefined; meta?: Meta | undefined };

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isResource = (value: unknown): value is Resource =>
  isObject(value) && typeof value.resourceType === 'string';

/** `Type/id` of a stored resource. */
export const localReference = (resource: Resource) => `${resource.resourceType}/${resource.id}`;

/** All values at a dotted path, repetitions flattened: `valuesAt(patient, 'name.given')`. */
export function valuesAt(node: unknown, path: string): unknown[] {
  return path.split('.').reduce<unknown[]>(
    (nodes, step) =>
      nodes.flatMap((each) => {
        const value = isObject(each) ? each[step] : undefined;
        if (value === undefined || value === null) return [];
        return Array.isArray(value) ? value : [value];
      }),
    [node],
  );
}

/** The strings among the values at a dotted path. */
export const textsAt = (node: unknown, path: string): string[] =>
  valuesAt(node, path).filter((value) => typeof value === 'string');
