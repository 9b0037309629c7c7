import type { QuestionnaireResponse, RelatedPerson } from 'fhir/r4';
import { expect, test } from 'vitest';
import { type Answers, type Instance, instances } from '../fhir/answers';
import { setValues } from '../form/edit';
import { ANSWER_SYSTEM, IDENTIFIER_SYSTEM, QUESTIONNAIRE_VERSION, questionnaireUrl } from '../mapping/canonical';
import { ROLE_CODE } from '../mapping/child-codes';
import { toResponse } from '../mapping/to-response';
import { reuse } from '../screens/contact/reuse-child';
import { answersOf, startContact, touchedSteps, withAnswers, withEncounter, withKnownChildren } from './contact';
import { failed } from './loaded';
import { newChild, withUuids } from './own-uuids';
import { planOf } from './plan-of';
import type { RecordSnapshot } from './snapshot';
import { child, snapshotOf } from './snapshot-for-tests';

/** A step 1 entry of client `a` that lists these children. */
const entryWith = (id: string, rows: Instance[]): QuestionnaireResponse => ({
  ...toResponse(
    {
      id,
      step: 1,
      version: QUESTIONNAIRE_VERSION,
      contactDate: '2026-11-01',
      recordedAt: '',
      status: 'completed',
      answers: { 's1.contactDate': ['2026-11-01'], 's1.kind': rows },
    },
    { patient: 'Patient/a', authored: `2026-11-0${id.slice(-1)}T10:00:00Z`, labels: [], label: () => undefined },
  ),
  id,
});

const setting = { system: ANSWER_SYSTEM, code: 'emergency' };
const start = (snapshot: RecordSnapshot) => startContact(snapshot, { patient: 'a', today: '2026-11-25', setting });

test('a known child stands there with its link, version and identity, and nothing is said yet', () => {
  const draft = start(snapshotOf([child('7', 'Lena')]));
  expect(draft.answers[1]).toEqual({
    's1.kind': [
      {
        key: 'RelatedPerson/7',
        items: {
          's1.kind.refpersoon': [{ reference: 'RelatedPerson/7', type: 'RelatedPerson', display: 'Lena Maes' }],
          's1.kind.id': ['7'],
          's1.kind.versie': ['3'],
          's1.kind.voornaam': ['Lena'],
          's1.kind.naam': ['Maes'],
          's1.kind.geboortedatum': ['2017-05-02'],
          's1.kind.band': [{ system: ROLE_CODE, code: 'CHILD', display: 'child' }],
        },
      },
    ],
  });
  expect(touchedSteps(draft)).toEqual([]);
});

test('a child that the app made carries our identifier', () => {
  const made = child('7', 'Lena', { identifier: [{ system: IDENTIFIER_SYSTEM, value: 'u-1' }] });
  const [instance] = instances(start(snapshotOf([made])).answers[1] ?? {}, 's1.kind');
  expect(instance?.key).toBe('uuid:u-1');
  expect(instance?.items['s1.kind.refpersoon']).toMatchObject([
    { identifier: { system: IDENTIFIER_SYSTEM, value: 'u-1' } },
  ]);
});

test('a child without name, birth date or relation of a child stands there with what is known, or not at all', () => {
  const bare: RelatedPerson = {
    resourceType: 'RelatedPerson',
    id: '8',
    patient: { reference: 'Patient/a' },
    relationship: [{ coding: [{ system: ROLE_CODE, code: 'STPSON' }] }],
  };
  const parent = child('9', 'Rita', { relationship: [{ coding: [{ system: ROLE_CODE, code: 'MTH' }] }] });
  const list = instances(start(snapshotOf([bare, parent])).answers[1] ?? {}, 's1.kind');
  expect(list.map(({ items }) => Object.keys(items))).toEqual([['s1.kind.refpersoon', 's1.kind.id', 's1.kind.band']]);
});

test('a child of 18 does not stand there any more; one whose birth date leaves it open does', () => {
  const on = (id: string, birthDate: string) => child(id, id, { birthDate });
  const draft = start(snapshotOf([on('grown', '2008-11-25'), on('almost', '2008-11-26'), on('perhaps', '2008')]));
  const keys = instances(draft.answers[1] ?? {}, 's1.kind').map(({ key }) => key);
  expect(keys).toEqual(['RelatedPerson/almost', 'RelatedPerson/perhaps']);
});

