import type { DocumentReference, Encounter, Patient, Provenance, QuestionnaireResponse, RelatedPerson } from 'fhir/r4';
import { isRestricted } from '../smart/compartment';
import { localReference, type Resource } from '../store/resource';
import type { RecordReader } from './record-reader';

/** What the chart of one client shows. */
export type ChartData = {
  patient: Patient;
  encounters: Encounter[];
  entries: QuestionnaireResponse[];
  relatedPersons: RelatedPerson[];
  documents: DocumentReference[];
  provenances: Provenance[];
  /** Titles of the Questionnaires that this host has, by canonical without version. */
  titles: Map<string, string>;
  /** Names of professionals by `Practitioner/id`. */
  names: Map<string, string>;
};

/** Reads a chart from the record, without what this user may not see; undefined when there is no such client. */
export async function readChart(
  record: RecordReader,
  patientId: string,
  hidesRestricted: boolean,
  nameOf: (practitioner: Resource) => string,
): Promise<ChartData | undefined> {
  const patient = await record.read('Patient', patientId);
  if (!patient) return undefined;
  const own = `patient=Patient/${encodeURIComponent(patientId)}`;
  const [encounters, entries, relatedPersons, documents, questionnaires, practitioners] = await Promise.all([
    record.list('Encounter', own),
    record.list('QuestionnaireResponse', `${own}&_sort=-authored`),
    record.list('RelatedPerson', own),
    record.list('DocumentReference', `${own}&_sort=-date`),
    record.list('Questionnaire'),
    record.list('Practitioner'),
  ]);
  const isShown = (resource: Resource) => !hidesRestricted || !isRestricted(resource);
  const shown = { entries: entries.filter(isShown), documents: documents.filter(isShown) };
  const targets = [...shown.entries, ...relatedPersons, ...shown.documents].map(localReference);
  const provenances = targets.length === 0 ? [] : await record.list('Provenance', `target=${targets.join(',')}`);
  return {
    patient,
    encounters,
    relatedPersons,
    ...shown,
    provenances: provenances.filter(isShown),
    titles: new Map(questionnaires.flatMap(({ url, title, name }) => (url ? [[url, title ?? name ?? url]] : []))),
    names: new Map(practitioners.map((practitioner) => [localReference(practitioner), nameOf(practitioner)])),
  };
}
