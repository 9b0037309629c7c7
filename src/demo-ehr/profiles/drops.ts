import type { Resource } from '../store/resource';

/** A resource as a host keeps it that knows neither our extensions nor labels: it says nothing, and loses them. */
export function withoutUnknownAndLabels(resource: Resource): Resource {
  const { meta, ...rest } = resource;
  const { security: _security, tag: _tag, ...kept } = meta ?? {};
  const plain = withoutExtensions(rest) as Resource;
  return Object.keys(kept).length > 0 ? { ...plain, meta: kept } : plain;
}

function withoutExtensions(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutExtensions);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, each]) =>
      name === 'extension' || name.startsWith('_') ? [] : [[name, withoutExtensions(each)]],
    ),
  );
}