test('a child that only an entry knows stands under nieuw with its uuid', () => {
  const entry: QuestionnaireResponse = {
    resourceType: 'QuestionnaireResponse',
    id: 'q',
    status: 'completed',
    questionnaire: `${questionnaireUrl(1)}|0.1.0`,
    subject: { reference: 'Patient/a' },
    item: [
      {
        linkId: 's1.kind',
        item: [
          {
            linkId: 's1.kind.nieuw',
            item: [
              { linkId: 's1.kind.nieuw.uuid', answer: [{ valueString: 'u-2' }] },
              { linkId: 's1.kind.nieuw.voornaam', answer: [{ valueString: 'Tuur' }] },
            ],
          },
          { linkId: 's1.kind.geboortedatumOnbekend', answer: [{ valueBoolean: true }] },
        ],
      },
    ],
  };
  const draft = start(snapshotOf([], [entry]));
  expect(instances(draft.answers[1] ?? {}, 's1.kind')).toEqual([
    {
      key: 'uuid:u-2',
      items: {
        's1.kind.nieuw': [{ key: 'u-2', items: { 's1.kind.nieuw.uuid': ['u-2'], 's1.kind.nieuw.voornaam': ['Tuur'] } }],
        's1.kind.geboortedatumOnbekend': [true],
      },
    },
  ]);
  expect(touchedSteps(draft)).toEqual([]);
});

test('a child that could not be recognised again is left to the entry that lists it', () => {
  const entry: QuestionnaireResponse = {
    resourceType: 'QuestionnaireResponse',
    id: 'q',
    status: 'completed',
    questionnaire: questionnaireUrl(1),
    subject: { reference: 'Patient/a' },
    item: [{ linkId: 's1.kind', item: [{ linkId: 's1.kind.voornaam', answer: [{ valueString: 'Tuur' }] }] }],
  };
  const snapshot = snapshotOf([], [entry]);
  expect(planOf(snapshot).children).toHaveLength(1);
  expect(instances(start(snapshot).answers[1] ?? {}, 's1.kind')).toEqual([]);
});

test.each([
  ['IMP', [true]],
  ['ACUTE', [true]],
  ['NONAC', [true]],
  ['EMER', undefined],
  ['AMB', undefined],
])('encounter class %s presets the residential stay: %j', (encounterClass, expected) => {
  const draft = start(snapshotOf([], [], encounterClass));
  expect(answersOf(draft, 1)['s1.residentieel']).toEqual(expected);
  expect(touchedSteps(draft)).toEqual([]);
});

test('a changed birth date or a stay that was corrected is a recording; a child taken out of the list is not', () => {
  const draft = start(snapshotOf([child('7', 'Lena')], [], 'IMP'));
  const path = [{ linkId: 's1.kind', key: 'RelatedPerson/7' }];
  const edit = (change: (answers: Answers) => Answers) =>
    touchedSteps(withAnswers(draft, 1, change(answersOf(draft, 1))));
  expect(edit((answers) => setValues(answers, path, 's1.kind.geboortedatum', ['2017-05-03']))).toEqual([1]);
  expect(edit((answers) => setValues(answers, [], 's1.residentieel', [false]))).toEqual([1]);
  expect(edit(({ 's1.kind': _, ...answers }) => answers)).toEqual([]);
});

test('a value taken away and typed again in another order is still what stood there', () => {
  const draft = start(snapshotOf([child('7', 'Lena')]));
  const path = [{ linkId: 's1.kind', key: 'RelatedPerson/7' }];
  const emptied = setValues(answersOf(draft, 1), path, 's1.kind.id', []);
  expect(touchedSteps(withAnswers(draft, 1, setValues(emptied, path, 's1.kind.id', ['7'])))).toEqual([]);
});

