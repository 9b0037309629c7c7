import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import type { Encounter, Patient, QuestionnaireResponse } from 'fhir/r4';
import { expect } from 'vitest';
import { type ResourceType, readResource } from '../../src/fhir/schemas';
import { readCorrection } from '../../src/mapping/correction';
import { noteText } from '../../src/mapping/note';
import { fromResponse } from '../../src/mapping/response';
import { toResponse } from '../../src/mapping/to-response';
import { writeItems } from '../../src/mapping/write-items';
import { isLinkId } from '../../src/plan/link-ids';
import { encounterSummary, patientSummary, userSummary } from '../../src/record/summaries';
import { hostile } from './arbitraries';
import { property, quietConsole } from './property';
import { VALID } from './samples';

quietConsole();

const TYPES = Object.keys(VALID) as ResourceType[];

property(
  'every reader: nothing is thrown, and what is let through is kept whole',
  2000,
  fc.constantFrom(...TYPES).chain((type) => fc.tuple(fc.constant(type), hostile(VALID[type]))),
  ([type, json]) => {
    const read = readResource(type, json);
    if (read !== undefined) expect(isDeepStrictEqual(read, json)).toBe(true);
    return read !== undefined;
  },
);

type Item = NonNullable<QuestionnaireResponse['item']>[number];

/** Items that are not ours, wherever they stand inside groups of ours. */
const strangers = (items: readonly Item[]): string[] =>
  items.flatMap((item) => (isLinkId(item.linkId) ? strangers(item.item ?? []) : [JSON.stringify(item)]));

const context = {
  patient: 'Patient/a',
  authored: '2026-11-25T10:00:00Z',
  labels: [],
  label: (linkId: string) => linkId,
};

property(
  'a response is read without a throw, and goes back with all that is not ours in it',
  1500,
  hostile(VALID.QuestionnaireResponse).map((json) => readResource('QuestionnaireResponse', json)),
  (response) => {
    if (!response) return false;
    readCorrection(response.extension);
    expect(typeof noteText([response])).toBe('string');
    const entry = fromResponse(response);
    if (!entry) return false;
    const again = toResponse(entry, context);
    const [before, after] = [strangers(response.item ?? []).sort(), strangers(again.item ?? []).sort()];
    expect(after).toEqual(before);
    const read = fromResponse({ ...again, meta: response.meta ?? {} });
    expect(isDeepStrictEqual(read?.answers, entry.answers)).toBe(true);
    expect(writeItems(read?.answers ?? {}, context.label, read?.unknown)).toEqual(again.item);
    return true;
  },
);

property(
  'patient, encounter and user are summed up in texts, whatever they hold',
  600,
  fc
    .constantFrom('Patient', 'Encounter', 'Practitioner', 'PractitionerRole')
    .chain((type) => hostile(VALID[type]).map((json) => readResource(type, json))),
  (resource) => {
    if (!resource) return false;
    const summary =
      resource.resourceType === 'Encounter'
        ? encounterSummary(resource as Encounter, 'e')
        : resource.resourceType === 'Patient'
          ? patientSummary(resource as Patient, 'a')
          : userSummary(resource, 'Practitioner/n');
    for (const value of [
      'name' in summary ? summary.name : undefined,
      'start' in summary ? summary.start : undefined,
      'birthDate' in summary ? summary.birthDate : undefined,
    ])
      expect(['string', 'undefined']).toContain(typeof value);
    return true;
  },
);
