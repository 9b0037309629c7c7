import type { FhirResource } from 'fhir/r4';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { nl } from '../../src/texts/nl';
import { savingNl } from '../../src/texts/saving-nl';
import { openStep, section, textOf } from './fill';
import { browserTests, test, type Visit } from './harness';
import { openKindreflex } from './host-pages';

const visitOf = browserTests();
const PATIENT = 'luc-martens';
const STEPS = [2, 4, 5, 6] as const;

/** Types a word of its own into every text field of the steps about concern; gives the words by step. */
async function plant(app: Page): Promise<ReadonlyMap<number, readonly string[]>> {
  const planted = new Map<number, string[]>();
  for (const step of STEPS) {
    const closed = (await section(app, step).getByRole('button', { name: nl['contact.openByHand'] }).count()) > 0;
    const part = await openStep(app, step, closed);
    // Some questions come with an answer to another one.
    for (const yes of await part.getByRole('radio', { name: 'ja', exact: true }).all()) await yes.check();
    for (const add of await part.locator('button.add').all()) await add.click();
    const words: string[] = [];
    const fields = part.locator(':is(input[type=text]:not(.date, .integer), textarea):visible');
    await fields.first().waitFor();
    for (const field of await fields.all()) {
      const word = `Geplant${step}x${words.length}`;
      await field.fill(word);
      words.push(word);
    }
    planted.set(step, words);
  }
  return planted;
}

/** Everything of the browser that others can read: addresses, the console, titles, the names of what is kept. */
function listen({ context }: Visit) {
  const heard: string[] = [];
  context.on('request', (request) => heard.push(request.url(), JSON.stringify(request.headers())));
  context.on('console', (message) => heard.push(message.text()));
  context.on('download', (download) => heard.push(download.suggestedFilename()));
  return async (app: Page): Promise<string> => {
    const kept = await app.evaluate(async () => [
      document.title,
      location.href,
      JSON.stringify(history.state),
      ...Object.keys(sessionStorage),
      ...Object.keys(localStorage),
      ...(await indexedDB.databases()).map(({ name }) => name ?? ''),
      ...(await caches.keys()),
    ]);
    return decodeURIComponent([...heard, ...kept].join('\n').replace(/%(?![0-9A-Fa-f]{2})/g, ''));
  };
}

test('what is typed about concern stands on the screen and in labelled resources, and nowhere else', async () => {
  const visit = await visitOf({ site: { documents: { notes: true, portalWithholds: true, entries: false } } });
  visit.tolerate(/status of (422|500)/);
  const readable = listen(visit);
  const app = await openKindreflex(visit, 'nurse', 'Luc Martens');
  await app.getByRole('button', { name: nl['overview.record'] }).click();
  await section(app, 1).getByRole('radio', { name: 'ja, besproken' }).check();
  const planted = await plant(app);
  const words = [...planted.values()].flat();
  expect([...planted.values()].map(({ length }) => length > 1)).toEqual([true, true, true, true]);
  expect(words.length).toBeGreaterThan(25);
  const leaked = async () => {
    const text = await readable(app);
    return words.filter((word) => text.includes(word));
  };

  // The host refuses, and repeats what was sent; then it says that it failed.
  const issue = words.map((word) => ({ severity: 'error', code: 'value', diagnostics: word, details: { text: word } }));
  const { faults } = visit.stage.ehr;
  for (const status of [422, 500]) {
    faults.add({
      on: { writes: true, every: true },
      act: { kind: 'refuse', status, body: { resourceType: 'OperationOutcome', issue } },
    });
    await app
      .getByRole('button', { name: new RegExp(`^(${savingNl['review.save']}|${savingNl['save.again']})$`) })
      .click();
    const told = app.locator('.review .unsaved').getByRole('alert');
    await told.filter({ hasText: `F-${status}` }).waitFor({ timeout: 30_000 });
    const sentence = await textOf(app.locator('.review'));
    expect(words.filter((word) => sentence.includes(word))).toEqual([]);
    expect(await leaked()).toEqual([]);
    faults.clear();
  }

  await app.getByRole('button', { name: savingNl['save.again'] }).click();
  await app.getByRole('heading', { name: savingNl['receipt.title'] }).waitFor({ timeout: 30_000 });
  expect(await leaked()).toEqual([]);
  const { store } = visit.stage.ehr;
  const types = ['QuestionnaireResponse', 'RelatedPerson', 'DocumentReference', 'Provenance'] as const;
  const lists = await Promise.all(
    types.map((type) => store.list(type, type === 'Provenance' ? '' : `patient=${PATIENT}`)),
  );
  const found = new Set<string>();
  for (const resource of lists.flat() as FhirResource[]) {
    const data = resource.resourceType === 'DocumentReference' ? resource.content : [];
    const held = data.map(({ attachment }) => Buffer.from(attachment.data ?? '', 'base64').toString('utf8'));
    const text = [JSON.stringify(resource), ...held].join('\n');
    for (const [step, list] of planted)
      for (const word of list.filter((one) => text.includes(one))) {
        found.add(word);
        const labels = (resource.meta?.security ?? []).map(({ code }) => code);
        expect(labels).toEqual(expect.arrayContaining(step === 2 ? ['R'] : ['R', 'SDV']));
      }
  }
  // Not because nothing was written.
  expect(words.filter((word) => !found.has(word))).toEqual([]);
});
