import { expect, test } from 'vitest';
import { instances } from '../../fhir/answers';
import type { Child } from '../../plan/children';
import { withPermissionAge } from './permission-age';

const lowie: Child = { key: 'uuid:l', uuid: 'l', given: 'Lowie', birthDate: '2014-12-01', birthDateUnknown: false };
const known: Child = { key: 'RelatedPerson/9', relatedPerson: '9', birthDateUnknown: true };

const involved = (reference: string) => ({ 's3.kind': [{ key: 'a', items: { 's3.kind.wie': [{ reference }] } }] });
const from12 = (answers: ReturnType<typeof withPermissionAge>) =>
  instances(answers, 's3.kind')[0]?.items['s3.kind.vanaf12'];

test('the age counts on the contact date: a week before his twelfth birthday Lowie is not asked, on it he is', () => {
  expect(from12(withPermissionAge(involved('urn:uuid:l'), [lowie], '2026-11-24'))).toEqual([false]);
  expect(from12(withPermissionAge(involved('urn:uuid:l'), [lowie], '2026-12-01'))).toEqual([true]);
});

test('an unknown birth date, and a child that was not chosen yet, count as 12', () => {
  expect(from12(withPermissionAge(involved('RelatedPerson/9'), [known], '2026-11-24'))).toEqual([true]);
  expect(from12(withPermissionAge(involved('RelatedPerson/none'), [lowie], '2026-11-24'))).toEqual([true]);
});

test('a child heard in step 4 stands one group deeper', () => {
  const answers = {
    's4.sleutel': [
      {
        key: 'a',
        items: { 's4.sleutel.kind': [{ key: '0', items: { 's4.sleutel.wie': [{ reference: 'urn:uuid:l' }] } }] },
      },
    ],
  };
  const filled = JSON.stringify(withPermissionAge(answers, [lowie], '2026-11-24'));
  expect(filled).toContain('"s4.sleutel.vanaf12":[false]');
});
