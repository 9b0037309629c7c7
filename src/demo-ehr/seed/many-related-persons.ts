import type { RelatedPerson } from 'fhir/r4';
import { officialName, relatedPerson } from './person';

/** `count` children of one patient with running numbers for ids, to see what an app does with very many. */
export function manyRelatedPersons(patientId: string, count: number): RelatedPerson[] {
  return Array.from({ length: count }, (_, index) => {
    const day = String((index % 28) + 1).padStart(2, '0');
    const month = String((index % 12) + 1).padStart(2, '0');
    return relatedPerson(
      `${patientId}-kind-${index + 1}`,
      patientId,
      officialName('Groot', `Kind ${index + 1}`),
      'CHILD',
      `${2009 + (index % 17)}-${month}-${day}`,
    );
  });
}
