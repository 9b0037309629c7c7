import fc from 'fast-check';
import { expect, test } from 'vitest';
import { answersOf } from '../../test/differential/arbitraries';
import { answered, coding, group } from '../../test/differential/fixtures';
import { FIELDS, INDEXES } from '../../test/differential/questionnaires';
import type { Answers } from '../fhir/answers';
import { STEPS } from '../plan/entry';
import { check } from './check';
import { prune } from './enabled';

const fourth = (answers: Parameters<typeof prune>[1]) =>
  prune(FIELDS[4], { 's4.contactDate': ['2026-11-24'], ...answers });

test('a condition looks in its own instance: the second key figure does not see the relation of the first', () => {
  const figures = [
    { 's4.sleutel.relatie': [coding('grandparent')], 's4.sleutel.inhoud': ['said by grandmother'] },
    { 's4.sleutel.op': ['2026-11-20'], 's4.sleutel.inhoud': ['said by nobody'] },
    { 's4.sleutel.relatie': [coding('child')], 's4.sleutel.inhoud': ["a child's words"] },
  ];
  const [first, second, third] = figures;
  expect(fourth({ 's4.sleutel': group(...figures) })['s4.sleutel']).toEqual([
    { key: '0', items: first },
    { key: '1', items: { 's4.sleutel.op': second?.['s4.sleutel.op'] } },
    { key: '2', items: { 's4.sleutel.relatie': third?.['s4.sleutel.relatie'] } },
  ]);
  expect(check(FIELDS[4], { 's4.contactDate': ['2026-11-24'], 's4.sleutel': group(...figures) })).toEqual([
    { linkId: 's4.sleutel.inhoud', kind: 'disabled' },
    { linkId: 's4.sleutel.inhoud', kind: 'disabled' },
  ]);
});

test('a condition deeper in looks at the questions around it, and one outside looks into the group', () => {
  const words = (inner: Parameters<typeof answered>[0]) =>
    fourth({
      's4.sleutel': group({
        's4.sleutel.relatie': [coding('child')],
        's4.sleutel.kind': group(answered({ 's4.sleutel.woorden': 'words', ...inner })),
      }),
    });
  const text = (answers: object) => JSON.stringify(answers);
  expect(text(words({}))).not.toContain('words');
  expect(text(words({ 's4.sleutel.toestemming': coding('given') }))).toContain('words');
  expect(text(words({ 's4.sleutel.toestemming': coding('refused') }))).not.toContain('words');
  expect(text(words({ 's4.sleutel.toestemming': coding('refused'), 's4.sleutel.nodig': 'danger' }))).toContain('words');
  // Also under 12, a refusal closes it.
  const young = { 's4.sleutel.vanaf12': false, 's4.sleutel.toestemming': coding('refused') };
  expect(text(words(young))).not.toContain('words');
  expect(fourth({ 's4.volgordeReden': ['danger'] })).not.toHaveProperty(['s4.volgordeReden']);
  expect(
    fourth({ 's4.volgordeReden': ['danger'], 's4.benoemd': group({ 's4.benoemd.op': ['2026-11-20'] }) }),
  ).toHaveProperty(['s4.volgordeReden']);
});

test('answers go until nothing changes: one answer taken back closes a chain', () => {
  const given: Answers = {
    ...answered({
      's1.contactDate': '2026-11-24',
      's1.uitkomst': coding('held'),
      's1.zorgtVoor': coding('yes'),
      's1.aantal': 2,
      's1.aantalReden': coding('will-follow'),
    }),
    's1.kind': group({ 's1.kind.permanent': [coding('no')], 's1.kind.verblijf': [coding('shared')] }),
  };
  expect(prune(FIELDS[1], given)).toEqual(given);
  const { 's1.uitkomst': _, ...without } = given;
  expect(prune(FIELDS[1], without)).toEqual({ 's1.contactDate': ['2026-11-24'] });
});

test('a child with an id is no new child, and a new one has no identity of its own there', () => {
  const both = {
    's1.kind.id': ['9'],
    's1.kind.voornaam': ['Noor'],
    's1.kind.nieuw': group({ 's1.kind.nieuw.voornaam': ['Noor'] }),
  };
  const { 's1.kind.id': _, ...unlinked } = both;
  const kind = (child: object) =>
    prune(FIELDS[1], {
      ...answered({ 's1.uitkomst': coding('held'), 's1.zorgtVoor': coding('yes') }),
      's1.kind': [{ key: 'k', items: child as never }],
    })['s1.kind'];
  expect(kind(both)).toEqual([{ key: 'k', items: { 's1.kind.id': ['9'], 's1.kind.voornaam': ['Noor'] } }]);
  expect(kind(unlinked)).toEqual([{ key: 'k', items: { 's1.kind.nieuw': both['s1.kind.nieuw'] } }]);
});

test('whatever was answered, pruning once is enough and leaves nothing that a check refuses', () => {
  for (const step of STEPS)
    fc.assert(
      fc.property(answersOf(FIELDS[step]), (answers) => {
        const pruned = prune(FIELDS[step], answers, INDEXES[step]);
        expect(prune(FIELDS[step], pruned, INDEXES[step])).toEqual(pruned);
        expect(check(FIELDS[step], pruned, INDEXES[step])).toEqual([]);
      }),
      { numRuns: 100 },
    );
});
