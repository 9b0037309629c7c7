import type { RelatedPerson } from 'fhir/r4';
import { staffResources } from '../../src/demo-ehr/seed/staff';
import { type DemoEhr, startDemoEhr } from '../../src/demo-ehr/server';
import { defaultSettings } from '../../src/demo-ehr/settings';
import { appAddresses, smartClient } from '../../src/demo-ehr/smart/smart-client-for-tests';
import { createFhirClient } from '../../src/fhir/client';
import { createFhirHost } from '../../src/record/fhir-host';
import type { Host } from '../../src/record/host';
import { openRecord, type RecordContext, type RecordStore } from '../../src/record/open-record';
import { settled } from '../../src/record/session-for-tests';
import { child } from '../../src/record/snapshot-for-tests';
import { parseScopes } from '../../src/session/scopes';
import { parseSiteConfig, type SiteConfig } from '../../src/session/site-config';
import { wantedScopes } from '../../src/session/wanted-scopes';
import { Clock } from './clock';
import { ourQuestionnaires } from './contact';
import type { TestHost } from './hosts';

/** What happens around one request of the app, counted from 1; a rejection is a connection that broke on the app's side. */
export type Around = (
  request: { at: number; method: string; path: string },
  go: () => Promise<Response>,
) => Promise<Response>;

/** One launch of the app: a token of its own, the record opened with it, and what it sends. */
export interface Session {
  readonly host: Host;
  readonly context: RecordContext;
  readonly record: RecordStore;
}

export interface Stage {
  readonly ehr: DemoEhr;
  readonly clock: Clock;
  readonly host: TestHost;
  readonly site: SiteConfig;
  stop(): Promise<void>;
}

/** A demo EHR that is this kind of host, in a time of its own. */
export async function startStage(host: TestHost): Promise<Stage> {
  const clock = new Clock('2026-11-25T10:00:00Z');
  const limitBefore = AbortSignal.timeout;
  AbortSignal.timeout = clock.limit;
  const ehr = await startDemoEhr({ ...appAddresses, seed: false, now: clock.now, wait: clock.hostWaits });
  await ehr.store.put(...staffResources, ...(host.hasQuestionnaires ? ourQuestionnaires : []));
  const { writesPerMinute = defaultSettings().writesPerMinute, withheldScopes = [] } = host;
  Object.assign(ehr.settings, { profile: host.profile, writesPerMinute, withheldScopes: [...withheldScopes] });
  const read = parseSiteConfig({
    issuers: [{ iss: ehr.fhirBase, clientId: 'kindreflex' }],
    documents: { ...host.documents },
  });
  if (!read.ok) throw new Error('The site configuration of the tests is wrong');
  return {
    ehr,
    clock,
    host,
    site: read.value,
    async stop() {
      AbortSignal.timeout = limitBefore;
      await ehr.stop();
    },
  };
}

/** What the known child has of the host, which no save may take away. */
export const FOREIGN: Partial<RelatedPerson> = {
  identifier: [{ system: 'https://ehr.example/persons', value: 'P-778' }],
  telecom: [{ system: 'phone', value: '+32 470 00 00 00' }],
  // One of FHIR itself, which every host keeps
  extension: [
    { url: 'http://hl7.org/fhir/StructureDefinition/patient-birthPlace', valueAddress: { city: 'Dendermonde' } },
  ],
};

/** A client of her own with one undated child. */
export async function newClient({ ehr }: Stage): Promise<{ patient: string; knownId: string }> {
  const patient = `c-${crypto.randomUUID().slice(0, 8)}`;
  const about = { reference: `Patient/${patient}` };
  const { birthDate: _, meta: __, ...undated } = child(`${patient}-tuur`, 'Tuur');
  await ehr.store.put(
    { resourceType: 'Patient', id: patient, name: [{ family: 'Maes', given: ['Sofie'] }], birthDate: '1987-02-14' },
    {
      resourceType: 'Encounter',
      id: `${patient}-contact`,
      status: 'in-progress',
      class: { code: 'AMB' },
      subject: about,
    },
    { ...undated, ...FOREIGN, patient: about },
  );
  return { patient, knownId: `${patient}-tuur` };
}

/** A nurse launches the app on the client and opens the record; `around` is asked about each request from then on. */
export async function launch(stage: Stage, patient: string, around: () => Around): Promise<Session> {
  const { ehr, site } = stage;
  const issuer = site.issuers[0];
  if (!issuer) throw new Error('There is no issuer');
  const answer = await smartClient(ehr).login(patient, { scope: wantedScopes(issuer, { fromEhr: true }) });
  if (!answer.scope) throw new Error(`The launch failed: ${JSON.stringify(answer)}`);
  return openWith(stage, { patient, token: answer.access_token, scope: answer.scope }, around);
}

interface Granted {
  readonly patient: string;
  readonly token: string;
  readonly scope: string;
}

const grants = new WeakMap<Session, Granted>();

/** The page is loaded again in the same tab: the token is kept, everything else is read anew. */
export const reload = (stage: Stage, session: Session, around: () => Around): Promise<Session> => {
  const granted = grants.get(session);
  if (!granted) throw new Error('This session was not launched here');
  return openWith(stage, granted, around);
};

async function openWith(stage: Stage, granted: Granted, around: () => Around): Promise<Session> {
  const { ehr, clock, host: kind, site } = stage;
  const { patient, token, scope } = granted;
  let at = 0;
  const client = createFhirClient({
    base: ehr.fhirBase,
    accessToken: async () => token,
    fetch: (address, init) => {
      const path = String(address).slice(ehr.fhirBase.length).replace(/^\//, '');
      const request = { at: ++at, method: init?.method ?? 'GET', path };
      return clock.during(init?.signal, () => around()(request, () => fetch(address, init)));
    },
  });
  const host = createFhirHost(client);
  const context: RecordContext = {
    patient,
    encounter: `${patient}-contact`,
    fhirUser: 'Practitioner/els-verhaegen',
    scopes: parseScopes(scope),
  };
  const record = openRecord(host, context, { entriesInDocuments: site.documents.entries });
  await settled(record);
  record.learn(kind.learnt ?? []);
  const session = { host, context, record };
  grants.set(session, granted);
  return session;
}
