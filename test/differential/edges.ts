import type { Answers } from '../../src/fhir/answers';
import type { Step } from '../../src/plan/entry';
import { answered, coding, group } from './fixtures';

/** A response at the edge of what is valid, with both judgements. `reason`: why the app and the engine differ, and may. */
export interface Edge {
  readonly name: string;
  readonly step: Step;
  readonly answers: Answers;
  readonly app: boolean;
  readonly engine: boolean;
  readonly reason?: string;
}

const date = (step: Step): Answers => ({ [`s${step}.contactDate`]: ['2026-11-24'] });
const second = (given: Parameters<typeof answered>[0]) => ({
  step: 2 as const,
  answers: { ...date(2), ...answered(given) },
});
const consulted = (who: Parameters<typeof answered>[0][string]) => second({ 's2.overleg': true, 's2.overlegMet': who });
const coloured = (system: string) => ({
  step: 4 as const,
  answers: { ...date(4), ...answered({ 's4.setting': coding('emergency'), 's4.kleur': { system, code: 'red' } }) },
});
const counted = (count: number) => ({
  step: 1 as const,
  answers: { ...date(1), ...answered({ 's1.uitkomst': coding('declined'), 's1.aantal': count }) },
});
const help = (wie: Parameters<typeof answered>[0][string]) => ({
  step: 5 as const,
  answers: { ...date(5), 's5.hulpKind': group(answered({ 's5.hulpKind.wie': wie })) },
});

const both = { app: true, engine: true };
const neither = { app: false, engine: false };
const NO_COLOURS = 'the colours are those of the site; as long as its code system holds none, an engine accepts none';

/** By hand, where chance does not come. Where app and engine differ, the table says so; a test holds it to exactly that. */
export const EDGES: readonly Edge[] = [
  { name: 'blank', ...second({ 's2.openReden': ' ' }), ...both },
  { name: 'spaces-around', ...second({ 's2.openReden': ' x ' }), ...both },
  { name: 'line-end-in-a-string', ...second({ 's2.openReden': 'x\ny' }), ...both },
  { name: 'emoji', ...second({ 's2.openReden': '👧🏽' }), ...both },
  { name: 'open-choice-free-text', ...consulted('a neighbour'), ...both },
  { name: 'open-choice-other-list', ...consulted(coding('yes')), ...neither },
  { name: 'open-choice-foreign-code', ...consulted({ system: 'https://example.org/c', code: 'x' }), ...neither },
  { name: 'open-choice-display-only', ...consulted({ display: 'x' }), ...neither },
  { name: 'other-display', ...second({ 's2.acuut': { ...coding('yes'), display: 'yes' } }), ...both },
  { name: 'code-without-system', ...second({ 's2.acuut': { code: 'yes' } }), ...neither },
  {
    name: 'one-choice-twice',
    step: 3,
    answers: { ...date(3), 's3.vormen': [coding('asked-again'), coding('asked-again')] },
    ...both,
  },
  { name: 'year-0000', step: 5, answers: { ...date(5), 's5.volgende': ['0000'] }, ...neither },
  { name: '29-february', step: 5, answers: { ...date(5), 's5.volgende': ['2027-02-29'] }, ...neither },
  { name: 'negative-count', ...counted(-1), ...both },
  { name: 'count-of-33-bits', ...counted(3_000_000_000), ...neither },
  {
    name: 'reference-by-identifier',
    ...help({ identifier: { system: 'https://w3id.org/kindreflex/id', value: 'u' } }),
    ...both,
  },
  {
    name: 'colour-own',
    ...coloured('https://w3id.org/kindreflex/CodeSystem/kindreflex-colour'),
    app: true,
    engine: false,
    reason: NO_COLOURS,
  },
  { name: 'colour-foreign', ...coloured('https://example.org/c'), app: true, engine: false, reason: NO_COLOURS },
  {
    name: 'no-reference',
    ...help({ reference: 'not a reference' }),
    app: true,
    engine: false,
    reason: 'the app makes references itself from ids of the host, nobody types one',
  },
];
