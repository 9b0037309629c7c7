import { expect, test } from 'vitest';
import { withoutUnknownAndLabels } from './drops';

const ours = { url: 'https://example.org/ours', valueString: 'x' };
const fhirs = { url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'unknown' };

test('labels, tags, unknown extensions and unknown elements go; the rest stays as it was', () => {
  const profile = ['https://example.org/profile'];
  expect(
    withoutUnknownAndLabels({
      resourceType: 'RelatedPerson',
      meta: { profile, security: [{ code: 'R' }], tag: [{ code: 't' }] },
      shoeSize: 42,
      patient: { reference: 'Patient/a', extension: [ours] },
      extension: [ours, fhirs],
      modifierExtension: [ours],
      name: [{ given: ['Lou', 'Noor'], _given: [{ extension: [fhirs] }, { extension: [ours] }] }],
      _birthDate: { extension: [ours] },
      contact: [],
    } as never),
  ).toEqual({
    resourceType: 'RelatedPerson',
    meta: { profile },
    patient: { reference: 'Patient/a' },
    extension: [fhirs],
    name: [{ given: ['Lou', 'Noor'], _given: [{ extension: [fhirs] }, null] }],
  });
});

test('what held nothing else is gone, because FHIR knows no empty parts', () => {
  const bare = { resourceType: 'RelatedPerson', meta: { tag: [{ code: 't' }] }, name: [{ extension: [ours] }] };
  expect(withoutUnknownAndLabels(bare as never)).toEqual({ resourceType: 'RelatedPerson' });
});
