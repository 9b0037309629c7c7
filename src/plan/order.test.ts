import { expect, test } from 'vitest';
import { answered, coding, group } from '../../test/differential/fixtures';
import { contactedOutOfOrder, namedOutOfOrder } from './order';

const named = (discussed?: string) => ({
  ...(discussed ? answered({ 's4.vooroverleg': discussed }) : {}),
  's4.benoemd': group({ 's4.benoemd.op': ['2026-11-20'] }),
});
const contacted = (informed: string, on?: string) => ({
  ...answered({ 's6.ingelicht': coding(informed), ...(on ? { 's6.ingelichtOp': on } : {}) }),
  's6.contact': group({ 's6.contact.op': ['2026-11-20'] }),
});

test('naming the concern comes after discussing it; on the same day is in order', () => {
  expect(namedOutOfOrder(named())).toBe(true);
  expect(namedOutOfOrder(named('2026-11-21'))).toBe(true);
  expect(namedOutOfOrder(named('2026-11-20'))).toBe(false);
  expect(namedOutOfOrder({ 's4.benoemd': group({ 's4.benoemd.reactie': ['x'] }) })).toBe(false);
  expect(namedOutOfOrder({})).toBe(false);
});

test('the client is informed before the facility is contacted; not informed at all is another question', () => {
  expect(contactedOutOfOrder(contacted('yes', '2026-11-21'))).toBe(true);
  expect(contactedOutOfOrder(contacted('yes', '2026-11-20'))).toBe(false);
  expect(contactedOutOfOrder(contacted('yes'))).toBe(false);
  expect(contactedOutOfOrder(contacted('no', '2026-11-21'))).toBe(false);
  expect(contactedOutOfOrder({ ...contacted('yes', '2026-11-21'), 's6.contact': [] })).toBe(false);
});

test('of a day that is known by its month only nothing is concluded within that month', () => {
  const inMonth = { 's4.benoemd': group({ 's4.benoemd.op': ['2026-11'] }) };
  expect(namedOutOfOrder({ ...answered({ 's4.vooroverleg': '2026-11-20' }), ...inMonth })).toBe(false);
  expect(namedOutOfOrder({ ...answered({ 's4.vooroverleg': '2026-12-01' }), ...inMonth })).toBe(true);
  const contact = { 's6.contact': group({ 's6.contact.op': ['2026-11'] }) };
  expect(contactedOutOfOrder({ ...contacted('yes', '2026-11-20'), ...contact })).toBe(false);
});
