import { expect, test } from 'vitest';
import { answered, coding, decided, group } from '../../test/differential/fixtures';
import { STEPS } from './entry';
import { type Current, gate } from './gates';

const first = (caring: string, expecting: string, others: string): Current => ({
  1: answered({
    's1.zorgtVoor': coding(caring),
    's1.verwacht': coding(expecting),
    's1.andereKinderen': coding(others),
  }),
});
const states = (current: Current) => STEPS.map((step) => gate(step, current).state);

test('steps 1 to 3 are open for every client as long as nothing is known; the others are not concluded to be closed', () => {
  expect(states({})).toEqual(['open', 'open', 'open', 'unknown', 'unknown', 'unknown']);
});

test('R4, scenario S1: three times no closes steps 2 to 6', () => {
  expect(states(first('no', 'no', 'no'))).toEqual(['open', 'closed', 'closed', 'closed', 'closed', 'closed']);
  expect(gate(4, first('no', 'no', 'no'))).toEqual({ state: 'closed', reason: 'all-no' });
});

test.each([
  ['yes', 'no', 'no'],
  ['no', 'yes', 'no'],
  ['no', 'no', 'yes'],
  ['unknown', 'no', 'no'],
  ['no', 'unknown', 'no'],
  ['no', 'no', 'unknown'],
])('caring %s, expecting %s, other children %s: steps 2 and 3 are open', (...answers) => {
  expect(states(first(...answers)).slice(1, 3)).toEqual(['open', 'open']);
});

test('a no that is missing keeps them open', () => {
  const current = { 1: answered({ 's1.zorgtVoor': coding('no'), 's1.verwacht': coding('no') }) };
  expect(gate(2, current)).toEqual({ state: 'open', reason: 'not-all-no' });
});

test.each([
  ['s2.nietPluis', 'yes', 'open', 'gut-feeling'],
  ['s2.acuut', 'yes', 'open', 'acute-danger'],
  ['s2.nuVeilig', 'no', 'open', 'not-safe-now'],
  ['s2.nietPluis', 'no', 'closed', 'no-gut-feeling'],
  ['s2.nietPluis', 'not-yet-judged', 'unknown', 'nothing-visible'],
  ['s2.acuut', 'no', 'unknown', 'nothing-visible'],
  ['s2.nuVeilig', 'unknown', 'unknown', 'nothing-visible'],
])('%s %s: step 4 is %s', (linkId, code, state, reason) => {
  expect(gate(4, { 2: answered({ [linkId]: coding(code) }) })).toEqual({ state, reason });
});

test('step 4 opens on a new signal in step 5, also without a gut feeling, and even where three times no was said', () => {
  const second = { 2: answered({ 's2.nietPluis': coding('no') }) };
  expect(gate(4, { ...second, 5: answered({ 's5.nieuwSignaal': true }) }).reason).toBe('new-signal');
  expect(gate(4, { ...second, 5: answered({ 's5.nieuwSignaal': false }) }).state).toBe('closed');
  expect(gate(4, { ...first('no', 'no', 'no'), 2: answered({ 's2.acuut': coding('yes') }) }).state).toBe('open');
});

// The decision matrix: alarming x willing.
test.each([
  [['no'], 'closed', 'closed', 'not-alarming', 'not-alarming'],
  [['yes', 'yes'], 'open', 'closed', 'alarming-and-willing', 'alarming-and-willing'],
  [['yes', 'no'], 'open', 'open', 'alarming-and-not-willing', 'alarming-and-not-willing'],
  [['yes', 'unclear'], 'closed', 'closed', 'willingness-not-answered', 'willingness-not-answered'],
  [['yes'], 'closed', 'closed', 'willingness-not-answered', 'willingness-not-answered'],
  [['undecided'], 'closed', 'closed', 'not-decided', 'not-decided'],
] as const)('decision %s: step 5 %s, step 6 %s', ([alarming, willing], five, six, because5, because6) => {
  const current = { 4: decided(alarming, willing) };
  expect(gate(5, current)).toEqual({ state: five, reason: because5 });
  expect(gate(6, current)).toEqual({ state: six, reason: because6 });
});

test('a decision that asks to go on keeps step 4 open, whatever a colleague feels later', () => {
  const calm = { 2: answered({ 's2.nietPluis': coding('no') }) };
  expect(gate(4, { ...calm, 4: decided('yes') })).toEqual({ state: 'open', reason: 'decision-open' });
  expect(gate(4, { ...calm, 4: decided('undecided') })).toEqual({ state: 'open', reason: 'decision-open' });
  expect(gate(4, { ...calm, 4: decided('no') })).toEqual({ state: 'closed', reason: 'no-gut-feeling' });
});

test('willingness before the question whether it is alarming opens nothing, nor beside another answer than yes', () => {
  const only = { 4: { 's4.besluit': group({ 's4.besluit.bereid': [coding('no')] }) } };
  for (const step of [5, 6] as const) {
    expect(gate(step, only)).toEqual({ state: 'unknown', reason: 'nothing-visible' });
    expect(gate(step, { 4: decided('no', 'no') }).state).toBe('closed');
    expect(gate(step, { 4: decided('undecided', 'no') }).state).toBe('closed');
  }
});

test('any step but the first opens by hand with a reason', () => {
  for (const step of [2, 3, 4, 5, 6] as const) {
    const current = { ...first('no', 'no', 'no'), [step]: answered({ [`s${step}.openReden`]: 'asked by the team' }) };
    expect(gate(step, current)).toEqual({ state: 'open', reason: 'by-hand' });
    expect(STEPS.filter((other) => other > 1 && gate(other, current).state === 'open')).toEqual([step]);
  }
});
