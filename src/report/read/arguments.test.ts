import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { readArguments } from './arguments';

const asked = (...args: string[]) => readArguments(args, '2026-11-25');

test('the least that is asked', () => {
  expect(asked('--from', 'in', '--out', 'out/')).toEqual({
    from: resolve('in'),
    out: resolve('out'),
    work: resolve('out.work'),
    asOf: '2026-11-25',
    decisionDays: 14,
    skipBadLines: false,
    forget: false,
  });
});

test('everything that may be asked', () => {
  const options = [
    '--work',
    'w',
    '--as-of',
    '2026-02-28',
    '--service',
    'Organization/12',
    '--decision-days',
    '21',
    '--title',
    'A b',
  ];
  const server = [
    '--from-server',
    'https://x.example/fhir',
    '--token-file',
    't',
    '--group',
    'g',
    '--wait',
    '30',
    '--keep-download',
    'k',
  ];
  expect(asked(...server, '--out', 'o', ...options, '--skip-bad-lines', '--forget')).toEqual({
    server: {
      base: 'https://x.example/fhir',
      tokenFile: resolve('t'),
      group: 'g',
      waitMinutes: 30,
      keepDownload: resolve('k'),
    },
    out: resolve('o'),
    work: resolve('w'),
    asOf: '2026-02-28',
    service: 'Organization/12',
    decisionDays: 21,
    title: 'A b',
    skipBadLines: true,
    forget: true,
  });
});

test('a service by its id or its address', () => {
  for (const text of ['12', 'Organization/12', 'https://x.example/fhir/Organization/12']) {
    expect(asked('--from', 'i', '--out', 'o', '--service', text).service).toBe('Organization/12');
  }
});

test('what an earlier run read, by its work folder alone', () => {
  expect(asked('--work', 'w', '--out', 'o').from).toBeUndefined();
});

test.each([
  [[], '--out'],
  [['--out', 'o'], '--from'],
  [['--from', 'i', '--from-server', 'https://x', '--out', 'o'], 'not both'],
  [['--from', 'i', '--out', 'o', '--token-file', 't'], 'belong to --from-server'],
  [['--from-server', 'ftp://x', '--out', 'o'], 'base of a FHIR server'],
  [['--from', 'i', '--out', 'o', '--frm', 'x'], 'There is no option --frm.'],
  [['--from', '--out', 'o'], 'The option --from is not given as it should be.'],
  [['--from', 'i', '--out', 'o', 'stray'], 'belongs to no option'],
  [['--from', 'i', '--out', 'i/'], 'the same one'],
  [['--from', 'i', '--out', 'o', '--work', 'i'], 'the same one'],
  [['--from', 'i', '--out', 'o', '--as-of', '2026-02-30'], '--as-of'],
  [['--from', 'i', '--out', 'o', '--as-of', 'today'], '--as-of'],
  [['--from', 'i', '--out', 'o', '--decision-days', '0'], '--decision-days'],
  [['--from', 'i', '--out', 'o', '--decision-days', '1.5'], '--decision-days'],
  [['--from-server', 'https://x', '--out', 'o', '--wait', '-1'], '--wait'],
  [['--from', 'i', '--out', 'o', '--wait', '5'], 'belong to --from-server'],
  [['--from', 'i', '--out', 'o', '--service', 'a b'], '--service'],
])('%j is refused', (args, told) => {
  expect(() => asked(...args)).toThrow(told);
});
