import { expect, test } from 'vitest';
import { createStore } from '../store/fhir-store';
import { requestTo } from '../store/request';
import { clients } from './clients';
import { manyRelatedPersons } from './many-related-persons';
import { put, seed, seedResources } from './seed';

test('the store takes all seed data, once', async () => {
  const store = createStore({ base: 'http://localhost/fhir' });
  await seed(store);
  await seed(store);
  const patients = await store.handle(requestTo('GET', 'Patient?_summary=count'));
  expect(patients.body).toMatchObject({ total: clients.length });
  const first = await store.handle(requestTo('GET', 'Patient/sofie-maes'));
  expect(first.headers.ETag).toBe('W/"1"');
});

test('ids are unique and every client has a running contact', () => {
  const ids = seedResources().map((resource) => `${resource.resourceType}/${resource.id}`);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { patient, encounter } of clients) {
    expect(encounter.subject?.reference).toBe(`Patient/${patient.id}`);
    expect(encounter.status).toBe('in-progress');
  }
});

test('very many children can be added', async () => {
  const store = createStore({ base: 'http://localhost/fhir' });
  await seed(store);
  await put(store, manyRelatedPersons('luc-martens', 250));
  const found = await store.handle(requestTo('GET', 'RelatedPerson?patient=luc-martens&_count=100'));
  expect(found.body).toMatchObject({ total: 250 });
});
