import '../fhir/no-eval';
import * as z from 'zod/mini';
import { parseJson } from '../fhir/json';

/** What the launch page hands to the app page through session storage, besides fhirclient's own state. */
const schema = z.object({
  /** The OAuth `state` this record belongs to */
  state: z.string(),
  /** Milliseconds since 1970 */
  startedAt: z.number(),
  nonce: z.string(),
  fromEhr: z.boolean(),
  /** From the issuer's metadata, so that it is fetched once */
  tokenIssuer: z.optional(z.string()),
  jwksUri: z.optional(z.string()),
  revocationEndpoint: z.optional(z.string()),
});
export type LaunchRecord = z.output<typeof schema>;

const key = 'KINDREFLEX_LAUNCH';

export const saveLaunchRecord = (storage: Storage, record: LaunchRecord): void =>
  storage.setItem(key, JSON.stringify(record));

export function readLaunchRecord(storage: Storage, state: string): LaunchRecord | undefined {
  const read = schema.safeParse(parseJson(storage.getItem(key) ?? ''));
  return read.success && read.data.state === state ? read.data : undefined;
}

export const forgetLaunchRecord = (storage: Storage): void => storage.removeItem(key);
