/** Where the two servers answer differently: both answers are asserted, and the app must live with either. */
export type Difference = { embedded: unknown; hapi: unknown; why: string };

const conflict = 'HAPI calls a version conflict 409; FHIR R4 says 412. The app treats both alike';
const unnamed = 'HAPI does not name the failing entry';

/** By the name of the case; every case that is not here is answered alike. */
export const differences: Readonly<Record<string, Difference>> = {
  'update under a stale If-Match': {
    embedded: { status: 412, isOutcome: true, isUnchanged: true },
    hapi: { status: 409, isOutcome: true, isUnchanged: true },
    why: conflict,
  },
  'JSON Patch under a stale If-Match': { embedded: 412, hapi: 409, why: conflict },
  'JSON Patch that does not apply': {
    embedded: { status: 422, isUnchanged: true },
    hapi: { status: 400, isUnchanged: true },
    why: 'FHIR R4 offers both',
  },
  delete: { embedded: 204, hapi: 200, why: 'HAPI answers with an OperationOutcome; FHIR R4 allows both' },
  'an invalid date, named': {
    embedded: { status: 422, place: 'Patient.birthDate', isOutcome: true },
    hapi: { status: 400, place: null, isOutcome: true },
    why: 'HAPI stops while parsing and says so in words only',
  },
  'a code outside a required value set': { embedded: 422, hapi: 400, why: 'HAPI stops while parsing' },
  'a required element missing': { embedded: 422, hapi: 201, why: 'HAPI validates only when told to (strict)' },
  'an unknown element': {
    embedded: 422,
    hapi: 201,
    why: 'HAPI drops it in silence unless strict: so the app reads back what it wrote',
  },
  'a search by the absolute address of a patient on this server': {
    embedded: 1,
    hapi: 0,
    why: 'HAPI takes an absolute address for another server; the app sends relative ones',
  },
  'transaction response: form of etag and location': {
    embedded: { etag: 'W/"1"', location: 'RelatedPerson/…/_history/1' },
    hapi: { etag: '1', location: 'RelatedPerson/…/_history/1' },
    why: 'HAPI leaves the bare version; the app reads both',
  },
  'transaction with a stale ifMatch': {
    embedded: { status: 412, entry: 'Bundle.entry[3]', nothingStored: true },
    hapi: { status: 409, entry: null, nothingStored: true },
    why: `${conflict}; ${unnamed}`,
  },
  'transaction with an ifNoneExist that matches several': {
    embedded: { status: 412, entry: 'Bundle.entry[3]', nothingStored: true },
    hapi: { status: 412, entry: null, nothingStored: true },
    why: unnamed,
  },
  'transaction with a reference to nothing': {
    embedded: { status: 400, entry: 'Bundle.entry[3]', nothingStored: true },
    hapi: { status: 400, entry: null, nothingStored: true },
    why: unnamed,
  },
  'transaction with a urn:uuid that no entry has': {
    embedded: { status: 400, entry: 'Bundle.entry[3]', nothingStored: true },
    hapi: { status: 400, entry: null, nothingStored: true },
    why: unnamed,
  },
  'transaction with an invalid entry': {
    embedded: { status: 422, entry: 'Bundle.entry[3]', nothingStored: true },
    hapi: { status: 400, entry: null, nothingStored: true },
    why: `HAPI stops while parsing; ${unnamed}`,
  },
};
