import { expect, test } from 'vitest';
import { answered, coding, group } from '../../../../test/differential/fixtures';
import { notAsked } from './not-asked';

const ALONE = 's4.besluit.alleenReden';
const decision = (deciders: readonly string[], reason?: string) => ({
  's4.besluit': group({
    's4.besluit.wie': deciders.map(coding),
    ...(reason ? { [ALONE]: [reason] } : {}),
  }),
});
const hidesAlone = (...given: Parameters<typeof decision>) => notAsked(decision(...given), {}).includes(ALONE);

test('why someone decided alone is asked when exactly one took part', () => {
  expect(hidesAlone([])).toBe(true);
  expect(hidesAlone(['role-nurse'])).toBe(false);
  expect(hidesAlone(['role-nurse', 'role-physician'])).toBe(true);
});

test('a function of which nothing is typed yet takes no part', () => {
  const blank = { 's4.besluit': group({ 's4.besluit.wie': [coding('role-nurse'), ' '] }) };
  expect(notAsked(blank, {})).not.toContain(ALONE);
});

test('a reason that was given stays in sight', () => {
  expect(hidesAlone(['role-nurse', 'role-physician'], 'night')).toBe(false);
});

test('why in another order is asked when the order is another, earlier contacts counted in', () => {
  const named = { 's4.benoemd': group({ 's4.benoemd.op': ['2026-11-20'] }) };
  expect(notAsked(named, named)).not.toContain('s4.volgordeReden');
  expect(notAsked(named, { ...named, ...answered({ 's4.vooroverleg': '2026-11-19' }) })).toContain('s4.volgordeReden');
  const contact = {
    ...answered({ 's6.ingelicht': coding('yes'), 's6.ingelichtOp': '2026-11-21' }),
    's6.contact': group({ 's6.contact.op': ['2026-11-20'] }),
  };
  expect(notAsked(contact, contact)).not.toContain('s6.volgordeReden');
  expect(notAsked({}, {})).toEqual([ALONE, 's4.volgordeReden', 's6.volgordeReden']);
});
