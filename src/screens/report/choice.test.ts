import { expect, test } from 'vitest';
import { planOfExample } from '../../mapping/report/report-for-tests';
import { firstChoice, offeredStatements } from './choice';

const plan = planOfExample('s7-alarming-not-willing');
const all = { ...firstChoice(plan, []), parts: new Set([1, 2, 3, 4, 5, 6] as const) };

test('what a child said is not offered where the child is not chosen: ticking it would do nothing', () => {
  const kinds = (children: ReadonlySet<string>) =>
    offeredStatements(plan, { ...all, children }).map(({ kind }) => kind);
  expect(kinds(all.children)).toContain('child-words');
  expect(kinds(new Set())).not.toContain('child-words');
});
