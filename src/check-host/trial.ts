import type { FhirClient } from '../fhir/client';
import type { FhirError } from '../fhir/result';
import { createWritingClient, type WritingClient } from '../fhir/writing-client';
import { can, type HostFacts, type Operation, type Refused } from '../record/can';
import { createFhirHost } from '../record/fhir-host';
import { createSavingHost } from '../record/fhir-saving-host';
import type { Host } from '../record/host';
import { isRefusal } from '../record/run';
import type { Made } from './made';

/** One thing that was tried: what the host says of it, what it did, and what that means for the app. No value of a resource. */
export interface Finding {
  readonly what: string;
  readonly said: string;
  readonly did: string;
  readonly so: string;
}

/** What the settings of the site may have to follow; a part that could not be tried is absent. */
export interface Learnt {
  readonly refused: Refused[];
  /** An entry was refused for what it holds, not because responses are not taken */
  entryUnfit?: boolean;
  labels?: 'kept' | 'dropped' | 'hidden';
  correctionsLost?: boolean;
  /** Types of which a stale version was overwritten */
  readonly overwritten: Set<string>;
  notes?: boolean;
  json?: boolean;
  cors?: boolean;
}

/** A check of one host while it runs */
export interface Trial {
  readonly client: FhirClient;
  readonly writing: WritingClient;
  readonly host: Host;
  readonly patient: string;
  /** What the host says and grants */
  readonly facts: HostFacts;
  readonly findings: Finding[];
  readonly learnt: Learnt;
  readonly made: Made;
  /** The connection is gone: nothing more is tried */
  gone: boolean;
}

export function startTrial(client: FhirClient, patient: string, facts: HostFacts, made: Made): Trial {
  return {
    client,
    writing: createWritingClient(client.wire),
    // What only a save needs is fetched later in the app; here it is at hand.
    host: { ...createFhirHost(client), ...createSavingHost(client) },
    patient,
    facts,
    findings: [],
    learnt: { refused: [], overwritten: new Set() },
    made,
    gone: false,
  };
}

export const note = ({ findings }: Trial, what: string, said: string, did: string, so: string): void => {
  findings.push({ what, said, did, so });
};

/** What the app will know from now on, as it does when it saves. */
export function learn({ learnt }: Trial, error: FhirError, refused: Refused): void {
  if (isRefusal(error)) learnt.refused.push(refused);
}

/** No answer came at all. */
export const isSilence = ({ kind }: FhirError): boolean => kind === 'offline' || kind === 'timeout';

export const refusedWith = (error: FhirError): string =>
  isSilence(error) ? `no answer (${error.code})` : `refused (${error.code})`;

export function saidOf({ facts }: Trial, type: string, operation: Operation): string {
  const { answer, because } = can(type, operation, facts);
  if (answer === 'yes') return 'yes';
  if (answer === 'no') return because === 'not-granted' ? 'no (scope)' : 'no (stated)';
  return because === 'scope-narrowed' ? 'in part' : 'says nothing';
}
