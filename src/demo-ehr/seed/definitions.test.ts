import { expect, test } from 'vitest';
import { createStore } from '../store/fhir-store';
import { requestTo } from '../store/request';
import { readDefinitions } from './definitions';
import { put } from './seed';

test('the store takes the definitions, and finds a Questionnaire by its canonical', async () => {
  const definitions = readDefinitions('fhir-resources');
  const store = createStore({ base: 'http://localhost/fhir' });
  await put(store, definitions);
  const url = 'https://w3id.org/kindreflex/Questionnaire/kindreflex-1-conversation';
  const found = await store.handle(requestTo('GET', `Questionnaire?url=${url}`));
  expect(found.body).toMatchObject({ total: 1 });
});

test('without a folder there are none', () => {
  expect(readDefinitions('no-such-folder')).toEqual([]);
});
