import type { BundleEntry, QuestionnaireResponse, Reference } from 'fhir/r4';
import { IDENTIFIER_SYSTEM } from '../mapping/canonical';
import { readCorrection } from '../mapping/correction';
import { namesResource } from './about-patient';
import type { IntendedWrite } from './intended';
import type { RecordContext } from './open-record';
import { isChange } from './run';

const own = (uuid: string) => `${IDENTIFIER_SYSTEM}|${uuid}`;

/** One entry of the transaction. A retry creates nothing twice, and a merge goes only onto the version it started from. */
function entryOf(write: IntendedWrite): BundleEntry {
  const { fullUrl, resource } = write;
  const { resourceType } = resource;
  if (isChange(write)) return { resource, request: { method: 'PUT', url: fullUrl, ifMatch: `W/"${write.version}"` } };
  const ifNoneExist = `${write.kind === 'create-provenance' ? '_tag' : 'identifier'}=${own(write.uuid)}`;
  return { fullUrl, resource, request: { method: 'POST', url: resourceType, ifNoneExist } };
}

/** The entries of the transaction Bundle (https://hl7.org/fhir/R4/http.html#transaction), in the order of the writes. */
export const bundleOf = (writes: readonly IntendedWrite[]): BundleEntry[] => writes.map(entryOf);

/** Its encounter is that of the contact that it corrects. */
const isCorrection = ({ extension }: QuestionnaireResponse): boolean => readCorrection(extension) !== undefined;

/**
 * The check at the last moment: why these writes must not go out, because one of them is not about the launched client and
 * encounter. Undefined when all are.
 */
export function notAbout(
  writes: readonly IntendedWrite[],
  { patient, encounter }: Pick<RecordContext, 'patient' | 'encounter'>,
  base: string,
): 'other-patient' | 'other-encounter' | undefined {
  const isPatient = (reference: Reference | undefined) => namesResource(base, reference, 'Patient', patient);
  const isEncounter = (reference: Reference | undefined) =>
    encounter === undefined ? reference === undefined : namesResource(base, reference, 'Encounter', encounter);
  const places = new Set(writes.map(({ fullUrl }) => fullUrl));
  for (const write of writes) {
    switch (write.kind) {
      case 'create-entry':
        if (!isPatient(write.resource.subject)) return 'other-patient';
        if (!isCorrection(write.resource) && !isEncounter(write.resource.encounter)) return 'other-encounter';
        break;
      case 'create-child':
        if (!isPatient(write.resource.patient)) return 'other-patient';
        break;
      case 'create-document':
        if (![write.resource, ...write.entries].every(({ subject }) => isPatient(subject))) return 'other-patient';
        if (!write.entries.every((entry) => isCorrection(entry) || isEncounter(entry.encounter)))
          return 'other-encounter';
        break;
      case 'amend-entry':
        if (!isPatient(write.resource.subject) || !isPatient(write.before.subject)) return 'other-patient';
        break;
      case 'merge-child':
      case 'retire-child':
        if (!isPatient(write.resource.patient) || !isPatient(write.before.patient)) return 'other-patient';
        break;
      case 'create-provenance':
        if (!write.resource.target.every(({ reference }) => places.has(reference ?? ''))) return 'other-patient';
    }
  }
  return undefined;
}
