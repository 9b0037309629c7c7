import type { DemoEhr } from '../../src/demo-ehr/server';
import { smartClient } from '../../src/demo-ehr/smart/smart-client-for-tests';
import type { Server } from './wire';

/** The FHIR API of a demo EHR through its authorization server, with a token that reaches every patient. */
export async function authorized(ehr: DemoEhr): Promise<Server> {
  const { access_token } = await smartClient(ehr).login('sofie-maes', { scope: 'launch user/*.cruds' });
  return {
    base: ehr.fhirBase,
    fetch: (input, init) => {
      const headers = new Headers(init?.headers);
      headers.set('authorization', `Bearer ${access_token}`);
      return fetch(input, { ...init, headers });
    },
  };
}
