import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  type Answer,
  EXPORT,
  LET_GO,
  letGo,
  ndjson,
  ready,
  running,
  STATUS,
  startBulkServer,
  started,
} from './bulk-server-for-tests';
import { pauseAskedFor } from './connection';
import { entry, lines, patient, stageDownload, TOKEN } from './download-for-tests';

const breakOff: Answer = (request) => request.socket.destroy();
const halfAFile: Answer = (_request, response) => {
  response.writeHead(200, { 'content-length': '500' });
  response.write(lines(entry('half')), () => response.destroy());
};
const oneFile = { [EXPORT]: [started], [STATUS]: [ready([['QuestionnaireResponse', 'f']])], [LET_GO]: [letGo] };
const whole = ndjson(entry('a'), entry('b'));

test('what is busy or breaks off is tried again, after the pause that the server asks for or a longer one each time', async () => {
  const stage = await stageDownload({
    [EXPORT]: [{ status: 429, headers: { 'retry-after': '3' } }, { status: 500 }, breakOff, started],
    [STATUS]: [{ status: 503 }, breakOff, running, ready([['QuestionnaireResponse', 'f']])],
    [LET_GO]: [letGo],
    'GET /fhir/f': [{ status: 502 }, halfAFile, { status: 500 }, whole],
  });
  expect((await stage.download()).files).toBe(1);
  expect(stage.text('001-QuestionnaireResponse.ndjson')).toBe(lines(entry('a'), entry('b')));
  expect(stage.pauses).toEqual([3000, 2000, 4000, 1000, 2000, 7000, 1000, 2000, 4000]);
});

test('a file that holds less than announced is fetched again, and what was dropped counts once', async () => {
  const other = entry('o', 'https://example.org/other');
  const stage = await stageDownload({
    ...oneFile,
    [STATUS]: [ready([['QuestionnaireResponse', 'f', 3]])],
    'GET /fhir/f': [ndjson(entry('a'), other), ndjson(entry('a'), other, entry('b'))],
  });
  expect((await stage.download()).leftOut).toEqual([{ reason: 'other-questionnaire', count: 1 }]);
  expect(stage.text('001-QuestionnaireResponse.ndjson')).toBe(lines(entry('a'), entry('b')));
});

test.each<[string, Record<string, readonly Answer[]>, string]>([
  ['no such operation', { [EXPORT]: [{ status: 404 }] }, 'offers no Bulk Data export'],
  ['not implemented', { [EXPORT]: [{ status: 501 }] }, 'offers no Bulk Data export'],
  ['neither GET nor POST', { [EXPORT]: [{ status: 405 }] }, 'offers no Bulk Data export'],
  ['not allowed', { [EXPORT]: [{ status: 403 }] }, 'the token needs system/'],
  ['a token that is not accepted', { [EXPORT]: [{ status: 401 }] }, 'does not accept the token, or no longer'],
  ['a token that expires on the way', { ...oneFile, [STATUS]: [running, { status: 401 }] }, 'or no longer'],
  ['a request that is refused twice', { [EXPORT]: [{ status: 400 }] }, 'the server answered 400'],
  ['an answer at once', { [EXPORT]: [{ status: 200 }] }, 'the server answered 200'],
  ['no address of a status', { [EXPORT]: [{ status: 202 }] }, 'an address that is none'],
  [
    'a status elsewhere in clear',
    { [EXPORT]: [{ status: 202, headers: { 'content-location': 'http://host.example/s' } }] },
    'not safe',
  ],
  ['an export that is forgotten', { ...oneFile, [STATUS]: [{ status: 404 }] }, 'no longer knows the export'],
  ['a list that is none', { ...oneFile, [STATUS]: [{ status: 200, body: '<html>' }] }, 'is not one'],
  ['a server that stays busy', { [EXPORT]: [{ status: 503 }] }, 'answered 503, 5 times in a row'],
  ['a file that is gone', oneFile, 'no longer there'],
  ['a file that always breaks off', { ...oneFile, 'GET /fhir/f': [halfAFile] }, 'broke off, 5 times in a row'],
  [
    'a web page for a file',
    { ...oneFile, 'GET /fhir/f': [{ status: 200, headers: { 'content-type': 'text/html' }, body: 'Log in' }] },
    'a web page',
  ],
  [
    'a second file that fails',
    {
      ...oneFile,
      [STATUS]: [
        ready([
          ['Patient', 'f1'],
          ['Patient', 'f2'],
        ]),
      ],
      'GET /fhir/f1': [ndjson(patient('p'))],
    },
    'no longer there',
  ],
])('%s: a sentence, and nothing left', async (_what, routes, sentence) => {
  const stage = await stageDownload(routes);
  const failure = await stage.failure();
  expect(failure).toMatch(/^Problem: [^{}]*\.$/);
  expect(failure).toContain(sentence);
  expect(failure).not.toMatch(/https?:\/\/[^…]/);
  expect(failure + stage.said.join()).not.toContain(TOKEN);
  expect(stage.names()).toEqual([]);
  const begun = stage.server.asked(STATUS).length > 0;
  expect(stage.server.asked(LET_GO)).toHaveLength(begun ? 1 : 0);
});

