import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Act, Occasion } from '../../src/demo-ehr/faults/faults';
import type { ProfileName } from '../../src/demo-ehr/profiles/profiles';
import type { Way } from '../../src/record/write-plan';
import { nl } from '../../src/texts/nl';
import { savingNl } from '../../src/texts/saving-nl';
import { typeContactWithChild } from './contact-with-child';
import { textOf } from './fill';
import { browserTests, picture, test, type Visit } from './harness';
import { openKindreflex } from './host-pages';
import { print } from './pdf';

const visitOf = browserTests();
const PATIENT = 'luc-martens';
const press = (app: Page, name: string) => app.getByRole('button', { name, exact: true }).click();

/** A child and a text in steps 1 and 3, and a reason in step 2. */
async function typed(visit: Visit): Promise<Page> {
  const app = await openKindreflex(visit, 'nurse', 'Luc Martens');
  await typeContactWithChild(app, 'Samen besproken.');
  await app.locator('.review [data-way], .review .read-only').waitFor();
  return app;
}

const held = async ({ stage: { ehr } }: Visit) => {
  const of = <T extends 'QuestionnaireResponse' | 'RelatedPerson' | 'DocumentReference'>(type: T) =>
    ehr.store.list(type, `patient=${PATIENT}`);
  const [entries, persons, documents] = await Promise.all([
    of('QuestionnaireResponse'),
    of('RelatedPerson'),
    of('DocumentReference'),
  ]);
  return [entries.length, persons.length, documents.length];
};

/** Presses again, as a person would, until it is said to be saved, or to be saved in part with nothing more to try. */
async function untilSaved(app: Page): Promise<string> {
  const heading = app.getByRole('heading', { level: 1 });
  for (let turn = 0; turn < 5; turn++) {
    const again = app.getByRole('button', {
      name: turn === 0 ? savingNl['review.save'] : /^(Opnieuw bewaren|Bewaren in het dossier)$/,
    });
    await again.click();
    await app.waitForTimeout(100);
    await app.waitForFunction(
      ([saved, partly]) => {
        const title = document.querySelector('h1')?.textContent ?? '';
        const button = document.querySelector<HTMLButtonElement>('.review button.primary');
        const done = button !== null && !button.disabled;
        return title === saved || title === partly || done;
      },
      [savingNl['receipt.title'], savingNl['receipt.titlePartly']],
      { timeout: 30_000 },
    );
    const title = (await heading.first().textContent()) ?? '';
    if (title === savingNl['receipt.title']) return title;
  }
  return (await app.locator('.review [role="alert"]').textContent()) ?? '';
}

interface Case {
  readonly profile: ProfileName;
  readonly way: Way;
  readonly on: Occasion;
  readonly act: Act;
  /** Entries, persons, documents in the record at the end */
  readonly expected: readonly number[];
}

const transaction: Occasion = { method: 'POST', path: '/fhir' };
const to = (type: string, nth = 1): Occasion => ({ method: 'POST', path: `/fhir/${type}`, nth });
const closeBefore: Act = { kind: 'close', when: 'before-commit' };
const closeAfter: Act = { kind: 'close', when: 'after-commit' };
const garbage: Act = { kind: 'garbage', after: 'commit' };
const refuse = (status: number, retryAfter?: number): Act => ({ kind: 'refuse', status, retryAfter });
const all = [2, 1, 0];

