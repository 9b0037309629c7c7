import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { nl } from '../../src/texts/nl';
import { savingNl } from '../../src/texts/saving-nl';
import { openStep, place, section, textOf } from './fill';
import { browserTests, test, type Visit } from './harness';
import { openChart, openKindreflex, pressKindreflex } from './host-pages';

const visitOf = browserTests();
const CLIENT = 'Luc Martens';
const WORDS = 'Geheim: wat hij thuis vertelt.';
/** A draft is kept a moment after the last key. */
const KEPT_MS = 600;
const HOUR = 3_600_000;

async function record(app: Page): Promise<void> {
  await app.getByRole('button', { name: nl['overview.record'] }).click();
  await section(app, 1).getByRole('radio', { name: 'ja, besproken' }).check();
  await openStep(app, 3);
  await place(section(app, 3), 's3.hoe').getByRole('textbox').fill(WORDS);
  await app.locator('.review .note').last().waitFor();
  await app.waitForTimeout(KEPT_MS);
}

/** As after a crash: nobody is asked whether to leave. */
async function again(app: Page): Promise<void> {
  app.removeAllListeners('dialog');
  app.on('dialog', (dialog) => void dialog.accept());
  await app.reload();
  await app.getByRole('button', { name: nl['overview.record'] }).waitFor();
}

/** The app, launched once more from the chart, in a new tab */
async function relaunch(visit: Visit, client = CLIENT): Promise<Page> {
  await openChart(visit, client);
  const app = await pressKindreflex(visit);
  await app.getByRole('button', { name: nl['overview.record'] }).waitFor();
  return app;
}

const offer = (app: Page) => app.locator('.draft-offer');
const goOn = async (app: Page) => {
  await app.getByRole('button', { name: savingNl['draft.continue'] }).click();
  await place(await openStep(app, 3), 's3.hoe').waitFor();
};
const words = (app: Page) => place(section(app, 3), 's3.hoe').getByRole('textbox').inputValue();
const settled = (app: Page) => app.waitForLoadState('networkidle');
const entries = ({ stage }: Visit) => stage.ehr.store.list('QuestionnaireResponse', 'patient=luc-martens');

async function savedFrom(app: Page): Promise<void> {
  await app.getByRole('button', { name: savingNl['review.save'] }).click();
  await app.getByRole('heading', { name: savingNl['receipt.title'] }).waitFor();
}

/** What this device holds, as somebody would read it who opens the browser's own tools */
const onDevice = (app: Page) =>
  app.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const database = await done(indexedDB.open('kindreflex-drafts'));
    const all = async (name: string) => done(database.transaction(name).objectStore(name).getAll());
    const [drafts, keys] = [await all('drafts'), (await all('keys')) as CryptoKey[]];
    const exported = await Promise.all(
      keys.map((key) =>
        crypto.subtle.exportKey('raw', key).then(
          () => true,
          () => false,
        ),
      ),
    );
    database.close();
    return {
      names: drafts.map(({ name }) => name as string),
      text: drafts.map(({ data }) => new TextDecoder().decode(data)).join(),
      exported,
      marks: [localStorage, sessionStorage].flatMap((storage) => Object.keys(storage)),
    };
  });

test('on the device: a closed tab loses nothing, another client or user is offered nothing, nothing of it can be read there', async () => {
  const visit = await visitOf({ site: { drafts: 'device' } });
  const app = await openKindreflex(visit, 'nurse', CLIENT);
  await record(app);
  expect(await textOf(app.locator('.review .note').last())).toBe(savingNl['draft.survives.device']);
  const held = await onDevice(app);
  expect(held.names).toHaveLength(1);
  expect(held.exported).toEqual([false]);
  expect(held.text).not.toMatch(/Geheim|luc-martens/);
  expect([...held.names, ...held.marks].join()).not.toMatch(/luc|martens|practitioner|nurse/i);
  await app.close();

  const other = await openKindreflex(visit, 'nurse', 'Sofie Maes');
  await settled(other);
  expect(await offer(other).count()).toBe(0);
  await other.close();
  const colleague = await openKindreflex(visit, 'physician', CLIENT);
  await settled(colleague);
  expect(await offer(colleague).count()).toBe(0);
  await colleague.close();

  const later = await openKindreflex(visit, 'nurse', CLIENT);
  await goOn(later);
  expect(await words(later)).toBe(WORDS);
  await savedFrom(later);
  expect(await entries(visit)).toHaveLength(2);
  expect((await onDevice(later)).names).toEqual([]);
});

test('on the device: what another tab still works on is not offered; once that tab is gone it is', async () => {
  const visit = await visitOf({ site: { drafts: 'device' } });
  const app = await openKindreflex(visit, 'nurse', CLIENT);
  await record(app);
  const second = await relaunch(visit);
  await settled(second);
  expect(await offer(second).count()).toBe(0);
  await app.close();
  await again(second);
  await offer(second).waitFor();
  await goOn(second);
  await second.waitForTimeout(KEPT_MS);
  expect((await onDevice(second)).names).toHaveLength(1);
});

test('on the device: after twelve hours it is gone at the next launch, whoever launches', async () => {
  const visit = await visitOf({ site: { drafts: 'device' } });
  const app = await openKindreflex(visit, 'nurse', CLIENT);
  await record(app);
  await app.close();
  await visit.at(new Date(visit.stage.now.getTime() + 13 * HOUR));
  const colleague = await openKindreflex(visit, 'physician', 'Sofie Maes');
  await settled(colleague);
  await expect.poll(async () => (await onDevice(colleague)).names).toEqual([]);
  expect((await onDevice(colleague)).marks).not.toContain('kindreflex.draft.device');
});
