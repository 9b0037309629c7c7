import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { check } from '../../src/form/check';
import { STEPS } from '../../src/plan/entry';
import { projectDefinitions } from '../validator/validate';
import { type ValidationMessage, validateFolder, validatorMissing } from '../validator/validate-folder';
import { cases, responseOf } from './cases';
import { EDGES } from './edges';
import { FIELDS, INDEXES } from './questionnaires';
import { report } from './seed';

const missing = validatorMissing();
if (missing) console.log(`HL7 engine: skipped. ${missing}`);

const generated = STEPS.flatMap((step) => cases(step, 180)).map((one, index) => ({
  ...one,
  file: `${String(index).padStart(4, '0')}-${one.fault ?? 'valid'}.json`,
}));
const edges = EDGES.map((edge) => ({ ...edge, file: `edge-${edge.name}.json` }));

describe.skipIf(missing)('1,000 and more responses, by the app and by the HL7 engine', () => {
  const root = mkdtempSync(join(tmpdir(), 'differential-'));
  let messages: Map<string, ValidationMessage[]>;
  const errorsOf = (file: string) => messages.get(file)?.filter(({ severity }) => severity === 'error');
  const own = ({ step, answers }: Pick<(typeof generated)[number], 'step' | 'answers'>) =>
    check(FIELDS[step], answers, INDEXES[step]);

  beforeAll(async () => {
    for (const { file, step, answers } of [...generated, ...edges])
      writeFileSync(join(root, file), JSON.stringify(responseOf(step, answers)));
    const { folders, sdc } = projectDefinitions();
    messages = await validateFolder(root, folders);
    report(`HL7 engine: ${messages.size} responses in one JVM, with ${sdc}`);
  }, 600_000);
  afterAll(() => rmSync(root, { recursive: true }));

  test('the app finds no fault in what is valid by construction, and the planted fault in what is broken', () => {
    for (const one of generated) {
      const found = own(one).map(({ kind }) => kind);
      if (one.fault) expect(found, one.file).toContain(one.fault);
      else expect(found, one.file).toEqual([]);
    }
  });

  test('the engine agrees on every generated response', () => {
    const differing = generated.filter((one) => (own(one).length === 0) !== (errorsOf(one.file)?.length === 0));
    const told = differing.map((one) => ({ ...one, own: own(one), errors: errorsOf(one.file) }));
    expect(told.slice(0, 5)).toEqual([]);
    const broken = generated.filter(({ fault }) => fault).length;
    report(
      `HL7 engine: ${generated.length} of ${generated.length} generated responses judged alike, ${broken} of them broken`,
    );
  });

  test.each(edges)('$name: app $app, engine $engine', ({ file, app, engine, reason, ...one }) => {
    expect({ app: own(one).length === 0, engine: errorsOf(file)?.length === 0 }).toEqual({ app, engine });
    expect(reason !== undefined, 'a difference has a reason, and only a difference').toBe(app !== engine);
  });
});
