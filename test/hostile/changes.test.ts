import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import type { QuestionnaireResponse, RelatedPerson } from 'fhir/r4';
import { expect } from 'vitest';
import { IDENTIFIER_SYSTEM } from '../../src/mapping/canonical';
import { fromRelatedPerson } from '../../src/mapping/child';
import { fromResponse } from '../../src/mapping/response';
import { mergeChild, withNumbersOf } from '../../src/mapping/write-child';
import { compareFields, resolve } from '../../src/record/conflict';
import { intendCorrection } from '../../src/record/correct';
import { patchOf } from '../../src/record/patch-of';
import { snapshotOf } from '../../src/record/snapshot-for-tests';
import { parseScopes } from '../../src/session/scopes';
import { parseSiteConfig } from '../../src/session/site-config';
import { hostileText, MARK } from './arbitraries';
import { property, quietConsole } from './property';
import { letThrough } from './samples';

quietConsole();

const person = letThrough('RelatedPerson');
const learnt = fc.record({
  given: fc.oneof(fc.constant('Tuur'), hostileText),
  family: fc.oneof(fc.constant('Maes'), hostileText),
  birthDate: fc.constantFrom('2017-05-02', '2017', '2019-01'),
  relation: fc.constantFrom('CHILD', 'SIB', '__proto__', MARK),
});

/** What may stand beside a birth date: all that stood there but the reason why there was none. */
function withoutReason(shadow: unknown): unknown {
  if (typeof shadow !== 'object' || shadow === null || !('extension' in shadow)) return shadow;
  const { extension, ...rest } = shadow;
  if (!Array.isArray(extension)) return shadow;
  const left = extension.filter((one) => one?.url !== 'http://hl7.org/fhir/StructureDefinition/data-absent-reason');
  if (left.length > 0) return { ...rest, extension: left };
  return Object.keys(rest).length > 0 ? rest : undefined;
}

property(
  'a merge touches name, birth date and relation where they are missing, and nothing else',
  1000,
  fc.tuple(person, learnt),
  ([resource, typed]) => {
    expect(fromRelatedPerson(resource).id).toBe(resource.id ?? '');
    const merged = mergeChild(resource, typed) ?? resource;
    const outside = ({ name: _1, birthDate: _2, relationship: _3, _birthDate: _4, ...rest }: RelatedPerson) => rest;
    expect(isDeepStrictEqual(outside(merged), outside(resource))).toBe(true);
    expect((merged.name ?? []).slice(0, resource.name?.length ?? 0)).toEqual(resource.name ?? []);
    if (resource.relationship?.length) expect(merged.relationship).toEqual(resource.relationship);
    if (merged.birthDate === resource.birthDate) expect(merged._birthDate).toEqual(resource._birthDate);
    else {
      expect(merged.birthDate?.startsWith(resource.birthDate ?? '')).toBe(true);
      expect(merged._birthDate).toEqual(withoutReason(resource._birthDate));
    }
    expect(() =>
      JSON.stringify(withNumbersOf(resource, { identifier: [{ system: MARK, value: MARK }] })),
    ).not.toThrow();
    return true;
  },
);

const read = parseSiteConfig({ issuers: [{ iss: 'https://ehr.example/fhir', clientId: 'k' }] });
if (!read.ok) throw new Error('The site configuration of this test is wrong');
const site = read.value;

/** What a correction may change of an entry: its status and moment, its labels and reason, a text made from the answers, items. */
const untouched = ({
  status: _1,
  authored: _2,
  meta,
  extension: _3,
  text: _4,
  item: _5,
  ...rest
}: QuestionnaireResponse) => {
  const { security: _6, ...others } = meta ?? {};
  return { ...rest, meta: others };
};

property(
  'a correction in place changes the item that was corrected, and keeps all that others put into the entry',
  700,
  fc.tuple(letThrough('QuestionnaireResponse'), hostileText, fc.constantFrom('replace' as const, 'withdraw' as const)),
  ([resource, words, kind]) => {
    const entry = fromResponse(resource);
    if (!entry) return false;
    const { step } = entry;
    const linkId = `s${step}.openReden`;
    const answers = { ...entry.answers, [`s${step}.contactDate`]: ['2026-11-24'], [linkId]: [`anders ${words}`] };
    const { writes } = intendCorrection({
      resource,
      entry,
      how: kind === 'replace' ? { kind, answers } : { kind },
      reason: 'mistyped',
      snapshot: snapshotOf([], [resource]),
      context: { patient: 'a', fhirUser: 'Practitioner/n', scopes: parseScopes('patient/*.cruds') },
      site,
      label: (id) => id,
      authored: '2026-11-25T10:00:00Z',
      uuids: { entry: 'e', document: 'd', note: 'n', provenance: 'p' },
    });
    const amend = writes.find((write) => write.kind === 'amend-entry');
    if (!amend) return false;
    expect(isDeepStrictEqual(untouched(amend.resource), untouched(resource))).toBe(true);
    for (const label of resource.meta?.security ?? []) expect(amend.resource.meta?.security).toContainEqual(label);
    const others = (response: QuestionnaireResponse) =>
      (response.item ?? []).filter((item) => ![linkId, `s${step}.contactDate`].includes(item.linkId));
    expect(isDeepStrictEqual(others(amend.resource), others(resource))).toBe(true);
    JSON.stringify(patchOf(resource, amend.resource));
    return true;
  },
);

property(
  'what a colleague wrote meanwhile is compared, and stays where nobody chose otherwise, whatever it is',
  600,
  fc.tuple(person, fc.boolean()),
  ([now, typed]) => {
    if (!now.id) return false;
    const before: RelatedPerson = { resourceType: 'RelatedPerson', id: now.id, patient: { reference: 'Patient/a' } };
    const resource = { ...before, id: now.id, birthDate: '2017-05-02', name: [{ given: ['Tuur'] }] };
    const write = {
      kind: 'merge-child',
      id: now.id,
      version: '1',
      fullUrl: `RelatedPerson/${now.id}`,
      before,
      resource,
      filled: ['birthDate', 'name'],
    } as const;
    const compared = compareFields(write, now);
    if (compared.kind !== 'compared') return false;
    const choices = new Map(compared.fields.map(({ field }) => [field, typed ? ('typed' as const) : ('now' as const)]));
    const change = resolve(write, now, choices);
    if (!typed) expect(change).toBeUndefined();
    if (change?.resource.resourceType !== 'RelatedPerson') return true;
    const kept = ({ birthDate: _1, _birthDate: _2, name: _3, relationship: _4, ...rest }: RelatedPerson) => rest;
    expect(isDeepStrictEqual(kept(change.resource), kept(now))).toBe(true);
    return true;
  },
);

property(
  'a duplicate gives its numbers to the one that stays, and nothing else moves',
  300,
  fc.tuple(person, person),
  ([keep, drop]) => {
    const merged = withNumbersOf(keep, drop);
    if (!merged) return false;
    const { identifier, ...rest } = merged;
    const { identifier: had = [], ...before } = keep;
    expect(isDeepStrictEqual(rest, before)).toBe(true);
    expect((identifier ?? []).slice(0, had.length)).toEqual(had);
    for (const { system } of (identifier ?? []).slice(had.length)) expect(system).toBe(IDENTIFIER_SYSTEM);
    return true;
  },
);
