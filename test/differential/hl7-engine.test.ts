import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { check } from '../../src/form/check';
import { STEPS } from '../../src/plan/entry';
import { projectDefinitions } from '../validator/validate';
import { type ValidationMessage, validateFolder, validatorMissing } from '../validator/validate-folder';
import { type Case, cases, responseOf } from './cases';
import { FIELDS, INDEXES } from './questionnaires';
import { report } from './seed';

const missing = validatorMissing();
test.runIf(missing && process.env.CI === 'true')('the validation engine is there', () =>
  expect(missing).toBeUndefined(),
);
if (missing) console.log(`HL7 engine: skipped. ${missing}`);

/** Where the app and the HL7 engine judge differently, and why that stays. Every other difference fails. */
const DISAGREEMENTS: { app: 'valid' | 'invalid'; message: RegExp; reason: string }[] = [];

interface Judged extends Case {
  readonly name: string;
  readonly own: ReturnType<typeof check>;
  readonly errors: readonly ValidationMessage[];
}

describe.skipIf(missing)('1,000 and more responses, by the app and by the HL7 engine', () => {
  const root = mkdtempSync(join(tmpdir(), 'differential-'));
  let judged: Judged[] = [];

  beforeAll(async () => {
    const all = STEPS.flatMap((step) => cases(step, 180));
    const named = all.map((one, index) => ({
      ...one,
      name: `${String(index).padStart(4, '0')}-${one.fault ?? 'valid'}.json`,
    }));
    for (const { name, step, answers } of named)
      writeFileSync(join(root, name), JSON.stringify(responseOf(step, answers)));
    const { folders, sdc } = projectDefinitions();
    const messages = await validateFolder(root, folders);
    judged = named.map((one) => ({
      ...one,
      own: check(FIELDS[one.step], one.answers, INDEXES[one.step]),
      errors: (messages.get(one.name) ?? []).filter(({ severity }) => severity === 'error'),
    }));
    const broken = judged.filter(({ fault }) => fault).length;
    report(`HL7 engine: ${judged.length} responses (${broken} broken) in one JVM, with ${sdc}`);
  }, 600_000);
  afterAll(() => rmSync(root, { recursive: true }));

  test('what is valid by construction is valid for the app, and what is broken is not, with the fault that was planted', () => {
    for (const { fault, own, name } of judged)
      if (fault)
        expect(
          own.map(({ kind }) => kind),
          name,
        ).toContain(fault);
      else expect(own, name).toEqual([]);
  });

  test('both agree on each response, but for the classes that are listed', () => {
    const differing = judged.filter(({ own, errors }) => (own.length === 0) !== (errors.length === 0));
    const classed = differing.map(({ name, step, answers, own, errors }) => ({
      about: `${name}: ${JSON.stringify(own)} / ${errors.map(({ path, message }) => `${path}: ${message}`).join(' | ')} ${JSON.stringify(answers)} ${step}`,
      found: DISAGREEMENTS.findIndex(
        ({ app, message }) =>
          (app === 'valid') === (own.length === 0) &&
          (errors.length === 0 || errors.every((one) => message.test(one.message))),
      ),
    }));
    expect(
      classed
        .filter(({ found }) => found < 0)
        .map(({ about }) => about)
        .slice(0, 10),
    ).toEqual([]);
    const used = new Set(classed.map(({ found }) => found));
    expect(DISAGREEMENTS.filter((_, index) => !used.has(index)).map(({ reason }) => reason)).toEqual([]);
    report(`HL7 engine: ${judged.length - differing.length} of ${judged.length} judged alike`);
  });
});
