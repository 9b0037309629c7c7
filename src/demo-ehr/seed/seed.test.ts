import { readdirSync, readFileSync } from 'node:fs';
import type { Bundle, FhirResource } from 'fhir/r4';
import { expect, test } from 'vitest';
import type { Role } from '../settings';
import { createStore } from '../store/fhir-store';
import { requestTo } from '../store/request';
import { clients } from './clients';
import { manyRelatedPersons } from './many-related-persons';
import { put, seed, seedResources } from './seed';
import { fhirUserOf } from './staff';

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

test('every example of the FHIR package fits this host', async () => {
  const store = createStore({ base: 'http://localhost/fhir' });
  await seed(store);
  const folder = 'fhir-resources/examples';
  for (const file of readdirSync(folder)) {
    const text = readFileSync(`${folder}/${file}`, 'utf8');
    const byStaff = text.replace(/"Practitioner\/([a-z-]+)"/g, (_all, role: Role) => `"${fhirUserOf(role)}"`);
    const example = JSON.parse(byStaff) as Bundle;
    await put(
      store,
      (example.entry ?? []).flatMap(({ resource }) => (resource ? [resource as FhirResource] : [])),
    );
  }
  const stored = await store.handle(requestTo('GET', 'QuestionnaireResponse?_summary=count'));
  expect((stored.body as Bundle).total).toBeGreaterThan(20);
});

test('very many children can be added', async () => {
  const store = createStore({ base: 'http://localhost/fhir' });
  await seed(store);
  await put(store, manyRelatedPersons('luc-martens', 250));
  const found = await store.handle(requestTo('GET', 'RelatedPerson?patient=luc-martens&_count=100'));
  expect(found.body).toMatchObject({ total: 250 });
});
