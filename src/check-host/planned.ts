import type { Patient } from 'fhir/r4';
import { noAnswer } from '../fhir/fhir-error';
import type { HostFacts } from '../record/can';
import type { CreateDocument, IntendedWrite } from '../record/intended';
import { failed, loaded } from '../record/loaded';
import { takesOf } from '../record/permissions';
import type { RecordSnapshot } from '../record/snapshot';
import { planOfIntention } from '../record/write-plan';
import type { Samples } from './samples';

/** The write plan that the app itself would choose for a contact with a child and an entry, by these facts. */
export function wayFor(facts: HostFacts, samples: Samples, patient: Patient): string {
  const { entriesAs, persons } = takesOf(facts);
  if (entriesAs === 'nothing') return 'read-only';
  const entry = samples.entry();
  const document: CreateDocument = {
    ...entry,
    kind: 'create-document',
    content: 'entries',
    steps: [entry.step],
    resource: samples.json(entry.resource),
    entries: [entry.resource],
  };
  const writes: IntendedWrite[] = [...(persons ? [samples.child()] : []), entriesAs === 'documents' ? document : entry];
  const { capabilities, scopes, refused } = facts;
  const snapshot: RecordSnapshot = {
    patient: loaded({ id: patient.id ?? '', deceased: false, resource: patient }),
    encounter: loaded(undefined),
    relatedPersons: loaded({ resources: [], persons: [], gaps: [] }),
    entries: loaded({ resources: [], entries: [], notOurs: 0, gaps: [] }),
    user: loaded(undefined),
    capabilities: capabilities ? loaded(capabilities) : failed(noAnswer('offline')),
    refused,
  };
  const plan = planOfIntention({ writes, leftOut: [] }, snapshot, { scopes });
  if (plan.kind !== 'save') return plan.kind;
  const how =
    plan.way === 'transaction' || plan.way === 'one-by-one' ? '' : plan.together ? ', together' : ', one by one';
  return `${plan.way}${how}${plan.certain ? '' : ' (a try)'}`;
}

const WORDS: readonly (readonly [string, string])[] = [
  ['transaction', 'everything at once, or nothing'],
  ['one-by-one', 'one resource after the other, with a journal'],
  ['entries', 'responses alone; children stand in them'],
  ['persons-and-documents', 'children as persons, entries as FHIR JSON in documents with a note'],
  ['documents', 'entries as FHIR JSON in documents with a note; children stand in them'],
  ['read-only', 'nothing can be written; the app prints and copies'],
];

/** The same in words. */
export const inWords = (way: string): string =>
  `${way}: ${WORDS.find(([name]) => way.split(/[, ]/)[0] === name)?.[1] ?? 'nothing to write'}`;
