import { expect, test } from 'vitest';
import { differences } from './differences';
import { contract } from './fhir-contract';
import type { Server } from './wire';

/** Declares one test per case of the contract; `instead` holds what differs from that server's own row in the table. */
export function runContract(
  which: 'embedded' | 'hapi',
  server: () => Server,
  instead: Readonly<Record<string, unknown>> = {},
): void {
  for (const { name, expected, run } of contract) {
    const wanted = name in instead ? instead[name] : name in differences ? differences[name]?.[which] : expected;
    test(name, async () => {
      expect(await run(server())).toEqual(wanted);
    });
  }
}

/** The differences as a table for people. */
export function differencesTable(): string {
  const cell = (value: unknown) => `\`${JSON.stringify(value).replaceAll('|', '\\|')}\``;
  const rows = Object.entries(differences).map(
    ([name, { embedded, hapi, why }]) => `| ${name} | ${cell(embedded)} | ${cell(hapi)} | ${why} |`,
  );
  return ['| case | embedded | HAPI 8.8.0 | why |', '| --- | --- | --- | --- |', ...rows].join('\n');
}