test('contact date and setting belong to the whole contact and touch no step', () => {
  const draft = start(snapshotOf([]));
  const form = answersOf(draft, 4);
  expect(form).toEqual({ 's4.contactDate': ['2026-11-25'], 's4.setting': [setting] });
  const moved = withAnswers(draft, 4, { ...form, 's4.contactDate': ['2026-11-20'] });
  expect(answersOf(moved, 1)['s1.contactDate']).toEqual(['2026-11-20']);
  expect(touchedSteps(moved)).toEqual([]);
  const { 's4.contactDate': _, ...emptied } = form;
  expect(withAnswers(draft, 4, emptied).contactDate).toBeUndefined();
});

test('a new row in which nothing was typed says nothing; one with a name does', () => {
  const draft = start(snapshotOf([]));
  const row = newChild('u-9');
  expect(touchedSteps(withAnswers(draft, 1, { 's1.kind': [row] }))).toEqual([]);
  const path = [
    { linkId: 's1.kind', key: row.key },
    { linkId: 's1.kind.nieuw', key: 'u-9' },
  ];
  const typed = setValues({ 's1.kind': [row] }, path, 's1.kind.nieuw.voornaam', ['Noor']);
  expect(touchedSteps(withAnswers(draft, 1, typed))).toEqual([1]);
});

test('children that come in later are added once; one taken out does not come back', () => {
  const early = start({
    ...snapshotOf([]),
    relatedPersons: failed({ kind: 'forbidden', code: 'F-403', status: 403, issues: [] }),
  });
  const full = snapshotOf([child('7', 'Lena'), child('8', 'Noor')]);
  const draft = withKnownChildren(early, full);
  expect(instances(answersOf(draft, 1), 's1.kind')).toHaveLength(2);
  expect(touchedSteps(draft)).toEqual([]);
  const { 's1.kind': _, ...without } = answersOf(draft, 1);
  const again = withKnownChildren(withAnswers(draft, 1, without), full);
  expect(instances(answersOf(again, 1), 's1.kind')).toEqual([]);
});

test('what the encounter tells is filled in when it comes late, and never over an answer', () => {
  const late = start({ ...snapshotOf([]), encounter: { state: 'loading' } });
  expect(late.answers[1] ?? {}).not.toHaveProperty(['s1.residentieel']);
  const filled = withEncounter(late, snapshotOf([], [], 'IMP'), undefined);
  expect(filled.answers[1]).toEqual({ 's1.residentieel': [true] });
  expect(touchedSteps(filled)).toEqual([]);
  const answered = withAnswers(late, 1, { 's1.residentieel': [false] });
  expect(withEncounter(answered, snapshotOf([], [], 'IMP'), undefined).answers[1]).toEqual({
    's1.residentieel': [false],
  });
  const { setting: _, ...unset } = late;
  expect(withEncounter(unset, snapshotOf([]), setting).setting).toEqual(setting);
});

test('a new child that proves to be a person of the record stays one child at every later contact', () => {
  const OWN = '0f8fad5b-d9cb-469f-a165-70867728950e';
  const typed = newChild(OWN);
  const row = {
    key: typed.key,
    items: {
      ...typed.items,
      's1.kind.nieuw': [{ key: OWN, items: { 's1.kind.nieuw.uuid': [OWN], 's1.kind.nieuw.voornaam': ['Lena'] } }],
    },
  };
  const before = entryWith('e-1', [row]);
  const again = entryWith('e-2', [reuse(row, { id: '7', given: 'Lena', active: true, child: true })]);
  const snapshot = snapshotOf([child('7', 'Lena')], [before, again]);
  expect(planOf(snapshot).children.map(({ relatedPerson }) => relatedPerson)).toEqual(['7']);
  expect(instances(start(snapshot).answers[1] ?? {}, 's1.kind')).toHaveLength(1);
});

test('the uuids are made once, all different, and kept', () => {
  let count = 0;
  const newId = () => `id-${count++}`;
  const once = withUuids(start(snapshotOf([])), newId);
  expect(withUuids(once, newId).uuids).toBe(once.uuids);
  const all = [...Object.values(once.uuids.entry), ...Object.values(once.uuids.provenance)];
  expect(new Set(all).size).toBe(13);
});
