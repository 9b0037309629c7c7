import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { askStore, entriesIn, entryLine, entryLines, exportOf, reading } from './export-for-tests';
import { openStore } from './store';

const [one, two, three] = [entryLine('1'), entryLine('2'), entryLine('3')];
const NAME = 'QuestionnaireResponse.ndjson';

const leftOutIn = async (work: string) => {
  const store = await openStore(work);
  store.close();
  return store.leftOut;
};

describe('a broken line', () => {
  const broken: readonly [what: string, content: string | Buffer, line: number][] = [
    ['in the middle', `${one}\n${two.slice(0, 90)}\n${three}\n`, 2],
    ['that is no JSON at all', `${one}\n${two}\nhello\n`, 3],
    ['with two resources', `${one}${two}\n${three}\n`, 1],
    ['that is an array', `${one}\n[${two}]\n`, 2],
    ['that is a number', `${one}\n5\n${two}\n`, 2],
    ['that is null', `${one}\nnull\n`, 2],
    ['without a type', `${one}\n{"id":"x"}\n`, 2],
    ['without an id', `${one}\n{"resourceType":"Patient"}\n`, 2],
    ['of JSON over several lines', JSON.stringify(JSON.parse(one), null, 1), 1],
    [
      'that is not UTF-8',
      Buffer.concat([
        Buffer.from(`${one}\n{"resourceType":"Patient","id":"`),
        Buffer.from([0xff]),
        Buffer.from(`"}\n${two}\n`),
      ]),
      2,
    ],
    ['of zeroes', Buffer.concat([Buffer.from(`${one}\n${two}\n`), Buffer.alloc(100), Buffer.from(`\n${three}\n`)]), 3],
    ['after blank lines and mixed endings', `\ufeff\r\n${one}\r\n\n\r${two}\rhello\r\n`, 6],
    ['in an array of resources', `[${one},\n${two}]\n`, 1],
  ];
  test.each(broken)('%s stops the run and is named', async (_, content, line) => {
    const folders = exportOf({ [NAME]: content });
    await expect(reading(folders)).rejects.toThrow(`The file ${NAME} is broken in line ${line}: `);
    await expect(openStore(folders.work)).rejects.toThrow('does not hold a whole export');
  });

  test('is named in whichever file and chunk it is, and in a gzip', async () => {
    const content = `${entryLines(50)}${two.slice(5)}\n${entryLines(50)}`;
    const folders = exportOf({ '1.ndjson': entryLines(30), '2.ndjson': content, '3.ndjson': entryLines(30) });
    await expect(reading(folders, { chunkBytes: 5000 })).rejects.toThrow('The file 2.ndjson is broken in line 51: ');
    const zipped = exportOf({ '1.ndjson': entryLines(30), '2.ndjson.gz': gzipSync(content) });
    await expect(reading(zipped, { chunkBytes: 5000 })).rejects.toThrow('The file 2.ndjson.gz is broken in line 51: ');
  });

  test('is told without what it holds', async () => {
    const folders = exportOf({ [NAME]: `${one}\n{"resourceType":"Patient","name":"Katrijn Aerts"\n` });
    const told = await reading(folders).catch((error) => `${error} ${error.stack} ${JSON.stringify(error)}`);
    expect(told).toContain('line 2');
    expect(told).not.toMatch(/Katrijn|Aerts/);
  });

  test('at the end that has no end is told as a file that was cut off', async () => {
    const folders = exportOf({ [NAME]: `${one}\n${two}\n${three.slice(0, 200)}` });
    await expect(reading(folders)).rejects.toThrow(`The file ${NAME} is cut off: its last line, 3, is not whole.`);
  });

  test('is left out and counted with --skip-bad-lines', async () => {
    const folders = exportOf({ [NAME]: `${one}\nhello\n${two}\n{"id":"x"}\n${three.slice(0, 200)}` });
    await reading(folders, { skipBadLines: true });
    expect(await entriesIn(folders.work)).toEqual({ entries: 2, different: 2 });
    expect(await leftOutIn(folders.work)).toEqual([{ reason: 'bad-line', count: 3 }]);
  });

  test('stops a later run without --skip-bad-lines as well, and one with it goes on after one without', async () => {
    const folders = exportOf({ [NAME]: `${one}\nhello\n${two}\n` });
    for (let time = 0; time < 2; time++) {
      await expect(reading(folders)).rejects.toThrow('broken in line 2');
      await reading(folders, { skipBadLines: true });
      expect(await entriesIn(folders.work)).toMatchObject({ entries: 2 });
    }
  });
});

