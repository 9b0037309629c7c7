import { expect, test } from 'vitest';
import { COUNTED, TIMED } from '../figures';
import { figuresForTests } from '../suppress/figures-for-tests';
import { suppress } from '../suppress/suppress';
import { measureReports } from './measure-report';

const published = suppress(figuresForTests({ months: 18, contacts: { emergency: 50, gp: 8 }, seed: 2 }));
const reports = measureReports(published, 'Onze dienst');
const reportOf = (id: string) => {
  const report = reports.find((one) => one.id === `kindreflex-${id}`);
  if (!report) throw new Error(id);
  return report;
};

test('one summary for each Measure, by its canonical with version', () => {
  expect(reports.map(({ measure }) => measure).sort()).toEqual(
    [...COUNTED, TIMED].map((id) => `https://w3id.org/kindreflex/Measure/kindreflex-${id}|0.1.0`).sort(),
  );
  for (const { status, type, subject, period, reporter } of reports)
    expect({ status, type, subject, period, reporter }).toEqual({
      status: 'complete',
      type: 'summary',
      subject: undefined,
      period: { start: '2025-06-01', end: '2026-11-24' },
      reporter: { display: 'Onze dienst' },
    });
});

test('counts stand with their score, strata by period, month and setting', () => {
  const [group] = reportOf('asked-rate').group ?? [];
  const share = published.shares['asked-rate'].cell('all', 'all');
  expect(group?.population?.map(({ count }) => count)).toEqual([share?.denominator, share?.numerator]);
  expect(group?.measureScore?.value).toBeCloseTo(Number(share?.numerator) / Number(share?.denominator), 4);
  expect(group?.stratifier?.map(({ code, stratum }) => [code?.[0]?.text, stratum?.length])).toEqual([
    ['period', 2],
    ['month', 18],
    ['setting', 2],
  ]);
});

test('what is kept back has no number, but the reason that it is masked', () => {
  const masked = {
    extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'masked' }],
  };
  const strata = reportOf('follow-through').group?.[0]?.stratifier?.[1]?.stratum ?? [];
  const hidden = strata.find(
    ({ value }) => typeof published.shares['follow-through'].cell(value?.text ?? '', 'all')?.numerator !== 'number',
  );
  expect(hidden?.population?.[1]).toEqual({ code: expect.anything(), _count: masked });
  expect(hidden?.measureScore).toEqual({ _value: masked });
});

test('a duration is a median in hours', () => {
  const [group] = reportOf(TIMED).group ?? [];
  const median = published.spreads.cell('all', 'all')?.quartiles?.median;
  expect(group?.measureScore).toEqual({ value: median, unit: 'h', system: 'http://unitsofmeasure.org', code: 'h' });
});
