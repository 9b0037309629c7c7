import { expect, test } from 'vitest';
import { askStore, entryLine, exportOf, reading } from './export-for-tests';
import { keyOf } from './key';
import { openStore } from './store';

test('a key depends on the secret and the text', () => {
  expect(keyOf('s', 'Patient/1')).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  expect(keyOf('s', 'Patient/1')).toBe(keyOf('s', 'Patient/1'));
  expect(keyOf('s', 'Patient/2')).not.toBe(keyOf('s', 'Patient/1'));
  expect(keyOf('t', 'Patient/1')).not.toBe(keyOf('s', 'Patient/1'));
});

test('the same text has the same key in every column, and as keyOf says; none stays none', async () => {
  const folders = exportOf({
    'all.ndjson': [
      entryLine('ë1', { subject: { reference: 'Patient/p' } }),
      entryLine('2', { subject: undefined }),
      '{"resourceType":"Patient","id":"p"}',
    ].join('\n'),
  });
  await reading(folders);
  const store = await openStore(folders.work);
  const [entry, client] = [store.keyOf('QuestionnaireResponse/ë1'), store.keyOf('Patient/p')];
  store.close();
  expect(
    await askStore(
      folders.work,
      `SELECT
        (SELECT count(*) FROM entries JOIN clients ON clients.key = entries.client WHERE entries.key = '${entry}' AND clients.key = '${client}') AS joined,
        (SELECT count(*) FROM answers WHERE entry = '${entry}') AS answers,
        (SELECT count(*) FROM children WHERE entry = '${entry}') AS children,
        (SELECT count(*) FROM entries WHERE client IS NULL) AS without`,
    ),
  ).toEqual({ joined: 1, answers: 1, children: 1, without: 1 });
});

test('two work folders have no key in common', async () => {
  const [one, other] = [exportOf({ 'a.ndjson': entryLine('1') }), exportOf({ 'a.ndjson': entryLine('1') })];
  await reading(one);
  await reading(other);
  const key = 'SELECT key::VARCHAR AS key FROM entries';
  expect(await askStore(one.work, key)).not.toEqual(await askStore(other.work, key));
});
