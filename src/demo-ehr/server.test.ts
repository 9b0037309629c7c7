import { expect, test } from 'vitest';
import { startDemoEhr } from './server';
import { appAddresses } from './smart/smart-client-for-tests';

test('it listens on loopback, under the name localhost', async () => {
  const ehr = await startDemoEhr(appAddresses);
  expect(ehr.origin).toMatch(/^http:\/\/localhost:\d+$/);
  expect((await fetch(ehr.origin.replace('localhost', '127.0.0.1'))).status).toBe(200);
  await ehr.stop();
  await expect(fetch(ehr.origin)).rejects.toThrow();
});

test('without a FHIR server behind it, it does not start', async () => {
  const starting = startDemoEhr({ ...appAddresses, upstream: 'http://127.0.0.1:1/fhir' });
  await expect(starting).rejects.toThrow('no FHIR server');
});

test('a taken port is an error, not another port', async () => {
  const first = await startDemoEhr(appAddresses);
  const port = Number(new URL(first.origin).port);
  await expect(startDemoEhr({ ...appAddresses, port })).rejects.toThrow('EADDRINUSE');
  await first.stop();
});

test('a test can set the stage and look at what landed', async () => {
  const ehr = await startDemoEhr(appAddresses);
  await ehr.store.put({ resourceType: 'RelatedPerson', id: 'kid', patient: { reference: 'Patient/luc-martens' } });
  expect(await ehr.store.list('RelatedPerson', 'patient=luc-martens')).toMatchObject([
    { id: 'kid', meta: { versionId: '1' } },
  ]);
  expect((await ehr.store.read('RelatedPerson', 'kid'))?.patient.reference).toBe('Patient/luc-martens');
  expect(await ehr.store.read('RelatedPerson', 'none')).toBeUndefined();
  const broken = { resourceType: 'RelatedPerson', id: 'x', patient: { reference: 'Patient/none' } } as const;
  await expect(ehr.store.put(broken)).rejects.toThrow('status 400');
  await ehr.stop();
});
