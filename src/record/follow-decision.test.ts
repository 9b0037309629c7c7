import { expect, test } from 'vitest';
import { answered, DEFAULT_LABELS, decided, entry, reading } from '../../test/differential/fixtures';
import { fromResponse } from '../mapping/response';
import type { Entry } from '../plan/entry';
import { foldPlan } from '../plan/fold';
import { answersOf, startContact, withAnswers } from './contact';
import { followingDecision } from './follow-decision';
import { intend } from './intend';
import { loaded } from './loaded';
import { withUuids } from './own-uuids';
import type { RecordSnapshot } from './snapshot';
import { snapshotOf } from './snapshot-for-tests';

const whole = reading();
const stateOf = (entries: readonly Entry[]) => foldPlan(entries, [], whole).decision;
const withEntries = (entries: readonly Entry[]): RecordSnapshot => ({
  ...snapshotOf([]),
  entries: loaded({ resources: [], entries, notOurs: 0, gaps: [] }),
});

/** What a team decision becomes in the record when it is taken over these entries. */
function saved(before: readonly Entry[], id: string, alarming: string, willing?: string): Entry {
  const snapshot = withEntries(before);
  const started = startContact(snapshot, { patient: 'a', today: '2026-11-25' });
  const draft = withUuids(
    withAnswers(started, 4, { ...answersOf(started, 4), ...decided(alarming, willing) }),
    () => id,
  );
  const yes = 'yes' as const;
  const { writes } = intend({
    draft,
    answers: { 4: answersOf(draft, 4) },
    snapshot,
    context: { patient: 'a' },
    labels: DEFAULT_LABELS,
    permissions: {
      entry: { 1: yes, 2: yes, 3: yes, 4: yes, 5: yes, 6: yes },
      createChild: yes,
      mergeChild: yes,
      provenance: yes,
    },
    documents: { instead: false, notes: false, portalWithholds: false },
    label: () => undefined,
    authored: '2026-11-25T10:00:00Z',
  });
  const write = writes.find(({ kind }) => kind === 'create-entry');
  const made = write?.kind === 'create-entry' ? fromResponse(write.resource) : undefined;
  if (!made) throw new Error('No entry was made');
  return made;
}

test('a second decision, taken by someone who saw the first, follows it: the situation can de-escalate', () => {
  const first = saved([], 'first', 'yes', 'no');
  const second = saved([first], 'second', 'no');
  expect(stateOf([first, second])).toMatchObject({ kind: 'one', decision: { entry: 'second', follows: ['first'] } });
});

test('two decisions from the same moment contradict; one that saw both settles it', () => {
  const first = saved([], 'first', 'yes', 'yes');
  const [mine, theirs] = [saved([first], 'mine', 'no'), saved([first], 'theirs', 'yes', 'no')];
  expect(stateOf([first, mine, theirs])).toMatchObject({ kind: 'contradicting', decision: { entry: 'theirs' } });
  const third = saved([first, mine, theirs], 'third', 'yes', 'yes');
  expect(stateOf([first, mine, theirs, third])).toMatchObject({ kind: 'one', decision: { entry: 'third' } });
});

test('an entry without a decision follows none, and none follows itself', () => {
  const before = stateOf([entry('a', 4, '2026-11-01', decided('yes'))]);
  const noDecision = answered({ 's4.risico': 'x' });
  expect(followingDecision(noDecision, before, 'b')).toBe(noDecision);
  expect(JSON.stringify(followingDecision(decided('no'), before, 'a'))).not.toContain('volgtOp');
});

test('one that is saved again, and that the record has by now, still follows what it followed', () => {
  const first = entry('a', 4, '2026-11-01', decided('no'));
  const stored = entry('b', 4, '2026-11-20', decided('yes', 'no', 'a'));
  expect(followingDecision(decided('yes', 'no'), stateOf([first, stored]), 'b')).toEqual(decided('yes', 'no', 'a'));
});
