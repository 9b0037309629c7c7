import { readFileSync } from 'node:fs';
import type { Bundle, QuestionnaireResponse } from 'fhir/r4';
import { manyRelatedPersons } from '../../src/demo-ehr/seed/many-related-persons';
import { fhirUserOf } from '../../src/demo-ehr/seed/staff';
import type { DemoEhr } from '../../src/demo-ehr/server';
import { IDENTIFIER_SYSTEM } from '../../src/mapping/canonical';

const DAY_MS = 86_400_000;

/** Contacts of the examples, in which all six steps occur */
const EXAMPLES = [
  's3-three-children',
  's5-gut-feeling-not-alarming',
  's6-alarming-and-willing',
  's7-alarming-not-willing',
];

const templates = (): QuestionnaireResponse[] =>
  EXAMPLES.flatMap((name) => {
    const bundle = JSON.parse(readFileSync(`fhir-resources/examples/${name}.json`, 'utf8')) as Bundle;
    return (bundle.entry ?? []).flatMap(({ resource }) =>
      resource?.resourceType === 'QuestionnaireResponse' ? [resource as QuestionnaireResponse] : [],
    );
  });

/** Puts that many children and that many earlier entries, one a day and the last of them yesterday, into the record of a client. */
export async function seedHistory(
  ehr: DemoEhr,
  patient: string,
  { entries, persons }: { readonly entries: number; readonly persons: number },
): Promise<void> {
  const children = manyRelatedPersons(patient, persons);
  await ehr.store.put(...children);
  const shapes = templates();
  const made = Array.from({ length: entries }, (_, index) => {
    const at = new Date(Date.now() - (entries - index) * DAY_MS);
    const { encounter: _encounter, ...shape } = shapes[index % shapes.length] as QuestionnaireResponse;
    const child = children[index % children.length]?.id ?? '';
    const text = JSON.stringify(shape)
      .replace(/"Patient\/[^"]+"/g, `"Patient/${patient}"`)
      .replace(/"RelatedPerson\/[^"]+"/g, `"RelatedPerson/${child}"`)
      .replace(/"Practitioner\/[^"]+"/g, `"${fhirUserOf('nurse')}"`)
      .replace(/("linkId":"s\d\.contactDate","answer":\[\{"valueDate":")[^"]+/g, `$1${at.toISOString().slice(0, 10)}`);
    return {
      ...(JSON.parse(text) as QuestionnaireResponse),
      id: `bench-entry-${index + 1}`,
      identifier: { system: IDENTIFIER_SYSTEM, value: crypto.randomUUID() },
      authored: at.toISOString(),
    };
  });
  await ehr.store.put(...made);
}
