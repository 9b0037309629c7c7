import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { EXPORT, LET_GO, letGo, ndjson, ready, running, STATUS, started } from './bulk-server-for-tests';
import { entry, lines, patient, stageDownload, TOKEN } from './download-for-tests';

const other = entry('o', 'https://example.org/Questionnaire/other');
const twoFiles = ready([
  ['QuestionnaireResponse', 'f1'],
  ['Patient', 'f2'],
]);
const files = { 'GET /fhir/f1': [ndjson(entry('a'), other, entry('b'))], 'GET /fhir/f2': [ndjson(patient('p'))] };

test('an export is asked for, waited for, fetched and let go', async () => {
  const stage = await stageDownload({
    [EXPORT]: [started],
    [STATUS]: [running, { status: 202, headers: { 'x-progress': 'Jan Peeters done, 40 %' } }, twoFiles],
    [LET_GO]: [letGo],
    ...files,
  });
  const received = await stage.download();
  expect(received).toEqual({ files: 2, leftOut: [{ reason: 'other-questionnaire', count: 1 }] });
  expect(stage.names()).toEqual(['001-QuestionnaireResponse.ndjson', '002-Patient.ndjson']);
  expect(stage.text('001-QuestionnaireResponse.ndjson')).toBe(lines(entry('a'), entry('b')));
  expect(stage.text('002-Patient.ndjson')).toBe(lines(patient('p')));
  expect(statSync(stage.into).mode & 0o777).toBe(0o700);
  for (const name of stage.names()) expect(statSync(join(stage.into, name)).mode & 0o777).toBe(0o600);

  const [asked] = stage.server.asked(EXPORT);
  expect(asked?.headers).toMatchObject({ prefer: 'respond-async', accept: 'application/fhir+json' });
  expect(asked?.query.get('_type')).toBe('QuestionnaireResponse,RelatedPerson,Encounter,Patient');
  expect(asked?.query.getAll('_typeFilter')).toHaveLength(6);
  expect(asked?.query.getAll('_typeFilter')[0]).toBe(
    'QuestionnaireResponse?questionnaire=https://w3id.org/kindreflex/Questionnaire/kindreflex-1-conversation',
  );
  expect(stage.server.seen.every(({ headers }) => headers.authorization === `Bearer ${TOKEN}`)).toBe(true);
  expect(stage.server.seen.at(-1)).toMatchObject({ method: 'DELETE', path: '/fhir/status' });
  expect(stage.pauses).toEqual([7000, 1500]);
  expect(stage.said).toEqual([
    'The server prepares the export.',
    'The server prepares the export: 40 %.',
    'Fetching file 1 of 2: QuestionnaireResponse.',
    'Fetching file 2 of 2: Patient.',
  ]);
});

test.each([[400], [422], [501]])('a server that refuses to select with %i is asked without', async (status) => {
  const stage = await stageDownload({
    [EXPORT]: [{ status }, started],
    [STATUS]: [twoFiles],
    [LET_GO]: [letGo],
    ...files,
  });
  expect((await stage.download()).leftOut).toEqual([{ reason: 'other-questionnaire', count: 1 }]);
  expect(stage.server.asked(EXPORT).map(({ query }) => query.has('_typeFilter'))).toEqual([true, false]);
  expect(stage.said[0]).toMatch(/^The server does not select by questionnaire: .* dropped on arrival\.$/);
});

test('an export that fails while it selects is let go and asked for without; one that fails again is told', async () => {
  const failed = {
    status: 500,
    body: { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'processing', diagnostics: 'Jan' }] },
  };
  const routes = { [EXPORT]: [started], [LET_GO]: [letGo], ...files };
  const once = await stageDownload({ ...routes, [STATUS]: [failed, twoFiles] });
  expect((await once.download()).files).toBe(2);
  expect(once.server.asked(LET_GO)).toHaveLength(2);
  const always = await stageDownload({ ...routes, [STATUS]: [failed] });
  expect(await always.failure()).toBe('Problem: The export failed on the server. Its own log says why.');
  expect([...always.said, ...always.names()].join()).not.toContain('Jan');
});

