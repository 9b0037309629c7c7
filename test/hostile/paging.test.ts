import fc from 'fast-check';
import { afterAll, beforeAll, expect } from 'vitest';
import { createFhirClient } from '../../src/fhir/client';
import { serve } from '../../src/fhir/http-server-for-tests';
import { property, quietConsole } from './property';
import { persons } from './samples';

quietConsole();

let host: Awaited<ReturnType<typeof serve>>;
let links: readonly Link[] = [];

/** Where the page with this number says that the next one is; the last link goes for all pages after it. */
type Link = 'onward' | 'itself' | 'first' | 'none' | 'same words, other order' | 'nothing on it';

beforeAll(async () => {
  host = await serve(({ path }, origin) => {
    const asked = new URL(path, origin).searchParams;
    const at = Number(asked.get('page') ?? 0);
    const link = links[Math.min(at, links.length - 1)] ?? 'none';
    const place = `${origin}/fhir/RelatedPerson`;
    const next = {
      onward: `${place}?patient=a&page=${at + 1}`,
      itself: `${origin}${path}`,
      first: `${place}?patient=a`,
      none: undefined,
      'same words, other order': `${place}?page=${at}&patient=a`,
      'nothing on it': `${place}?patient=a&page=${at + 1}`,
    }[link];
    return {
      body: {
        resourceType: 'Bundle',
        type: 'searchset',
        entry: link === 'nothing on it' ? [] : [{ resource: persons[at % persons.length], search: { mode: 'match' } }],
        link: next ? [{ relation: 'next', url: next }] : [],
      },
    };
  });
});
afterAll(() => host.close());

property(
  'a search that pages forever, or in a circle, ends, and never passes for a whole one',
  300,
  fc.array(
    fc.constantFrom<Link>(
      'onward',
      'onward',
      'onward',
      'nothing on it',
      'itself',
      'first',
      'none',
      'same words, other order',
    ),
    { minLength: 1, maxLength: 6 },
  ),
  async (chosen) => {
    links = chosen;
    host.requests.splice(0);
    const pages: number[] = [];
    const found = await createFhirClient({ base: `${host.origin}/fhir` }).search(
      'RelatedPerson',
      { patient: 'a' },
      { onPage: ({ resources }) => pages.push(resources.length) },
    );
    expect(host.requests.length).toBeLessThanOrEqual(25);
    const addresses = host.requests.map(({ path }) => path);
    expect(new Set(addresses).size).toBe(addresses.length);
    const ends = chosen.indexOf('none');
    const turns = chosen.findIndex((link) => link === 'itself' || link === 'first');
    const again = chosen.indexOf('same words, other order');
    if (found.ok && !found.value.truncated) {
      expect(ends).toBeGreaterThanOrEqual(0);
      expect(turns < 0 || turns > ends).toBe(true);
    } else if (found.ok) expect(host.requests).toHaveLength(25);
    else expect(found.error).toMatchObject({ kind: 'garbage' });
    return found.ok && again < 0;
  },
);
