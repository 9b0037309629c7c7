import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bundle, FhirResource, Measure, QuestionnaireResponse } from 'fhir/r4';
import fhirpath from 'fhirpath';
import r4 from 'fhirpath/fhir-context/r4';
import { expect, test } from 'vitest';
import { figuresOf } from '../engine';
import { COUNTED, TIMED } from '../figures';
import { keptSql } from '../views/kept';
import { withViews } from '../views/run-view-for-tests';
import { VIEWS } from '../views/views';

const folder = join(import.meta.dirname, '../../../fhir-resources');
const read = <T>(file: string): T => JSON.parse(readFileSync(join(folder, file), 'utf8'));
const measure = (id: string) => read<Measure>(`Measure/kindreflex-${id}.json`);
const examples = readdirSync(join(folder, 'examples')).flatMap((file) =>
  (read<Bundle<FhirResource>>(`examples/${file}`).entry ?? []).flatMap(({ resource }) => (resource ? [resource] : [])),
);
const isResponse = (resource: FhirResource): resource is QuestionnaireResponse =>
  resource.resourceType === 'QuestionnaireResponse';

test('there is one Measure per indicator', () => {
  const ids = [...COUNTED, TIMED].map((id) => `kindreflex-${id}.json`);
  expect(readdirSync(join(folder, 'Measure')).sort()).toEqual(ids.sort());
});

test.each([...COUNTED, TIMED])('Measure/kindreflex-%s speaks Dutch, French and English', (id) => {
  const { title, _title, description, _description, group = [] } = measure(id);
  const languages = (element: Measure['_title']) =>
    element?.extension?.map(({ extension }) => extension?.find(({ url }) => url === 'lang')?.valueCode);
  for (const [text, translations] of [
    [title, _title],
    [description, _description],
    ...group.flatMap(({ population = [] }) => population.map((one) => [one.description, one._description] as const)),
  ] as const) {
    expect(text).toBeTruthy();
    expect(languages(translations)).toEqual(['fr', 'en']);
  }
});

test.each(['reasons-present', 'decision-in-time', 'follow-through', 'advice-use'])(
  'Measure/kindreflex-%s, which counts concerns, says that it is no prevalence of abuse',
  (id) => {
    const { description, _description } = measure(id);
    expect(description).toContain('zegt niet hoe vaak kindermishandeling voorkomt');
    expect(JSON.stringify(_description)).toContain('n’indique pas la fréquence de la maltraitance');
    expect(JSON.stringify(_description)).toContain('does not say how often child abuse occurs');
  },
);

test('the FHIRPath of reasons-present finds in single entries what the SQL counts', async () => {
  const responses = examples.filter(isResponse);
  const noReason: QuestionnaireResponse = {
    resourceType: 'QuestionnaireResponse',
    id: 'no-reason',
    questionnaire: 'https://w3id.org/kindreflex/Questionnaire/kindreflex-2-safety|0.1.0',
    status: 'completed',
    subject: { reference: 'Patient/1' },
    authored: '2026-11-24T12:00:00+01:00',
    item: [{ linkId: 's2.nietPluis', answer: [{ valueCoding: { code: 'yes' } }] }],
  };
  const all = [...responses, noReason, { ...noReason, id: 'error', status: 'entered-in-error' as const }];
  const [denominator, numerator] = (measure('reasons-present').group?.[0]?.population ?? []).map(({ criteria }) => {
    expect(criteria.language).toBe('text/fhirpath');
    return (resource: QuestionnaireResponse) =>
      fhirpath.evaluate(resource, criteria.expression ?? '', {}, r4, { async: false })[0] === true;
  });
  const counted = all.filter((resource) => denominator?.(resource));
  const found = [counted.filter((resource) => numerator?.(resource)).length, counted.length];

  const { counts } = await withViews(all, async (connection) => {
    await connection.run("SET TimeZone = 'Europe/Brussels'");
    for (const { name } of VIEWS) await connection.run(`CREATE OR REPLACE TABLE ${name} AS ${keptSql(name, name)}`);
    return figuresOf(connection, { asOf: '2026-12-31', decisionDays: 14 });
  });
  const cells = counts.filter((cell) => cell.measure === 'reasons-present');
  const sum = (of: 'numerator' | 'denominator') => cells.reduce((total, cell) => total + cell[of], 0);
  expect(found).toEqual([sum('numerator'), sum('denominator')]);
  expect(found).toEqual([4, 5]);
});
