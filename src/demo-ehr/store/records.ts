import { localReference, type Resource, valuesAt } from './resource';
import { searchParameters } from './search-parameters';
import { tokensIn } from './token';
import type { Version } from './versions';

/** Token searches for one resource among thousands, as every conditional create asks: their codes are kept at hand. */
export const atHand: readonly string[] = ['identifier', '_tag'];

/**
 * All versions by `Type/id`, oldest first, in the order in which the resources were first written. What is added can be taken back
 * until it is kept; the lists of versions are never changed in place.
 */
export class Records {
  readonly #versions = new Map<string, readonly Version[]>();
  /** References by type, and by type and code */
  readonly #index = new Map<string, Set<string>>();
  readonly #before = new Map<string, readonly Version[]>();

  constructor(stored: Iterable<readonly [string, readonly Version[]]> = []) {
    for (const [reference, versions] of stored) this.#set(reference, versions);
  }

  [Symbol.iterator] = () => this.#versions.entries();

  get = (reference: string) => this.#versions.get(reference);

  /** References to all that was ever written of a type. */
  ofType = (type: string): Iterable<string> => this.#index.get(type) ?? [];

  /** References to those of a type whose newest version has this code, under whatever system; `parameter` is one of `atHand`. */
  withCode = (type: string, parameter: string, code: string): Iterable<string> =>
    this.#index.get(keyOf(type, parameter, code)) ?? [];

  add(version: Version): void {
    const reference = localReference(version.resource);
    const earlier = this.get(reference) ?? [];
    if (!this.#before.has(reference)) this.#before.set(reference, earlier);
    this.#set(reference, [...earlier, version]);
  }

  /** What was added stays. */
  keep(): void {
    this.#before.clear();
  }

  /** What was added since the last `keep` never was. */
  takeBack(): void {
    for (const [reference, versions] of this.#before) this.#set(reference, versions);
    this.#before.clear();
  }

  #set(reference: string, versions: readonly Version[]): void {
    const [before, after] = [keysOf(this.get(reference)), keysOf(versions)];
    if (versions.length === 0) this.#versions.delete(reference);
    else this.#versions.set(reference, versions);
    for (const key of before) if (!after.includes(key)) this.#drop(key, reference);
    for (const key of after) this.#index.set(key, (this.#index.get(key) ?? new Set()).add(reference));
  }

  #drop(key: string, reference: string): void {
    const references = this.#index.get(key);
    references?.delete(reference);
    if (references?.size === 0) this.#index.delete(key);
  }
}

const keyOf = (type: string, parameter: string, code: unknown) => `${type}?${parameter}=${code}`;

function keysOf(versions: readonly Version[] = []): string[] {
  const resource = versions.at(-1)?.resource;
  return resource ? [resource.resourceType, ...atHand.flatMap((parameter) => codeKeys(resource, parameter))] : [];
}

function codeKeys(resource: Resource, parameter: string): string[] {
  const paths = searchParameters[resource.resourceType]?.[parameter]?.paths ?? [];
  return paths
    .flatMap((path) => valuesAt(resource, path))
    .flatMap(tokensIn)
    .map(({ code }) => keyOf(resource.resourceType, parameter, code));
}
