import type { MeasureReport, MeasureReportGroup, MeasureReportGroupStratifierStratum, Quantity } from 'fhir/r4';
import { CANONICAL, QUESTIONNAIRE_VERSION } from '../../mapping/canonical';
import { COUNTED, type MeasureId, TIMED } from '../figures';
import type { When, Where } from '../suppress/grid';
import type { Published, Share, Spread } from '../suppress/published';
import type { Shown } from '../suppress/shown';

const POPULATIONS = 'http://terminology.hl7.org/CodeSystem/measure-population';
const UNITS = 'http://unitsofmeasure.org';
/** Says why a count is not there: it is kept back on purpose. */
const MASKED = {
  extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'masked' as const }],
};

type Populations = Pick<MeasureReportGroupStratifierStratum, 'population' | 'measureScore'>;

const populationOf = (code: string, shown: Shown): NonNullable<MeasureReportGroup['population']>[number] => ({
  code: { coding: [{ system: POPULATIONS, code }] },
  ...(typeof shown === 'number' ? { count: shown } : { _count: MASKED }),
});

/** A score that is kept back still stands there, as the engine wants one wherever a Measure has a scoring. */
const score = (value: number | undefined): Quantity => (value === undefined ? { _value: MASKED } : { value });

const HOURS: Quantity = { unit: 'h', system: UNITS, code: 'h' };

function ofShare({ numerator, denominator }: Share): Populations {
  const isShown = typeof numerator === 'number' && typeof denominator === 'number';
  return {
    population: [populationOf('denominator', denominator), populationOf('numerator', numerator)],
    measureScore: score(isShown ? Math.round((numerator / denominator) * 10000) / 10000 : undefined),
  };
}

const ofSpread = ({ count, quartiles }: Spread): Populations => ({
  population: [populationOf('measure-population', count)],
  measureScore: { ...score(quartiles?.median), ...HOURS },
});

/**
 * One summary MeasureReport (R4) for each Measure: the whole time, and strata by part of the time, by month and by setting. What
 * is kept back has the data-absent-reason `masked`. A proportion is a number from 0 to 1 without a unit, a duration is in hours.
 */
export function measureReports(published: Published, title?: string): MeasureReport[] {
  return ([TIMED, ...COUNTED] as const).map((id) => reportOf(published, id, title));
}

function reportOf(published: Published, id: MeasureId, title: string | undefined): MeasureReport {
  const { rows, asOf } = published;
  const table = id === TIMED ? published.spreads : published.shares[id];
  const at = (when: When, where: Where): Populations | undefined => {
    if (id === TIMED) {
      const spread = published.spreads.cell(when, where);
      return spread && ofSpread(spread);
    }
    const share = published.shares[id].cell(when, where);
    return share && ofShare(share);
  };
  const stratum = (text: string, found: Populations | undefined): MeasureReportGroupStratifierStratum[] =>
    found ? [{ value: { text }, ...found }] : [];
  const whole = at('all', 'all');
  return {
    resourceType: 'MeasureReport',
    id: `kindreflex-${id}`,
    status: 'complete',
    type: 'summary',
    measure: `${CANONICAL}/Measure/kindreflex-${id}|${QUESTIONNAIRE_VERSION}`,
    date: asOf,
    ...(title ? { reporter: { display: title } } : {}),
    period: { start: startOf(published), end: asOf },
    group: [
      {
        ...whole,
        stratifier: [
          { code: [{ text: 'period' }], stratum: rows.parts.flatMap((part) => stratum(part, at(part, 'all'))) },
          { code: [{ text: 'month' }], stratum: rows.leaves.flatMap((leaf) => stratum(leaf.id, at(leaf.id, 'all'))) },
          { code: [{ text: 'setting' }], stratum: table.settings.flatMap((one) => stratum(one, at('all', one))) },
        ],
      },
    ],
  };
}

/** The first month that is listed; what is older has no known start. */
const startOf = ({ rows, asOf }: Published): string =>
  `${rows.leaves.find(({ id }) => !id.startsWith('before-'))?.id ?? asOf.slice(0, 7)}-01`;
