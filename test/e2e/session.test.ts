import { expect } from 'vitest';
import { nl } from '../../src/texts/nl';
import { savingNl } from '../../src/texts/saving-nl';
import { browserTests, test, type Visit } from './harness';
import { comeBack, login, openChart, openKindreflex } from './host-pages';

const visitOf = browserTests();

/** What a page, or a frame in it, has in common */
type Place = Pick<Awaited<ReturnType<typeof openKindreflex>>, 'getByRole' | 'getByText' | 'locator'>;

const opened = (app: Place) => app.getByRole('button', { name: nl['overview.record'] }).waitFor();

async function fillShort(app: Place): Promise<void> {
  await app.getByRole('button', { name: nl['overview.record'] }).click();
  await app.getByRole('radio', { name: 'cliënt wil dit niet bespreken' }).check();
}
const saveOf = (app: Place) => app.locator('.review button.primary');

test('a tab that the browser duplicated is asked to launch anew; the tab it was copied from goes on, and reloads', async () => {
  const visit = await visitOf();
  const app = await openKindreflex(visit, 'nurse', 'Wim Claes');
  // Without noopener a window starts with a copy of the session storage, as a duplicated tab does.
  const [copy] = await Promise.all([
    visit.context.waitForEvent('page'),
    app.evaluate(() => void window.open('/index.html')),
  ]);
  await copy.getByText('S-17').waitFor();
  await copy.getByText(nl['failure.relaunch']).waitFor();
  await app.reload();
  await opened(app);
  expect(visit.stage.ehr.requestLog.filter(({ path }) => path === '/auth/token')).toHaveLength(1);
});

test('two records in two frames of one tab: a reload of the older one leaves the newer one able to save', async () => {
  const visit = await visitOf({ withProfile: true });
  await login(visit, 'nurse');
  const addresses = [await frameAddress(visit, 'Luc Martens'), await frameAddress(visit, 'Wim Claes')];
  const { page, stage } = visit;
  const [older, newer] = [page.frameLocator('#older'), page.frameLocator('#newer')];
  await page.evaluate(() => document.querySelector('iframe')?.remove());
  for (const [index, frame] of [older, newer].entries()) {
    await page.evaluate(
      ([id, src]) => {
        const made = document.createElement('iframe');
        made.id = id ?? '';
        made.src = src ?? '';
        document.body.append(made);
      },
      [index === 0 ? 'older' : 'newer', addresses[index]],
    );
    await opened(frame);
  }
  await older.locator('body').evaluate(() => location.reload());
  await older.getByText('S-17').waitFor();
  await fillShort(newer);
  await saveOf(newer).click();
  await newer.getByRole('heading', { name: savingNl['receipt.title'] }).waitFor();
  expect(await stage.ehr.store.list('QuestionnaireResponse', 'patient=wim-claes')).toHaveLength(1);
  expect(await stage.ehr.store.list('QuestionnaireResponse', 'patient=luc-martens')).toHaveLength(0);
});

async function frameAddress(visit: Visit, client: string): Promise<string> {
  await openChart(visit, client);
  await visit.page.getByRole('link', { name: 'Kindreflex in het dossier' }).click();
  return (await visit.page.locator('iframe[title="Kindreflex"]').getAttribute('src')) ?? '';
}

test('a session that ended is called ended, however often one tries to save', async () => {
  const visit = await visitOf();
  visit.tolerate(/auth\/token/);
  const app = await openKindreflex(visit, 'physician', 'Luc Martens');
  await fillShort(app);
  await saveOf(app).waitFor();
  await visit.context.route('**/auth/token', (route) =>
    route.fulfill({
      status: 400,
      headers: { 'access-control-allow-origin': '*' },
      json: { error: 'invalid_grant' },
    }),
  );
  await visit.at(new Date(visit.stage.now.getTime() + 9 * 3_600_000));
  await comeBack(app);
  for (let press = 0; press < 2; press++) {
    await saveOf(app).click();
    await app.locator('.review').getByText('F-401').waitFor();
    await expect.poll(() => saveOf(app).isEnabled()).toBe(true);
    expect(await app.getByText(savingNl['save.otherSession']).count()).toBe(0);
  }
});

test('without a network one goes on noting, saving waits and says so, and is possible once it is back', async () => {
  const visit = await visitOf();
  const app = await openKindreflex(visit, 'physician', 'Luc Martens');
  await fillShort(app);
  await saveOf(app).waitFor();
  await app.waitForLoadState('networkidle');
  await visit.context.setOffline(true);
  await app.locator('.review').getByText(savingNl['session.offline']).waitFor();
  expect(await saveOf(app).isDisabled()).toBe(true);
  await app.getByRole('radio', { name: 'cliënt wil dit niet bespreken' }).check();
  await visit.context.setOffline(false);
  await saveOf(app).click();
  await app.getByRole('heading', { name: savingNl['receipt.title'] }).waitFor();
});
