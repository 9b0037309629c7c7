import type { FhirClient } from '../fhir/client';
import { noAnswer } from '../fhir/fhir-error';
import { fail, type Result } from '../fhir/result';
import { questionnaireUrl } from '../mapping/canonical';
import { STEPS } from '../plan/entry';
import type { Host, SavingHost } from './host';

/** The {@link Host} over FHIR R4. Lists are asked 100 at a time. */
export function createFhirHost(client: FhirClient): Host {
  /** Fetched with what only a save needs; where it cannot be fetched nothing goes out. */
  const saving =
    <Asked extends unknown[], T>(use: (host: SavingHost, ...asked: Asked) => Promise<Result<T>>) =>
    async (...asked: Asked): Promise<Result<T>> => {
      const part = await import('./fhir-saving-host').catch(() => undefined);
      return part ? use(part.createSavingHost(client), ...asked) : fail(noAnswer('offline'));
    };
  return {
    base: client.base,
    patient: (id) => client.read('Patient', id),
    encounter: (id) => client.read('Encounter', id),
    relatedPersons: (patient, onPage) =>
      client.search('RelatedPerson', { patient, _count: '100' }, onPage ? { onPage } : {}),
    entries: (patient, onPage) =>
      client.search(
        'QuestionnaireResponse',
        { patient, questionnaire: STEPS.map(questionnaireUrl).join(','), _count: '100' },
        onPage ? { onPage } : {},
      ),
    capabilities: saving((host) => host.capabilities()),
    user: saving((host, reference) => host.user(reference)),
    documents: saving((host, patient) => host.documents(patient)),
    current: saving((host, type, id) => host.current(type, id)),
    create: saving((host, resource, ifNoneExist) => host.create(resource, ifNoneExist)),
    update: saving((host, resource, version) => host.update(resource, version)),
    patch: saving((host, type, id, version, operations) => host.patch(type, id, version, operations)),
    transaction: saving((host, entries) => host.transaction(entries)),
    readBack: saving((host, references, together) => host.readBack(references, together)),
    findOwn: saving((host, patient, type, uuids) => host.findOwn(patient, type, uuids)),
    provenances: saving((host, target) => host.provenances(target)),
  };
}
