import { searches } from './searches';
import { singleWrites } from './single-writes';
import { transactions } from './transactions';
import type { Server } from './wire';

/** One thing that the app relies on: what a server does, as a value to compare. Cases make all they need themselves. */
export type ContractCase = {
  name: string;
  /** What FHIR R4 says, or where it leaves a choice, what the embedded store does. */
  expected: unknown;
  run(server: Server): Promise<unknown>;
};

/** The whole contract, to be run against any FHIR R4 server without authorization. */
export const contract: readonly ContractCase[] = [...singleWrites, ...searches, ...transactions];
