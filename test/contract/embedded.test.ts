import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Listening, listen } from '../../src/demo-ehr/listen';
import { type DemoEhr, startDemoEhr } from '../../src/demo-ehr/server';
import { appAddresses } from '../../src/demo-ehr/smart/smart-client-for-tests';
import { fhirHttp } from '../../src/demo-ehr/store/fhir-http';
import { createStore } from '../../src/demo-ehr/store/fhir-store';
import { authorized } from './authorized';
import { differences } from './differences';
import { contract } from './fhir-contract';
import { differencesTable, runContract } from './run-contract';
import type { Server } from './wire';

describe('the contract on the embedded store', () => {
  let listening: Listening;
  let base = '';
  beforeAll(async () => {
    let answer: (request: Request) => Response | Promise<Response> = () => new Response(null, { status: 503 });
    listening = await listen((request) => answer(request));
    base = `http://127.0.0.1:${listening.port}/fhir`;
    const store = createStore({ base });
    answer = fhirHttp('/fhir', (request) => store.handle(request)).fetch;
  });
  afterAll(() => listening.stop());
  runContract('embedded', () => ({ base, fetch }));
});

describe('the contract on the embedded store behind its authorization server', () => {
  let ehr: DemoEhr;
  let server: Server;
  beforeAll(async () => {
    ehr = await startDemoEhr(appAddresses);
    server = await authorized(ehr);
  });
  afterAll(() => ehr.stop());
  runContract('embedded', () => server);
});

test('the table of differences names real cases, and real differences', () => {
  const names = contract.map((each) => each.name);
  expect(new Set(names).size).toBe(names.length);
  for (const [name, { embedded, hapi }] of Object.entries(differences)) {
    expect(names).toContain(name);
    expect(embedded, name).not.toEqual(hapi);
    expect(embedded, name).toEqual(contract.find((each) => each.name === name)?.expected);
  }
});

test('the differences between the embedded store and HAPI, printed', () => {
  const table = differencesTable();
  console.log(`\n${contract.length} cases, ${Object.keys(differences).length} answered differently\n\n${table}\n`);
  expect(table.split('\n')).toHaveLength(Object.keys(differences).length + 2);
});
