import { expect, test } from 'vitest';
import { isTestPatient } from './test-patient';

const named = (family: string) => ({ resourceType: 'Patient' as const, name: [{ family }] });

test.each(['Proefpatiënt', 'TEST', 'Zztest', 'Test-Kind', 'Demo Patient', 'Testpersoon2', 'Fictief'])(
  '%s is a test patient',
  (family) => expect(isTestPatient(named(family))).toBe(true),
);

test.each(['Demol', 'De Moor', 'Demoor', 'Demoen', 'Testelmans', 'Proefstra', 'Contest', ''])(
  '%s is a name that people have',
  (family) => expect(isTestPatient(named(family))).toBe(false),
);

test('an identifier or the label for test data says it too; a system or an extension does not', () => {
  const resourceType = 'Patient' as const;
  const test = { system: 'https://test.example.org/id', value: '1' };
  expect(isTestPatient({ resourceType, identifier: [{ value: 'TEST-0001' }] })).toBe(true);
  expect(isTestPatient({ resourceType, identifier: [test] })).toBe(false);
  const HTEST = { system: 'http://terminology.hl7.org/CodeSystem/v3-ActReason', code: 'HTEST' };
  expect(isTestPatient({ resourceType, meta: { security: [HTEST] } })).toBe(true);
  const extension = [{ url: 'https://example.org/test', valueString: 'test' }];
  expect(isTestPatient({ resourceType, name: [{ family: 'Maes', extension }] })).toBe(false);
});
