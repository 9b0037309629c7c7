import { readFileSync } from 'node:fs';
import type { Questionnaire } from 'fhir/r4';
import type { Answers } from '../../src/fhir/answers';
import { indexFields, prune } from '../../src/form/enabled';
import { fieldsOf } from '../../src/form/field';
import { ANSWER_SYSTEM, QUESTIONNAIRE_ID } from '../../src/mapping/canonical';
import type { Step } from '../../src/plan/entry';
import { answersOf, type IdentifiedDraft, startContact, withAnswers } from '../../src/record/contact';
import type { RecordStore } from '../../src/record/open-record';
import { withUuids } from '../../src/record/own-uuids';
import { type WritePlan, writePlan } from '../../src/record/write-plan';
import type { Session, Stage } from './stage';

/** The birth date that is typed for the known child, and that of each new one. */
export const TYPED_BIRTH_DATE = '2019-01-02';
export const NEW_CHILDREN = { Noor: '2021-03-04', Lotte: '2015-06-07', Senne: '2012-09-10' } as const;

const STEPS = [1, 2, 3, 4] as const;

const questionnaires = STEPS.map(
  (step): Questionnaire =>
    JSON.parse(readFileSync(`fhir-resources/Questionnaire/${QUESTIONNAIRE_ID[step]}.json`, 'utf8')),
);
const fields = new Map<Step, ReturnType<typeof fieldsOf>>(
  STEPS.map((step, index) => [step, fieldsOf(questionnaires[index] as Questionnaire, 'nl')]),
);
const wording = new Map([...fields.values()].flatMap((each) => [...indexFields(each)]));

export const ourQuestionnaires = questionnaires;

const answer = (code: string) => ({ system: ANSWER_SYSTEM, code });

const newRow = (key: string, given: string, birthDate: string) => ({
  key: `uuid:${key}`,
  items: {
    's1.kind.nieuw': [
      {
        key,
        items: {
          's1.kind.nieuw.uuid': [key],
          's1.kind.nieuw.voornaam': [given],
          's1.kind.nieuw.naam': ['Maes'],
          's1.kind.nieuw.geboortedatum': [birthDate],
        },
      },
    ],
  },
});

/** A contact with three new children, a birth date for the known one, and something in steps 1, 2, 3 and 4. */
export function typedContact(record: RecordStore, patient: string, knownId: string): IdentifiedDraft {
  const start = startContact(record.getSnapshot(), { patient, today: '2026-11-25' });
  const first = answersOf(start, 1);
  const rows = (first['s1.kind'] ?? []).map((row) =>
    typeof row === 'object' && 'items' in row && row.key === `RelatedPerson/${knownId}`
      ? { ...row, items: { ...row.items, 's1.kind.geboortedatum': [TYPED_BIRTH_DATE] } }
      : row,
  );
  const children = Object.entries(NEW_CHILDREN).map(([given, date]) => newRow(crypto.randomUUID(), given, date));
  const answers: Readonly<Record<(typeof STEPS)[number], Answers>> = {
    1: {
      ...first,
      's1.uitkomst': [answer('held')],
      's1.zorgtVoor': [answer('yes')],
      's1.kind': [...rows, ...children],
    },
    2: { 's2.overleg': [true], 's2.redenen': [{ key: 'r', items: { 's2.redenen.tekst': ['geheim'] } }] },
    3: {
      's3.vormen': [answer('child-involved')],
      's3.kind': children.map(({ key }) => ({
        key,
        items: { 's3.kind.wie': [{ reference: `urn:${key}` }], 's3.kind.hoe': ['samen'] },
      })),
    },
    4: { 's4.risico': ['alleen thuis'], 's4.bescherm': ['oma'] },
  };
  const draft = STEPS.reduce(
    (before, step) => withAnswers(before, step, { ...answersOf(before, step), ...answers[step] }),
    start,
  );
  return withUuids(draft, () => crypto.randomUUID());
}

/** What a save of the draft would write in this host now, as the review screen plans it. */
export async function planNow(
  { context, record }: Pick<Session, 'context' | 'record'>,
  draft: IdentifiedDraft,
  { site, clock }: Pick<Stage, 'site' | 'clock'>,
): Promise<WritePlan> {
  return writePlan({
    draft,
    answers: Object.fromEntries(STEPS.map((step) => [step, prune(fields.get(step) ?? [], answersOf(draft, step))])),
    snapshot: await record.loadForSaving(),
    context,
    site,
    consent: {},
    label: (linkId) => wording.get(linkId)?.field.label,
    authored: clock.now().toISOString(),
  });
}
