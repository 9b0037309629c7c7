import type { DocumentReference, FhirResource, QuestionnaireResponse, RelatedPerson } from 'fhir/r4';
import { QUESTIONNAIRE_VERSION } from '../mapping/canonical';
import { entriesAttachment, textAttachment, toDocument, withEntries } from '../mapping/document';
import { toProvenance } from '../mapping/provenance';
import { toResponse } from '../mapping/to-response';
import { toRelatedPerson } from '../mapping/write-child';
import type { CheckConfig } from './read-check-config';

/** A label that this app puts on what is about concern; the sample itself says nothing. */
const RESTRICTED = {
  system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality',
  code: 'R',
  display: 'restricted',
};

export interface Samples {
  readonly child: RelatedPerson;
  readonly entry: QuestionnaireResponse;
  readonly labelled: QuestionnaireResponse;
  readonly note: DocumentReference;
  readonly json: DocumentReference;
  readonly provenance: (target: string) => FhirResource;
}

/** What a contact leaves behind, with a content that no one can take for a record. */
export function samplesFor({ patient, encounter, fhirUser }: CheckConfig, newId: () => string, now: string): Samples {
  const about = { patient: `Patient/${patient}`, ...(encounter ? { encounter: `Encounter/${encounter}` } : {}) };
  const author = fhirUser ? { author: { reference: fhirUser } } : {};
  const entry = (labels: readonly (typeof RESTRICTED)[], corrects?: string) =>
    toResponse(
      {
        id: newId(),
        step: 3,
        version: QUESTIONNAIRE_VERSION,
        contactDate: now.slice(0, 10),
        recordedAt: now,
        status: 'completed',
        answers: { 's3.contactDate': [now.slice(0, 10)], 's3.hoe': ['Proef van de koppeling, geen registratie.'] },
        ...(corrects ? { corrects: { entry: corrects, kind: 'withdraws' as const } } : {}),
      },
      { ...about, ...author, authored: now, labels, label: () => 'Proef' },
    );
  const document = (attachment: typeof entriesAttachment) =>
    toDocument({ uuid: newId(), ...about, ...author, date: now, labels: [], steps: [3] }, attachment);
  const plain = entry([]);
  return {
    child: toRelatedPerson(
      { given: 'Proef', family: 'Kindreflex', birthDate: '2020-01-02', uuid: newId() },
      about.patient,
    ),
    entry: plain,
    labelled: entry([RESTRICTED], newId()),
    note: document(textAttachment('Proef van de koppeling, geen registratie.')),
    json: withEntries(document(entriesAttachment), [plain]),
    provenance: (target) =>
      toProvenance({ uuid: newId(), targets: [target], author: fhirUser ?? about.patient, recorded: now, labels: [] }),
  };
}