test('a group', async () => {
  const group = 'GET /fhir/Group/g-1/$export';
  const stage = await stageDownload({ [group]: [started], [STATUS]: [ready([])], [LET_GO]: [letGo] });
  expect(await stage.download({ group: 'g-1' })).toEqual({ files: 0, leftOut: [] });
});

test('a server that takes the kick-off only by POST is asked so', async () => {
  const stage = await stageDownload({
    [EXPORT]: [{ status: 405 }],
    'POST /fhir/$export': [started],
    [STATUS]: [twoFiles],
    [LET_GO]: [letGo],
    ...files,
  });
  expect((await stage.download()).files).toBe(2);
  const [asked] = stage.server.asked('POST /fhir/$export');
  const { resourceType, parameter } = JSON.parse(asked?.body ?? '');
  expect([resourceType, parameter.length]).toEqual(['Parameters', 7]);
  expect(parameter[1]).toEqual({
    name: '_typeFilter',
    valueString:
      'QuestionnaireResponse?questionnaire=https://w3id.org/kindreflex/Questionnaire/kindreflex-1-conversation',
  });
});

test('types that were not asked for stay on the server', async () => {
  const stage = await stageDownload({
    [EXPORT]: [started],
    [STATUS]: [
      ready([
        ['Observation', 'f9'],
        ['Patient', 'f2'],
      ]),
    ],
    [LET_GO]: [letGo],
    ...files,
  });
  expect((await stage.download()).files).toBe(1);
  expect(stage.server.asked('GET /fhir/f9')).toEqual([]);
});

test('what the server lists as deleted is left out; the errors that it lists are counted', async () => {
  const bundle = (...urls: string[]) => ({
    resourceType: 'Bundle',
    type: 'transaction',
    entry: urls.map((url) => ({ request: { method: 'DELETE', url } })),
  });
  const outcome = (code: string, severity = 'error') => ({
    resourceType: 'OperationOutcome',
    issue: [{ severity, code }],
  });
  const stage = await stageDownload({
    [EXPORT]: [started],
    [STATUS]: [
      ready([['Patient', 'f3']], {
        deleted: [{ type: 'Bundle', url: 'BASE/gone' }],
        error: [{ type: 'OperationOutcome', url: 'BASE/errors' }],
      }),
    ],
    [LET_GO]: [letGo],
    'GET /fhir/f3': [ndjson(patient('p'), patient('q'), patient('r'))],
    'GET /fhir/gone': [ndjson(bundle('Patient/q'), bundle('https://host.example/fhir/Patient/r', 'Observation/p'))],
    'GET /fhir/errors': [ndjson(outcome('exception'), outcome('Jan Peeters'), outcome('informational', 'warning'))],
  });
  expect(await stage.download()).toEqual({
    files: 1,
    leftOut: [
      { reason: 'deleted-on-server', count: 2 },
      { reason: 'export-error', count: 2 },
    ],
  });
  expect(stage.text('001-Patient.ndjson')).toBe(lines(patient('p')));
  expect(stage.said.at(-1)).toBe(
    'The server reports errors: 1 exception, 1 unknown. What they are about is missing from the export.',
  );
});

test('a line that is broken arrives as it is', async () => {
  const half = '{"resourceType":"QuestionnaireResponse","id":"h"';
  const stage = await stageDownload({
    [EXPORT]: [started],
    [STATUS]: [ready([['QuestionnaireResponse', 'f']])],
    [LET_GO]: [letGo],
    'GET /fhir/f': [{ status: 200, body: `${JSON.stringify(entry('a'))}\r\n\n${half}` }],
  });
  await stage.download();
  expect(stage.text('001-QuestionnaireResponse.ndjson')).toBe(`${JSON.stringify(entry('a'))}\n${half}\n`);
});
