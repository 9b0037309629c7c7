import { localReference } from '../fhir/reference';
import type { Difference } from './save-result';

export interface ComparedOn {
  readonly base: string;
  /** Where each `fullUrl` of the transaction was stored: `RelatedPerson/1` */
  readonly places: ReadonlyMap<string, string>;
}

/** Elements that belong to the host, or that it may word anew */
const HOSTS_OWN = ['id', 'text', 'meta.versionId', 'meta.lastUpdated', 'meta.source', 'meta.profile'];

/** What the host stored otherwise than it was sent. What it added is its own business; the paths hold no value. */
export function differences(sent: object, stored: object, on: ComparedOn): Difference[] {
  return inObject(sent, stored, '', on);
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function inObject(sent: object, stored: object, path: string, on: ComparedOn): Difference[] {
  const found: Readonly<Record<string, unknown>> = { ...stored };
  return Object.entries(sent).flatMap(([name, value]) => {
    const place = path ? `${path}.${name}` : name;
    return value === undefined || HOSTS_OWN.includes(place) ? [] : inValue(value, found[name], place, on);
  });
}

function inValue(sent: unknown, stored: unknown, path: string, on: ComparedOn): Difference[] {
  if (stored === undefined) return [{ path, kind: 'dropped' }];
  if (Array.isArray(sent)) return Array.isArray(stored) ? inList(sent, stored, path, on) : [{ path, kind: 'changed' }];
  if (isObject(sent)) return isObject(stored) ? inObject(sent, stored, path, on) : [{ path, kind: 'changed' }];
  return same(sent, stored, path, on) ? [] : [{ path, kind: 'changed' }];
}

/** Each element must be there; a host may add others and may sort them. */
function inList(sent: readonly unknown[], stored: readonly unknown[], path: string, on: ComparedOn): Difference[] {
  return sent.flatMap((element, index) => {
    if (stored.some((candidate) => inValue(element, candidate, path, on).length === 0)) return [];
    const place = isObject(element) && typeof element.linkId === 'string' ? `${path}[${element.linkId}]` : path;
    const counterpart = counterpartOf(element, index, sent.length, stored);
    return counterpart === undefined
      ? [{ path: place, kind: 'dropped' as const }]
      : inValue(element, counterpart, place, on);
  });
}

/** The stored element that stands for the sent one: the same question at the same turn, or the same position. */
function counterpartOf(element: unknown, index: number, length: number, stored: readonly unknown[]): unknown {
  const at = stored[index];
  if (!isObject(element) || element.linkId === undefined) return length === stored.length ? at : undefined;
  if (isObject(at) && at.linkId === element.linkId) return at;
  return stored.find((candidate) => isObject(candidate) && candidate.linkId === element.linkId);
}

function same(sent: unknown, stored: unknown, path: string, { base, places }: ComparedOn): boolean {
  if (sent === stored) return true;
  if (typeof sent !== 'string' || typeof stored !== 'string') return false;
  if (/(^|\.)reference$/.test(path)) return placeOf(base, places.get(sent) ?? sent) === placeOf(base, stored);
  const [a, b] = [instant(sent), instant(stored)];
  return a !== undefined && b !== undefined ? a === b : sent.trim() === stored.trim();
}

/** Relative or absolute, with or without a version: the same resource. */
function placeOf(base: string, reference: string): string {
  const place = localReference(base, reference);
  return place ? `${place.type}/${place.id}` : reference;
}

const instant = (text: string): number | undefined =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text) ? Date.parse(text) || undefined : undefined;
