import { type Answer, refuse } from './answer';
import { isDate, isDateTime, isInstant } from './dates';
import { isObject, isResource, type Resource, valuesAt } from './resource';
import { type ResourceRule, resourceRules } from './resource-rules';
import { isKnownType } from './search-parameters';

/** Reads a body as a resource of the addressed type, or refuses it: 400 for a wrong shape, 422 with the expression for wrong content. */
export function readResource(body: unknown, type: string): Resource | Answer {
  if (!isKnownType(type)) return refuse(404, 'not-supported', `This server keeps no ${type}`);
  if (!isResource(body)) return refuse(400, 'structure', 'The body is no FHIR resource');
  if (body.resourceType !== type) return refuse(400, 'invalid', `The body is no ${type}`, 'resourceType');
  const empty = emptyPart(body, type);
  if (empty !== undefined) return refuse(422, 'structure', 'FHIR knows no empty value, list or object', empty);
  const rule = resourceRules[type];
  return (rule && breaks(body, rule)) ?? body;
}

/** JSON in FHIR has no empty parts; null stands only in lists, beside an element with an underscore. */
function emptyPart(node: unknown, path: string, inList = false): string | undefined {
  if (node === null) return inList ? undefined : path;
  if (node === '') return path;
  if (typeof node !== 'object') return undefined;
  const parts = Array.isArray(node) ? [...node.entries()] : Object.entries(node);
  if (parts.length === 0) return path;
  for (const [name, value] of parts) {
    const place = Array.isArray(node) ? `${path}[${name}]` : `${path}.${name}`;
    const found = emptyPart(value, place, Array.isArray(node));
    if (found !== undefined) return found;
  }
  return undefined;
}

const dateTests = { date: isDate, dateTime: isDateTime, instant: isInstant };

function breaks(resource: Resource, rule: ResourceRule): Answer | undefined {
  const type = resource.resourceType;
  const known = new Set(rule.elements);
  const unknown = Object.keys(resource).find((name) => !known.has(name.replace(/^_/, '')));
  if (unknown !== undefined) return refuse(422, 'structure', 'Unknown element', `${type}.${unknown}`);
  for (const path of rule.required) {
    if (isMissing(resource, path)) return refuse(422, 'required', 'Required element is missing', `${type}.${path}`);
  }
  for (const [path, kind] of Object.entries(rule.dates ?? {})) {
    const wrong = valuesAt(resource, path).some((value) => typeof value !== 'string' || !dateTests[kind](value));
    if (wrong) return refuse(422, 'value', `Not a valid ${kind}`, `${type}.${path}`);
  }
  for (const [path, codes] of Object.entries(rule.codes ?? {})) {
    const wrong = valuesAt(resource, path).some((value) => typeof value !== 'string' || !codes.includes(value));
    if (wrong) return refuse(422, 'code-invalid', 'Not a code of the required value set', `${type}.${path}`);
  }
  return withoutContentType(resource);
}

/** Constraint att-1: https://hl7.org/fhir/R4/datatypes.html#Attachment */
function withoutContentType(resource: Resource): Answer | undefined {
  const path = 'content.attachment';
  const wrong = valuesAt(resource, path).some((each) => isMissingBeside(each, 'data', 'contentType'));
  if (!wrong) return undefined;
  return refuse(422, 'invariant', 'Data has a content type', `${resource.resourceType}.${path}.contentType`);
}

const isMissingBeside = (node: unknown, present: string, missing: string) =>
  isObject(node) && node[present] !== undefined && node[missing] === undefined;

/** A nested element is required in each of its parents. */
function isMissing(resource: Resource, path: string): boolean {
  const dot = path.lastIndexOf('.');
  const parents = dot < 0 ? [resource] : valuesAt(resource, path.slice(0, dot));
  const name = path.slice(dot + 1);
  return parents.some((parent) => !isObject(parent) || parent[name] === undefined);
}