describe('fine are', () => {
  const fine: readonly [what: string, content: string | Buffer][] = [
    ['no end of the last line', `${one}\n${two}`],
    ['mixed endings of lines', `${one}\r\n${two}\n`],
    ['endings of lines with CR alone', `${one}\r${two}\r`],
    ['blank lines', `\n\n  \n${one}\n\t\n\r\n${two}\n\n`],
    ['a byte order mark', `\ufeff${one}\n${two}\n`],
    ['a byte order mark in a gzip', gzipSync(`\ufeff${one}\n${two}\n`)],
    ['a gzip of several members', Buffer.concat([gzipSync(`${one}\n`), gzipSync(`${two}\n`)])],
    ['letters of more than one byte', `${entryLine('1', { language: 'ëµ漢🙂' })}\n${two}\n`],
    ['elements of another type than theirs', `${entryLine('1', { encounter: 'x', item: 5 })}\n${two}\n`],
  ];
  test.each(fine)('%s', async (_, content) => {
    const folders = exportOf({ [NAME]: content });
    await reading(folders);
    expect(await entriesIn(folders.work)).toEqual({ entries: 2, different: 2 });
    expect(await leftOutIn(folders.work)).toEqual([]);
  });

  test('every name of a file; a gzip by what it is; other files are passed over', async () => {
    const folders = exportOf({
      'QuestionnaireResponse.ndjson': `${entryLine('1')}\n`,
      'QuestionnaireResponse.1.ndjson': `${entryLine('2')}\n`,
      '2.QuestionnaireResponse.ndjson.gz': gzipSync(`${entryLine('3')}\n`),
      '7f3a': `${entryLine('4')}\n`,
      '8c.gz': gzipSync(`${entryLine('5')}\n`),
      'not-zipped.ndjson.gz': `${entryLine('6')}\n`,
      'Patient.ndjson': `${entryLine('7')}\n`,
      'empty.ndjson.gz': '',
      "it's [a] *?{b,c}.ndjson": `${entryLine('8')}\n`,
      'manifest.json': '{"output":[]}',
      '.hidden.ndjson': `${entryLine('9')}\n`,
    });
    await reading(folders);
    expect(await entriesIn(folders.work)).toEqual({ entries: 8, different: 8 });
  });
});

test('types are read from the lines, others are left out and counted, as are other questionnaires', async () => {
  const lines = [
    one,
    '{"resourceType":"Observation","id":"o"}',
    '{"resourceType":"Patient","id":"p","birthDate":"1990-01-01"}',
    '{"resourceType":"OperationOutcome"}',
    '{"resourceType":"RelatedPerson","id":"r","patient":{"reference":"Patient/p"}}',
    '{"resourceType":"Encounter","id":"e","status":"finished"}',
    entryLine('other', { questionnaire: 'https://example.org/Questionnaire/intake' }),
    entryLine('none', { questionnaire: undefined }),
  ];
  const folders = exportOf({ 'QuestionnaireResponse.ndjson': `${lines.join('\n')}\n` });
  await reading(folders);
  const counts = ['entries', 'clients', 'persons', 'encounters'].map(
    (name) => `(SELECT count(*) FROM ${name}) AS ${name}`,
  );
  expect(await askStore(folders.work, `SELECT ${counts.join(', ')}`)).toEqual({
    entries: 1,
    clients: 1,
    persons: 1,
    encounters: 1,
  });
  expect(await leftOutIn(folders.work)).toEqual([
    { reason: 'other-type', count: 2 },
    { reason: 'other-questionnaire', count: 2 },
  ]);
});

describe('a gzip', () => {
  const whole = gzipSync(entryLines(2000));
  const spoilt = Buffer.from(whole);
  spoilt[spoilt.length >> 1] = 0xff ^ (spoilt[spoilt.length >> 1] ?? 0);
  const checksum = Buffer.from(whole);
  checksum[checksum.length - 6] = 0xff ^ (checksum[checksum.length - 6] ?? 0);
  test.each([
    ['that is cut off', whole.subarray(0, -500)],
    ['that misses its last bytes', whole.subarray(0, -4)],
    ['that is spoilt in the middle', spoilt],
    ['of another checksum', checksum],
  ])('%s stops the run, bad lines skipped or not', async (_, content) => {
    for (const skipBadLines of [false, true]) {
      const folders = exportOf({ 'QuestionnaireResponse.ndjson.gz': content });
      await expect(reading(folders, { skipBadLines })).rejects.toThrow(
        'The file QuestionnaireResponse.ndjson.gz is a gzip that is broken or cut off.',
      );
      await expect(openStore(folders.work)).rejects.toThrow('does not hold a whole export');
    }
  });
});

describe('nothing to read', () => {
  test('no such folder, or no file of an export in it, stops the run', async () => {
    const folders = exportOf({ 'readme.txt': 'x' });
    await expect(reading(folders)).rejects.toThrow('holds no file of a Bulk Data export');
    await expect(reading({ ...folders, from: `${folders.from}/none` })).rejects.toThrow('is not there');
  });

  test('files without a line make an empty store with all its tables', async () => {
    const folders = exportOf({
      'QuestionnaireResponse.ndjson': '',
      'Patient.ndjson.gz': gzipSync(''),
      'Encounter.ndjson': '\n\n',
    });
    await reading(folders);
    const all = ['entries', 'answers', 'children', 'encounters', 'clients', 'persons'].map(
      (name) => `SELECT key_of FROM (SELECT count(*) AS key_of FROM ${name})`,
    );
    expect(await askStore(folders.work, `SELECT sum(key_of) AS rows FROM (${all.join(' UNION ALL ')})`)).toEqual({
      rows: 0,
    });
  });
});