test('a server that wants a token and gets none says how to give one', async () => {
  const stage = await stageDownload({ [EXPORT]: [{ status: 401 }] });
  expect(await stage.failure({ tokenFile: undefined })).toContain('give it with --token-file');
});

test('the wait ends after the minutes given, and the export is let go', async () => {
  const stage = await stageDownload({ ...oneFile, [STATUS]: [running] });
  expect(await stage.failure({ waitMinutes: 1 })).toBe(
    'Problem: The export was not ready within 1 minutes. Wait longer with --wait <minutes>.',
  );
  expect(stage.pauses.reduce((sum, ms) => sum + ms, 0)).toBe(60_000);
  expect(stage.server.asked(LET_GO)).toHaveLength(1);
});

test('the token goes to the server that was given, and nowhere else', async () => {
  const elsewhere = await startBulkServer({ 'GET /f': [ndjson(patient('p'))], 'GET /g': [{ status: 401 }] });
  const output = (path: string) => [{ type: 'Patient', url: `${elsewhere.origin}/${path}` }];
  const open = await stageDownload({ ...oneFile, [STATUS]: [ready([], { output: output('f') })] });
  expect((await open.download()).files).toBe(1);
  const closed = await stageDownload({ ...oneFile, [STATUS]: [ready([], { output: output('g') })] });
  expect(await closed.failure()).toContain('it is sent to none but the server that was given');
  const led = await stageDownload({
    ...oneFile,
    'GET /fhir/f': [{ status: 302, headers: { location: `${elsewhere.origin}/f` } }],
  });
  expect((await led.download()).files).toBe(1);
  expect(elsewhere.seen.map(({ headers }) => headers.authorization)).toEqual([undefined, undefined, undefined]);
  await elsewhere.stop();
});

test('files that want no token get none', async () => {
  const stage = await stageDownload({
    ...oneFile,
    [STATUS]: [ready([['QuestionnaireResponse', 'f']], { requiresAccessToken: false })],
    'GET /fhir/f': [whole],
  });
  await stage.download();
  expect(stage.server.asked('GET /fhir/f')[0]?.headers.authorization).toBeUndefined();
});

test('a token that is renewed in its file is used from then on', async () => {
  const stage = await stageDownload({ ...oneFile, [STATUS]: [running, ready([])] });
  await stage.download({ pause: async () => writeFileSync(stage.tokenFile, 'renewed') });
  expect(stage.server.asked(STATUS).map(({ headers }) => headers.authorization)).toEqual([
    `Bearer ${TOKEN}`,
    'Bearer renewed',
  ]);
});

test.each<[string, (stage: Awaited<ReturnType<typeof stageDownload>>) => object]>([
  ['while the export is prepared', ({ cancel }) => ({ pause: async () => cancel.abort() })],
  ['in a wait', ({ cancel }) => ({ pause: undefined, say: () => setTimeout(() => cancel.abort(), 5) })],
])('cancelled %s: the export is let go', async (_when, more) => {
  const stage = await stageDownload({ ...oneFile, [STATUS]: [running] });
  expect(await stage.failure(more(stage))).toMatch(/^AbortError/);
  expect(stage.server.asked(LET_GO)).toHaveLength(1);
  expect(stage.names()).toEqual([]);
});