const cases: readonly Case[] = [
  { profile: 'full', way: 'transaction', on: transaction, act: closeBefore, expected: all },
  { profile: 'full', way: 'transaction', on: transaction, act: closeAfter, expected: all },
  { profile: 'full', way: 'transaction', on: transaction, act: garbage, expected: all },
  { profile: 'full', way: 'transaction', on: transaction, act: refuse(503), expected: all },
  { profile: 'full', way: 'transaction', on: transaction, act: refuse(429, 1), expected: all },
  { profile: 'full', way: 'transaction', on: transaction, act: refuse(501), expected: all },
  { profile: 'no-transaction', way: 'transaction', on: to('RelatedPerson'), act: closeAfter, expected: all },
  { profile: 'no-transaction', way: 'transaction', on: to('QuestionnaireResponse'), act: closeAfter, expected: all },
  {
    profile: 'no-transaction',
    way: 'transaction',
    on: to('QuestionnaireResponse', 2),
    act: refuse(500),
    expected: all,
  },
  { profile: 'no-transaction', way: 'transaction', on: to('Provenance'), act: refuse(403), expected: all },
  { profile: 'epic-like', way: 'entries', on: to('QuestionnaireResponse'), act: garbage, expected: [2, 0, 0] },
  { profile: 'epic-like', way: 'entries', on: to('QuestionnaireResponse', 2), act: refuse(503), expected: [2, 0, 0] },
  { profile: 'oracle-like', way: 'persons-and-documents', on: to('RelatedPerson'), act: garbage, expected: [0, 1, 2] },
  {
    profile: 'oracle-like',
    way: 'persons-and-documents',
    on: to('DocumentReference'),
    act: refuse(429, 1),
    expected: [0, 1, 2],
  },
  { profile: 'meditech-like', way: 'entries', on: to('QuestionnaireResponse'), act: refuse(500), expected: [2, 0, 0] },
  { profile: 'athena-like', way: 'entries', on: to('QuestionnaireResponse', 2), act: garbage, expected: [2, 0, 0] },
  { profile: 'ignores-if-match', way: 'transaction', on: transaction, act: closeAfter, expected: all },
  { profile: 'drops-unknown-elements-and-labels', way: 'transaction', on: transaction, act: garbage, expected: all },
  { profile: 'filters-by-label', way: 'transaction', on: transaction, act: closeAfter, expected: all },
  { profile: 'fewer-scopes', way: 'entries', on: transaction, act: garbage, expected: [2, 0, 0] },
];

test.each(cases)('$profile, $act.kind at $on.path: told as it is, and in the end everything once', async (one) => {
  const visit = await visitOf();
  visit.tolerate(/ERR_|Failed to load resource/);
  visit.stage.ehr.settings.profile = one.profile;
  const app = await typed(visit);
  expect(await app.locator('.review [data-way]').getAttribute('data-way')).toBe(one.way);
  const rule = visit.stage.ehr.faults.add({ on: one.on, act: one.act });
  expect(await untilSaved(app)).toBe(savingNl['receipt.title']);
  expect(rule.fired).toBe(1);
  expect(await held(visit)).toEqual(one.expected);
});

test('a host that takes nothing: the text can be copied, and nothing is written', async () => {
  const visit = await visitOf({ permissions: ['clipboard-read', 'clipboard-write'] });
  visit.stage.ehr.settings.profile = 'read-only';
  const app = await typed(visit);
  await app.getByText(savingNl['readOnly.why']).waitFor();
  expect(await app.getByRole('button', { name: savingNl['review.save'] }).isDisabled()).toBe(true);
  await press(app, savingNl['readOnly.copy']);
  await app.getByText(savingNl['readOnly.copied']).waitFor();
  expect(await app.evaluate(() => navigator.clipboard.readText())).toContain('Samen besproken.');
  await picture(app, 'read-only');
  const { text } = await print(app);
  expect(text).toMatch(/Luc Martens, geboren 19\/07\/1976 .*Samen besproken\./);
  expect(text).not.toContain(savingNl['review.title']);
  expect(await held(visit)).toEqual([0, 0, 0]);
});

test('a host that keeps entries in documents shows them again at the next launch, also to someone else', async () => {
  const visit = await visitOf();
  visit.stage.ehr.settings.profile = 'oracle-like';
  const app = await typed(visit);
  await picture(app, 'documents-plan');
  expect(await untilSaved(app)).toBe(savingNl['receipt.title']);
  await picture(app, 'documents-receipt');
  const other = await openKindreflex(visit, 'physician', 'Luc Martens');
  await other.getByText(/Gevraagd op 24\/11\/2026/).waitFor();
  const contact = other.locator('.history > li');
  await contact.first().waitFor();
  expect(await contact.count()).toBe(1);
  expect(await textOf(contact)).toContain(`1. ${nl['step.1']}, 3. ${nl['step.3']}`);
  expect(await other.locator('.children li').count()).toBe(1);
});

test('a host that answers about someone else: stopped, and said', async () => {
  const visit = await visitOf();
  visit.stage.ehr.settings.profile = 'no-transaction';
  visit.tolerate(/status of 501/);
  const app = await typed(visit);
  await visit.context.route(`${visit.stage.ehr.fhirBase}/RelatedPerson`, async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    const answer = await route.fetch();
    return route.fulfill({
      response: answer,
      json: { ...(await answer.json()), patient: { reference: 'Patient/wim-claes' } },
    });
  });
  await press(app, savingNl['review.save']);
  await app.locator('.review').getByText(savingNl['save.answerAboutOther']).waitFor();
  expect((await held(visit))[0]).toBe(0);
});
