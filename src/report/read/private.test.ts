import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { bytesUnder, entriesIn, entryLine, exportOf, filesUnder, reading } from './export-for-tests';
import { openStore } from './store';

const MARK = 'mArKeD';
const marked = (what: string) => `${MARK}${what}`;
const answered = (linkId: string, value: object, item?: object[]) => ({
  linkId,
  text: marked('text'),
  answer: [{ ...value }],
  ...(item ? { item } : {}),
});

const entry = entryLine(marked('id'), {
  identifier: { system: 'https://w3id.org/kindreflex/id', value: marked('own') },
  subject: { reference: `Patient/${marked('p')}`, display: marked('display') },
  encounter: { reference: `Encounter/${marked('e')}`, display: marked('display') },
  author: { reference: `Practitioner/${marked('author')}`, display: marked('author') },
  source: { reference: `Practitioner/${marked('source')}` },
  text: { status: 'generated', div: `<div xmlns="http://www.w3.org/1999/xhtml">${marked('div')}</div>` },
  extension: [
    {
      url: 'https://w3id.org/kindreflex/StructureDefinition/corrects',
      extension: [
        { url: 'entry', valueIdentifier: { system: 'x', value: marked('corrected') } },
        { url: 'kind', valueCode: 'replaces' },
        { url: 'reason', valueString: marked('reason') },
      ],
    },
  ],
  item: [
    answered('s1.opmerking', { valueString: marked('remark') }, [answered('s1.x', { valueString: marked('deep') })]),
    answered('s1.uitkomst', { valueCoding: { code: 'held', display: marked('display'), system: marked('system') } }),
    answered('s1.bijlage', { valueAttachment: { title: marked('title'), data: marked('data') } }),
    {
      linkId: 's1.kind',
      item: [
        answered('s1.kind.refpersoon', {
          valueReference: {
            reference: `RelatedPerson/${marked('r')}`,
            display: marked('display'),
            identifier: { value: marked('own') },
          },
        }),
        {
          linkId: 's1.kind.nieuw',
          item: [
            answered('s1.kind.nieuw.uuid', { valueString: marked('uuid') }),
            answered('s1.kind.nieuw.voornaam', { valueString: marked('given') }),
          ],
        },
        answered('s1.kind.naam', { valueString: marked('family') }),
        answered('s1.kind.id', { valueString: marked('child') }),
      ],
    },
  ],
});
const others = [
  {
    resourceType: 'Patient',
    id: marked('p'),
    birthDate: '1990-01-01',
    name: [{ family: marked('family'), given: [marked('given')] }],
    identifier: [{ system: 'x', value: marked('number') }],
    address: [{ text: marked('address') }],
  },
  {
    resourceType: 'RelatedPerson',
    id: marked('r'),
    identifier: [{ system: 'https://w3id.org/kindreflex/id', value: marked('own') }],
    patient: { reference: `Patient/${marked('p')}` },
    name: [{ text: marked('name') }],
    birthDate: '2016-01-01',
  },
  {
    resourceType: 'Encounter',
    id: marked('e'),
    status: 'finished',
    class: { code: 'EMER', display: marked('display') },
    subject: { reference: `Patient/${marked('p')}` },
    serviceProvider: { reference: `Organization/${marked('o')}`, display: marked('display') },
    period: { start: '2026-03-01T10:00:00+01:00' },
    reasonCode: [{ text: marked('reason') }],
  },
  { resourceType: 'Observation', id: marked('other'), note: [{ text: marked('note') }] },
].map((resource) => JSON.stringify(resource));

const content = `\ufeff${[entry, ...others, `{"resourceType":"Patient","id":"${marked('broken')}`].join('\r\n')}`;

/** Parquet may be compressed: what DuckDB reads from each file is searched as well. */
async function everythingIn(work: string): Promise<string> {
  const store = await openStore(work);
  const tables = ['entries', 'answers', 'children', 'encounters', 'clients', 'persons'];
  const rows = await Promise.all(
    tables.map(async (name) => (await store.connection.runAndReadAll(`SELECT * FROM ${name}`)).getRowsJson()),
  );
  store.close();
  return JSON.stringify(rows);
}

test.each([1, 1_000_000])(
  'no identifier, name or text is in any byte of the work folder or in what is said, %i bytes at once',
  async (chunkBytes) => {
    const folders = exportOf({
      'all.ndjson': content,
      'zipped.ndjson.gz': gzipSync(content.replaceAll('"id":"mArKeD', '"id":"mArKeDz')),
    });
    const said = await reading(folders, { skipBadLines: true, chunkBytes });
    expect(said.join('\n')).not.toContain(MARK);
    expect(await entriesIn(folders.work)).toEqual({ entries: 2, different: 2 });
    const everything = await everythingIn(folders.work);
    expect(everything).toContain('held');
    expect(everything).toContain('2016-01-01');
    expect(everything).not.toContain(MARK);
    for (const name of filesUnder(folders.work)) {
      expect(name).not.toContain(MARK);
      expect(bytesUnder(folders.work, name).includes(MARK), name).toBe(false);
    }
  },
);
