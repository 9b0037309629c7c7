import '../fhir/no-eval';
import { KEY } from 'fhirclient/lib/smart.js';
import * as z from 'zod/mini';
import { parseJson } from '../fhir/json';
import { forgetLaunchRecord, readLaunchRecord } from './launch-record';

/** The part of fhirclient's state that is checked before fhirclient itself may use it. */
const schema = z.looseObject({
  key: z.string(),
  serverUrl: z.string(),
  clientId: z.string(),
  tokenUri: z.string(),
  scope: z.string(),
  tokenResponse: z.optional(z.looseObject({ access_token: z.optional(z.string()) })),
});
export type StoredState = z.output<typeof schema>;

export function readStoredState(storage: Storage, key: string): StoredState | undefined {
  const read = schema.safeParse(parseJson(storage.getItem(key) ?? ''));
  return read.success && read.data.key === key ? read.data : undefined;
}

/** The `state` of the launch that this tab is in, as fhirclient remembers it over a reload */
export function currentKey(storage: Storage): string | undefined {
  const key = parseJson(storage.getItem(KEY) ?? '');
  return typeof key === 'string' ? key : undefined;
}

/** Forgets this session and no other: a later launch in the tab may have its own there. */
export function forgetSession(storage: Storage, key: string): void {
  storage.removeItem(key);
  if (currentKey(storage) === key) storage.removeItem(KEY);
  if (readLaunchRecord(storage, key)) forgetLaunchRecord(storage);
}
