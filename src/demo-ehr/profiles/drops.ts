import { isObject, type Resource } from '../store/resource';
import { resourceRules } from '../store/resource-rules';

const known = /^http:\/\/hl7\.org\/fhir\/StructureDefinition\//;

/**
 * A resource as a host keeps it that knows neither our extensions nor labels, and elements that FHIR does not know neither: it
 * says nothing, and loses them. The extensions of FHIR itself stay.
 */
export function withoutUnknownAndLabels(resource: Resource): Resource {
  const elements = resourceRules[resource.resourceType]?.elements;
  const understood = Object.entries(resource).filter(
    ([name]) => elements === undefined || elements.includes(name.replace(/^_/, '')),
  );
  const { meta, ...rest } = Object.fromEntries(understood) as Resource;
  const { security: _security, tag: _tag, ...kept } = meta ?? {};
  const plain = without(rest) as Resource;
  return Object.keys(kept).length > 0 ? { ...plain, meta: kept } : plain;
}

/** The value without what is dropped; undefined when nothing is left, because FHIR knows no empty parts. */
function without(value: unknown, name = ''): unknown {
  if (Array.isArray(value)) {
    const parts = value.map((part) => without(part));
    // Beside a list of primitives, null keeps the place of one that has no extension.
    const left = name.startsWith('_') ? parts.map((part) => part ?? null) : parts.filter((part) => part !== undefined);
    return left.some((part) => part !== null) ? left : undefined;
  }
  if (!isObject(value)) return value;
  const parts = Object.entries(value).flatMap(([part, inside]) => {
    const isExtension = part === 'extension' || part === 'modifierExtension';
    const left = isExtension && Array.isArray(inside) ? ofKnown(inside) : without(inside, part);
    return left === undefined ? [] : [[part, left]];
  });
  return parts.length > 0 ? Object.fromEntries(parts) : undefined;
}

function ofKnown(extensions: readonly unknown[]): unknown[] | undefined {
  const left = extensions.filter((each) => isObject(each) && known.test(String(each.url)));
  return left.length > 0 ? left : undefined;
}
