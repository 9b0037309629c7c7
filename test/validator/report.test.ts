import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { measureReports } from '../../src/report/output/measure-report';
import { figuresForTests } from '../../src/report/suppress/figures-for-tests';
import { suppress } from '../../src/report/suppress/suppress';
import { projectDefinitions } from './validate';
import { type ValidationMessage, validateFolder, validatorMissing } from './validate-folder';

/** A large service, one in which nearly everything is kept back, and one with nothing at all. */
const services = {
  large: figuresForTests({ months: 66, contacts: { emergency: 60, inpatient: 40, gp: 2 }, seed: 3 }),
  small: figuresForTests({ months: 4, contacts: { gp: 1 }, seed: 3 }),
  empty: figuresForTests({ months: 1, contacts: {}, seed: 3 }),
};
const reports = Object.entries(services).flatMap(([name, figures]) =>
  measureReports(suppress(figures), 'Dienst').map((report) => ({ name: `${name}-${report.id}`, report })),
);

describe.skipIf(validatorMissing())('the MeasureReports of a report', () => {
  const root = mkdtempSync(join(tmpdir(), 'measure-reports-'));
  let judged: Map<string, ValidationMessage[]>;

  beforeAll(async () => {
    for (const { name, report } of reports) writeFileSync(join(root, `${name}.json`), JSON.stringify(report));
    judged = await validateFolder(root, projectDefinitions().folders);
  }, 240_000);
  afterAll(() => rmSync(root, { recursive: true }));

  test('each is without errors, judged together with its Measure', () => {
    expect(reports).toHaveLength(24);
    expect(judged.size).toBe(reports.length);
    const found = [...judged].flatMap(([file, messages]) =>
      messages
        .filter(({ severity, message }) => severity === 'error' || /Measure .*(could not be|not found)/i.test(message))
        .map((message) => ({ file, ...message })),
    );
    expect(found).toEqual([]);
  });
});
