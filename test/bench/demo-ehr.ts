import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Bundle, BundleEntry, FhirResource, RelatedPerson } from 'fhir/r4';
import { manyRelatedPersons } from '../../src/demo-ehr/seed/many-related-persons';
import { type DemoEhr, startDemoEhr } from '../../src/demo-ehr/server';
import { appAddresses, smartClient } from '../../src/demo-ehr/smart/smart-client-for-tests';
import { IDENTIFIER_SYSTEM, questionnaireUrl } from '../../src/mapping/canonical';
import type { BenchStage } from './bench-stage';
import { quantile, spreadOf } from './spread';
import type { Row } from './table';

const PATIENT = 'sofie-maes';
const STORED = 10_000;
const TRANSACTIONS = 200;

/** What `npm start` runs, until the address that it names answers, in milliseconds; it builds first when that is needed. */
function startOnce(): Promise<number> {
  const start = performance.now();
  const child = spawn(process.execPath, ['src/run-ts.mjs', 'src/demo-ehr/start.ts'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', () => reject(new Error('The demo did not start')));
    createInterface(child.stdout).on('line', async (line) => {
      const address = /^Kindreflex demo: (\S+)/.exec(line)?.[1];
      if (address === undefined) return;
      const { ok } = await fetch(address).catch(() => ({ ok: false }));
      const took = performance.now() - start;
      child
        .removeAllListeners('close')
        .once('close', () => (ok ? resolve(took) : reject(new Error('The demo does not answer'))));
      child.kill('SIGTERM');
    });
  });
}

/** Three children, three entries and two marks of origin: what a contact with three children writes, a little rounded up. */
function transaction(round: number): Bundle {
  const own = () => ({ system: IDENTIFIER_SYSTEM, value: crypto.randomUUID() });
  const made = (resource: FhirResource, condition: string): BundleEntry => ({
    fullUrl: `urn:uuid:${crypto.randomUUID()}`,
    resource,
    request: { method: 'POST', url: resource.resourceType, ifNoneExist: condition },
  });
  const children = manyRelatedPersons(PATIENT, 3).map(({ id: _id, ...child }): BundleEntry => {
    const identifier = own();
    return made(
      { ...child, identifier: [identifier] } as RelatedPerson,
      `identifier=${identifier.system}|${identifier.value}`,
    );
  });
  const entries = ([1, 2, 3] as const).map((step): BundleEntry => {
    const identifier = own();
    return made(
      {
        resourceType: 'QuestionnaireResponse',
        questionnaire: questionnaireUrl(step),
        status: 'completed',
        identifier,
        subject: { reference: `Patient/${PATIENT}` },
        authored: new Date().toISOString(),
        item: [{ linkId: `s${step}.contactDate`, answer: [{ valueDate: '2026-11-24' }] }],
      },
      `identifier=${identifier.system}|${identifier.value}`,
    );
  });
  const marks = [children, entries].map((written): BundleEntry => {
    const tag = own();
    return made(
      {
        resourceType: 'Provenance',
        meta: { tag: [{ system: tag.system, code: tag.value }] },
        target: written.map(({ fullUrl = '' }) => ({ reference: fullUrl })),
        recorded: new Date().toISOString(),
        agent: [{ who: { display: `bench ${round}` } }],
      },
      `_tag=${tag.system}|${tag.value}`,
    );
  });
  return { resourceType: 'Bundle', type: 'transaction', entry: [...children, ...entries, ...marks] };
}

/** Half persons, half entries, each with an identifier of its own as all that an app wrote has. */
function stock(): FhirResource[] {
  const identifier = (index: number) => ({ system: IDENTIFIER_SYSTEM, value: `stored-${index}` });
  const subject = { reference: 'Patient/karim-benali' };
  const persons = manyRelatedPersons('karim-benali', STORED / 2).map((person, index) => ({
    ...person,
    identifier: [identifier(index)],
  }));
  const entries = persons.map(
    (_, index): FhirResource => ({
      resourceType: 'QuestionnaireResponse',
      id: `stored-${index}`,
      questionnaire: questionnaireUrl(1),
      status: 'completed',
      identifier: identifier(index),
      subject,
    }),
  );
  return [...persons, ...entries];
}

/** Times of transactions over HTTP, the first and coldest among them, as an app's own, in milliseconds. */
async function transactionsOn(ehr: DemoEhr): Promise<number[]> {
  const { access_token: token } = await smartClient(ehr).login(PATIENT);
  const times: number[] = [];
  for (let round = 0; round < TRANSACTIONS; round++) {
    const body = JSON.stringify(transaction(round));
    const start = performance.now();
    const answer = await fetch(ehr.fhirBase, {
      method: 'POST',
      headers: { 'content-type': 'application/fhir+json', authorization: `Bearer ${token}` },
      body,
    });
    const text = await answer.text();
    times.push(performance.now() - start);
    const made = answer.ok ? ((JSON.parse(text) as Bundle).entry ?? []) : [];
    if (made.length !== 8 || made.some(({ response }) => response?.status !== '201 Created'))
      throw new Error(`The transaction was answered with ${answer.status}: ${text.slice(0, 300)}`);
  }
  return times;
}

/** How long the demo takes to start, and to write. */
export async function demoEhr(_stage: BenchStage, runs: number): Promise<Row[]> {
  await startOnce();
  const starts: number[] = [];
  const p99: number[] = [];
  for (let run = 0; run < runs; run++) {
    starts.push(await startOnce());
    const ehr = await startDemoEhr({ port: 0, ...appAddresses });
    try {
      await ehr.store.put(...stock());
      p99.push(quantile(await transactionsOn(ehr), 0.99));
    } finally {
      await ehr.stop();
    }
  }
  return [
    { name: 'demo EHR: start after build', unit: 'ms', measured: spreadOf(starts), bar: 1_000 },
    {
      name: `demo EHR: p99 of ${TRANSACTIONS} transactions of 8 entries, ${STORED} stored`,
      unit: 'ms',
      measured: spreadOf(p99),
      bar: 20,
    },
  ];
}
