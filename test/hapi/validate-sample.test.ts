import type { OperationOutcome } from 'fhir/r4';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { check } from '../../src/form/check';
import { STEPS } from '../../src/plan/entry';
import { fhirServer } from '../../src/release/fhir-server';
import { publish } from '../../src/release/publish';
import { isR4, readResources } from '../../src/release/resources';
import { cases, responseOf } from '../differential/cases';
import { FIELDS, INDEXES, RESOURCES } from '../differential/questionnaires';
import { report } from '../differential/seed';
import { hapiMissing, startHapi } from './start-hapi';

const missing = hapiMissing();
if (missing) console.log(`HAPI $validate: skipped. ${missing}`);

/** 50 responses over the six steps, half of them broken. */
const sampled = STEPS.flatMap((step) => cases(step, step < 3 ? 10 : step < 6 ? 8 : 6));

describe.skipIf(missing)("a running server's $validate", () => {
  let hapi: Awaited<ReturnType<typeof startHapi>>;
  beforeAll(async () => {
    hapi = await startHapi();
    const outcomes = await publish(fhirServer(hapi.base), readResources(RESOURCES).resources.filter(isR4));
    expect(outcomes.filter(({ result }) => result !== 'created')).toEqual([]);
  }, 300_000);
  afterAll(() => hapi?.stop());

  test('agrees with the app on a sample of 50', async () => {
    expect(sampled).toHaveLength(50);
    for (const { step, answers, fault } of sampled) {
      const answer = await fetch(`${hapi.base}/QuestionnaireResponse/$validate`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/fhir+json' },
        body: JSON.stringify(responseOf(step, answers)),
      });
      const { issue } = (await answer.json()) as OperationOutcome;
      const errors = issue.filter(({ severity }) => severity === 'error' || severity === 'fatal');
      const own = check(FIELDS[step], answers, INDEXES[step]);
      expect(errors.length === 0, JSON.stringify({ step, fault, own, errors, answers })).toBe(own.length === 0);
    }
    const broken = sampled.filter(({ fault }) => fault).length;
    report(`HAPI $validate: ${sampled.length} of ${sampled.length} judged alike, ${broken} of them broken`);
  }, 240_000);
});
