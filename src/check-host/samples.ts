import type { DocumentReference, Provenance, QuestionnaireResponse } from 'fhir/r4';
import type { Answers } from '../fhir/answers';
import { QUESTIONNAIRE_VERSION } from '../mapping/canonical';
import { entriesAttachment, textAttachment, toDocument, withEntries } from '../mapping/document';
import { toProvenance } from '../mapping/provenance';
import { toResponse } from '../mapping/to-response';
import { toRelatedPerson } from '../mapping/write-child';
import type { CreateChild, CreateEntry } from '../record/intended';
import type { CheckConfig } from './read-check-config';

/** The labels that the app puts on steps 4 to 6 where the site does not say otherwise; what is sent says nothing of concern. */
const LABELS = [
  { system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: 'R', display: 'restricted' },
  {
    system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode',
    code: 'SDV',
    display: 'sexual assault, abuse, or domestic violence information sensitivity',
  },
];

const TEXT = 'Proef Kindreflex: test van de koppeling, geen registratie.';

export interface Samples {
  child(): CreateChild;
  /** An entry of step 1, about the child with this `fullUrl` where one is named */
  entry(child?: string): CreateEntry;
  /** An entry of step 4 with its labels and our extension, that withdraws another one */
  labelled(withdrawn: string): CreateEntry;
  /** A readable note of step 1 */
  note(): DocumentReference;
  /** A document of step 4, with its labels, that holds that entry */
  json(entry: QuestionnaireResponse): DocumentReference;
  provenance(target: string): Provenance;
}

/** What a contact leaves behind, with a content that no one can take for a record. Each call makes another one. */
export function samplesFor({ patient, encounter, fhirUser }: CheckConfig): Samples {
  const now = new Date().toISOString();
  const about = { patient: `Patient/${patient}`, ...(encounter ? { encounter: `Encounter/${encounter}` } : {}) };
  const author = fhirUser ? { author: { reference: fhirUser } } : {};
  const newId = () => crypto.randomUUID();
  const contactDate = now.slice(0, 10);

  function entryOf(step: 1 | 4, answers: Answers, withdrawn?: string): CreateEntry {
    const uuid = newId();
    const corrects = withdrawn ? { corrects: { entry: withdrawn, kind: 'withdraws' as const } } : {};
    const entry = { id: uuid, step, version: QUESTIONNAIRE_VERSION, contactDate, recordedAt: now };
    const labels = step === 4 ? LABELS : [];
    const resource = toResponse(
      { ...entry, status: 'completed', answers: { [`s${step}.contactDate`]: [contactDate], ...answers }, ...corrects },
      { ...about, ...author, authored: now, labels, label: () => TEXT },
    );
    return { kind: 'create-entry', step, uuid, fullUrl: `urn:uuid:${uuid}`, resource };
  }
  const document = (step: 1 | 4, attachment: typeof entriesAttachment) =>
    toDocument(
      { uuid: newId(), ...about, ...author, date: now, labels: step === 4 ? LABELS : [], steps: [step] },
      attachment,
    );

  return {
    child: () => {
      const uuid = newId();
      const resource = toRelatedPerson(
        { given: 'Proef', family: 'Kindreflex', birthDate: '2020-01-02', uuid },
        about.patient,
      );
      return { kind: 'create-child', uuid, fullUrl: `urn:uuid:${uuid}`, resource };
    },
    entry: (child) =>
      entryOf(1, child ? { 's1.kind': [{ key: child, items: { 's1.kind.refpersoon': [{ reference: child }] } }] } : {}),
    labelled: (withdrawn) => entryOf(4, {}, withdrawn),
    note: () => document(1, textAttachment(TEXT)),
    json: (entry) => withEntries(document(4, entriesAttachment), [entry]),
    provenance: (target) =>
      toProvenance({ uuid: newId(), targets: [target], author: fhirUser ?? about.patient, recorded: now, labels: [] }),
  };
}
