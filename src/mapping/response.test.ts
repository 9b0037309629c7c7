import fc from 'fast-check';
import type { QuestionnaireResponse } from 'fhir/r4';
import { expect, test } from 'vitest';
import { entryOf, STATUSES } from '../../test/differential/arbitraries';
import { DEFAULT_LABELS, entry } from '../../test/differential/fixtures';
import { itemsOf, labelOf, QUESTIONNAIRES } from '../../test/differential/questionnaires';
import { report } from '../../test/differential/seed';
import { instances } from '../fhir/answers';
import { STEPS } from '../plan/entry';
import { fromResponse } from './response';
import { type EntryContext, toResponse } from './to-response';

const context = (authored: string): EntryContext => ({ patient: 'Patient/1', authored, labels: [], label: labelOf });

const corrects = fc.option(
  fc.record({
    entry: fc.uuid(),
    kind: fc.constantFrom('replaces' as const, 'withdraws' as const),
    reason: fc.constant('typed in the wrong record'),
  }),
  { nil: undefined },
);

test('every entry survives the way to a response and back, whatever was answered', () => {
  const seen = new Set<string>();
  const note = (item: NonNullable<QuestionnaireResponse['item']>[number]): void => {
    seen.add(item.linkId);
    item.item?.forEach(note);
  };
  let runs = 0;
  for (const step of STEPS)
    fc.assert(
      fc.property(
        fc.uuid().chain((id) => entryOf(id, step)),
        corrects,
        (generated, correction) => {
          runs++;
          const whole = correction ? { ...generated, corrects: correction } : generated;
          const response = toResponse(whole, context(whole.recordedAt));
          expect(fromResponse(JSON.parse(JSON.stringify(response)))).toEqual(whole);
          response.item?.forEach(note);
        },
      ),
      { numRuns: 200 },
    );
  const answerable = Object.values(QUESTIONNAIRES).flatMap(({ item }) => itemsOf(item));
  // s4.kleur has no options before a site names its colours.
  const expected = answerable.filter(({ item }) => item.type !== 'display' && item.linkId !== 's4.kleur');
  expect(expected.map(({ item }) => item.linkId).filter((linkId) => !seen.has(linkId))).toEqual([]);
  report(`round trip: ${runs} entries with all ${expected.length} items, none changed`);
});

test('the response says what it is: questionnaire with version, identifier, labels, questions in the order of the form', () => {
  const given = entry(
    '6d1bb4a5-9d3f-4a53-a8a7-0f3b7d9c3f10',
    4,
    '2026-11-24',
    { 's4.vooroverleg': ['2026-11'], 's4.gegevens': ['x'] },
    { version: '0.1.0' },
  );
  const made = toResponse(given, {
    ...context('2026-11-24T12:00:00+01:00'),
    encounter: 'Encounter/2',
    author: { reference: 'Practitioner/3' },
    labels: DEFAULT_LABELS[4],
  });
  expect(made).toMatchObject({
    meta: { security: [{ code: 'R' }, { code: 'SDV' }] },
    identifier: { system: 'https://w3id.org/kindreflex/id', value: given.id },
    questionnaire: 'https://w3id.org/kindreflex/Questionnaire/kindreflex-4-concern|0.1.0',
    subject: { reference: 'Patient/1' },
    encounter: { reference: 'Encounter/2' },
    author: { reference: 'Practitioner/3' },
    item: [
      { linkId: 's4.contactDate', answer: [{ valueDate: '2026-11-24' }] },
      { linkId: 's4.gegevens', answer: [{ valueString: 'x' }] },
      { linkId: 's4.vooroverleg', answer: [{ valueDate: '2026-11' }] },
    ],
  });
  expect(made.item?.every(({ linkId, text }) => text === labelOf(linkId))).toBe(true);
  expect(toResponse(given, context('2026-11-24T12:00:00Z'))).not.toHaveProperty('meta');
});

const bare: QuestionnaireResponse = {
  resourceType: 'QuestionnaireResponse',
  id: '7',
  status: 'completed',
  questionnaire: 'https://w3id.org/kindreflex/Questionnaire/kindreflex-3-support',
};

test('an entry that another system wrote is known by its place, its writing time and its author as the host gives it', () => {
  const other = {
    ...bare,
    authored: '2026-11-24T23:30:00Z',
    author: { reference: 'Practitioner/3', display: 'A. Nurse' },
  };
  expect(fromResponse(other)).toEqual({
    id: 'QuestionnaireResponse/7',
    step: 3,
    contactDate: '2026-11-25',
    recordedAt: '2026-11-24T23:30:00.000Z',
    status: 'completed',
    answers: {},
    author: 'A. Nurse',
    authorReference: 'Practitioner/3',
  });
  expect(fromResponse({ ...other, identifier: { system: 'https://example.org', value: 'x' } })?.id).toBe(
    'QuestionnaireResponse/7',
  );
});

test("the server's time of the version goes before the author's", () => {
  const read = fromResponse({
    ...bare,
    authored: '2026-11-24T10:00:00Z',
    meta: { lastUpdated: '2026-11-25T10:00:00+01:00' },
  });
  expect(read).toMatchObject({ recordedAt: '2026-11-25T09:00:00.000Z', contactDate: '2026-11-24' });
  expect(fromResponse({ ...bare, authored: 'yesterday' })).toMatchObject({ recordedAt: '', contactDate: '' });
});

test.each([
  ['2026-11-20', '2026-11-20'],
  ['2026-11', '2026-11-24'],
  ['2026-10', '2026-10-01'],
  ['2026-02-30', '2026-11-24'],
])('a contact date %s, written on 24 November, counts as %s', (answered, day) => {
  const item = [{ linkId: 's3.contactDate', answer: [{ valueDate: answered }] }];
  expect(fromResponse({ ...bare, authored: '2026-11-24T10:00:00Z', item })?.contactDate).toBe(day);
});

test('a response to another form is none of ours; every status of ours is read', () => {
  for (const questionnaire of [undefined, 'https://example.org/Questionnaire/1', `${bare.questionnaire}-more`]) {
    const { questionnaire: _, ...rest } = bare;
    expect(fromResponse(questionnaire ? { ...rest, questionnaire } : rest)).toBeUndefined();
  }
  for (const status of STATUSES) expect(fromResponse({ ...bare, status })?.status).toBe(status);
});

test('keys of instances are places in the response', () => {
  const kind = (given: string) => ({
    linkId: 's1.kind',
    item: [{ linkId: 's1.kind.voornaam', answer: [{ valueString: given }] }],
  });
  const questionnaire = 'https://w3id.org/kindreflex/Questionnaire/kindreflex-1-conversation|0.1.0';
  const read = fromResponse({ ...bare, questionnaire, item: [kind('Zoë'), kind('Lars')] });
  expect(instances(read?.answers ?? {}, 's1.kind').map(({ key }) => key)).toEqual(['0', '1']);
});
