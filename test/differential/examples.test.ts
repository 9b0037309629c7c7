import type { Bundle, FhirResource } from 'fhir/r4';
import { expect, test } from 'vitest';
import { check } from '../../src/form/check';
import { readItems } from '../../src/mapping/item';
import { fromResponse } from '../../src/mapping/response';
import { writeItems } from '../../src/mapping/write-items';
import { FIELDS, INDEXES, labelOf, RESOURCES } from './questionnaires';
import { ofType, readFiles } from './resources-checks';

const examples = ofType<Bundle<FhirResource>>(readFiles(RESOURCES), 'examples');
const responses = examples.flatMap(({ file, resource }) =>
  (resource.entry ?? []).flatMap(({ resource: one }) =>
    one?.resourceType === 'QuestionnaireResponse' ? [{ file, response: one }] : [],
  ),
);

test('every example is an entry that the app reads, finds valid and writes back as it was', () => {
  expect(examples.length).toBeGreaterThanOrEqual(10);
  for (const { file, response } of responses) {
    const entry = fromResponse(response);
    expect(entry, file).toBeDefined();
    if (!entry) continue;
    expect(entry.unknown, file).toBeUndefined();
    expect(check(FIELDS[entry.step], entry.answers, INDEXES[entry.step]), `${file} ${entry.step}`).toEqual([]);
    const { answers } = readItems(response.item ?? []);
    expect(writeItems(answers, labelOf), `${file} ${entry.step}`).toEqual(response.item);
  }
});