test('cancelled while the export is being started: it is let go all the same', async () => {
  const stage = await stageDownload({ ...oneFile, [STATUS]: [running] });
  const route: Answer = (_request, response) => {
    stage.cancel.abort();
    setTimeout(() => response.writeHead(202, { 'content-location': `${stage.server.base}/status` }).end(), 50);
  };
  stage.server.routes[EXPORT] = [route];
  expect(await stage.failure()).toMatch(/^AbortError/);
  expect(stage.server.asked(LET_GO)).toHaveLength(1);
});

test('cancelled in the middle of a file: the export is let go, and no part of it stays', async () => {
  let begun = () => {};
  const isBegun = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const endless: Answer = (_request, response) => {
    response.writeHead(200);
    response.write(lines(entry('a')), begun);
  };
  const stage = await stageDownload({ ...oneFile, 'GET /fhir/f': [endless] });
  const failure = stage.failure();
  await isBegun;
  stage.cancel.abort(new Error('Stopped'));
  expect(await failure).toBe('Error: Stopped');
  expect(stage.server.asked(LET_GO)).toHaveLength(1);
  expect(stage.names()).toEqual([]);
});

test('a full disk: said so at once, not tried again, and nothing left', async () => {
  const stage = await stageDownload({ ...oneFile, 'GET /fhir/f': [whole] });
  const fill = (sentence: string) => {
    if (sentence.startsWith('Fetching'))
      symlinkSync('/dev/full', join(stage.into, '001-QuestionnaireResponse.ndjson.part'));
  };
  expect(await stage.failure({ say: fill })).toMatch(/^Problem: The disk is full: /);
  expect(stage.server.asked('GET /fhir/f')).toHaveLength(1);
  expect(stage.names()).toEqual([]);
});

test('a server that cannot be told to let go changes nothing about what was fetched', async () => {
  const stage = await stageDownload({ ...oneFile, 'GET /fhir/f': [whole], [LET_GO]: [breakOff] });
  expect((await stage.download()).files).toBe(1);
});

test.each([
  ['http://host.example/fhir'],
  ['ftp://localhost/fhir'],
  ['host.example/fhir'],
  ['https://user:secret@host.example/fhir'],
  ['https://host.example/fhir?token=secret'],
])('%s is no base', async (base) => {
  const stage = await stageDownload({});
  const failure = await stage.failure({ base });
  expect(failure).toMatch(/^Problem: The (server|base of the server) /);
  expect(failure).not.toContain('secret');
});

test('what was asked for wrongly is told before anything is sent', async () => {
  const stage = await stageDownload({});
  expect(await stage.failure({ group: '../Patient' })).toContain('--group wants the id of a Group');
  expect(await stage.failure({ tokenFile: join(stage.into, 'none') })).toContain('token file cannot be read');
  writeFileSync(stage.tokenFile, 'two words');
  expect(await stage.failure()).toContain('to hold one token');
  expect(stage.server.seen).toEqual([]);
});

test('a folder with something in it is left alone', async () => {
  const stage = await stageDownload({});
  mkdirSync(stage.into);
  writeFileSync(join(stage.into, 'mine.txt'), 'kept');
  expect(await stage.failure()).toContain('folder for the download is not empty');
  expect(stage.text('mine.txt')).toBe('kept');
});

test('no server at the address, or under the name', async () => {
  const stage = await stageDownload({});
  await stage.server.stop();
  expect(await stage.failure()).toBe(
    'Problem: No server answers at the address given, 5 times in a row. Try again later.',
  );
  expect(await stage.failure({ base: 'https://no-such-host.invalid/fhir' })).toMatch(/No server|broke off/);
});

test('a pause may be asked for as seconds or as a moment, and is never endless', () => {
  const asked = (text: string) =>
    pauseAskedFor(new Response(null, { headers: { 'retry-after': text } }), Date.parse('2026-11-24T10:00:00Z'));
  expect(asked('12')).toBe(12_000);
  expect(asked('Tue, 24 Nov 2026 10:00:30 GMT')).toBe(30_000);
  expect(asked('Tue, 24 Nov 2026 09:00:00 GMT')).toBe(0);
  expect(asked('999999999')).toBe(300_000);
  expect(asked('soon')).toBeUndefined();
});
