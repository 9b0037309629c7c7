import type { Patient } from 'fhir/r4';

/** A word that says so, alone or before "patient" and the like. Demol and Testelmans are people: a mere beginning says nothing. */
const WORD = /^z*(test|proef|demo|dummy|fictief)(pati[eë]nt|persoon|person|cli[eë]nt|geval|case)?\d*$/i;

const saysSo = (text: string): boolean => text.split(/[^\p{L}\p{N}]+/u).some((word) => WORD.test(word));

/** FHIR's own mark for test data: https://hl7.org/fhir/R4/resource.html#security */
const HTEST = 'http://terminology.hl7.org/CodeSystem/v3-ActReason';

/** Whether the name, an identifier's value or the label HTEST marks a patient as one for tests. */
export function isTestPatient({ name = [], identifier = [], meta }: Patient): boolean {
  const names = name.flatMap(({ text, family, given = [] }) => [text ?? '', family ?? '', ...given]);
  const numbers = identifier.map(({ value = '' }) => value);
  return (
    [...names, ...numbers].some(saysSo) ||
    (meta?.security ?? []).some(({ system, code }) => system === HTEST && code === 'HTEST')
  );
}
