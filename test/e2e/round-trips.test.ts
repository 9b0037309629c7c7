import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { nl } from '../../src/texts/nl';
import { askedOf, depthOf, isFhir, noteReads, typeThreeChildren } from '../bench/round-trips';
import { browserTests, test, type Visit } from './harness';
import { openKindreflex } from './host-pages';
import { saveContact } from './scenario';

const visitOf = browserTests();

/** Types three new children and saves; gives what the save asked of the host. */
async function saveThree({ stage, context }: Visit, app: Page): Promise<readonly string[]> {
  const settled = noteReads(context);
  await app.getByRole('button', { name: nl['overview.record'] }).click();
  await typeThreeChildren(app);
  await settled(500);
  const before = stage.ehr.requestLog.length;
  await saveContact(app);
  await settled(500);
  return askedOf(stage.ehr.requestLog.slice(before).filter(({ path }) => isFhir(path)));
}

/** Others may have written meanwhile: all persons are read right before a save and once after it. */
const persons = 'GET RelatedPerson?patient&_count';

test('what starts after another ended counts as one round trip more', () => {
  const [first, beside, after] = [
    { start: 0, end: 10 },
    { start: 2, end: 30 },
    { start: 11, end: 20 },
  ] as const;
  expect(depthOf([first, beside])).toBe(1);
  expect(depthOf([after, beside, first])).toBe(2);
});

test('after the token one round trip deep; a contact with three children is one write and one read-back', async () => {
  const visit = await visitOf();
  const { settings } = visit.stage.ehr;
  Object.assign(settings, { profile: 'slow', slowMs: 400 });
  const settled = noteReads(visit.context);
  const app = await openKindreflex(visit, 'nurse', 'Sofie Maes');
  const reads = await settled(1_200);
  expect(reads).toHaveLength(4);
  expect(depthOf(reads)).toBe(1);

  settings.profile = 'full';
  const asked = await saveThree(visit, app);
  expect(asked).toEqual([persons, 'POST Bundle', persons, 'POST Bundle']);
});

test('where the host takes no transaction, three children are five writes and their read-backs', async () => {
  const visit = await visitOf();
  visit.tolerate(/501 .* \/fhir$/);
  visit.stage.ehr.settings.profile = 'no-transaction';
  const app = await openKindreflex(visit, 'nurse', 'Sofie Maes');
  // The statement of this host is silent: a transaction is tried once, refused, and not tried again in this session.
  const asked = await saveThree(visit, app);
  expect(asked).toEqual([
    persons,
    'POST Bundle',
    ...Array.from({ length: 3 }, () => 'POST RelatedPerson'),
    'POST QuestionnaireResponse',
    'POST Provenance',
    persons,
    'GET QuestionnaireResponse/id',
    'GET Provenance/id',
  ]);
});
