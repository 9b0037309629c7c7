import type { Sessions } from './chart/sessions';
import type { Faults } from './faults/faults';
import type { WriteLimit } from './profiles/write-limit';
import type { Settings } from './settings';
import type { Client } from './smart/client';
import type { Grants } from './smart/grants';
import type { IdTokens } from './smart/id-token';
import type { Launches } from './smart/launches';
import type { FhirBackend } from './store/request';

/** The parts of one running host that its routes share. */
export type Host = {
  origin: string;
  fhirBase: string;
  client: Client;
  backend: FhirBackend;
  settings: Settings;
  faults: Faults;
  writeLimit: WriteLimit;
  launches: Launches;
  grants: Grants;
  sessions: Sessions;
  idTokens: IdTokens;
  now: () => Date;
  /** Waits that many milliseconds. */
  wait: (ms: number) => Promise<void>;
};
