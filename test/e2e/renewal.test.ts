import { expect } from 'vitest';
import { demoSiteConfig } from '../../src/demo-ehr/site-config';
import { nl } from '../../src/texts/nl';
import { savingNl } from '../../src/texts/saving-nl';
import { browserTests, test, type Visit } from './harness';
import { comeBack, login, openChart, pressKindreflex } from './host-pages';

const visitOf = browserTests();

const tokenRequests = ({ stage }: Visit) =>
  stage.ehr.requestLog.filter(({ path, method }) => path === '/auth/token' && method === 'POST').length;

test('where the host renews the session, a contact that outlasts the first token is saved with the next, and a reload goes on with it', async () => {
  const visit = await visitOf();
  const { stage } = visit;
  const { issuers } = demoSiteConfig(stage.ehr.fhirBase, 'kindreflex');
  stage.site.issuers = issuers.map((issuer) => ({ ...issuer, refresh: 'online' }));
  await login(visit, 'physician');
  await openChart(visit, 'Luc Martens');
  const app = await pressKindreflex(visit);
  await app.getByRole('button', { name: nl['overview.record'] }).click();
  await app.getByRole('radio', { name: 'cliënt wil dit niet bespreken' }).check();
  await app.locator('.review button.primary').waitFor();
  expect(tokenRequests(visit)).toBe(1);

  await visit.at(new Date(stage.now.getTime() + 59.5 * 60_000));
  await comeBack(app);
  await app.locator('.review button.primary').click();
  await app.getByRole('heading', { name: savingNl['receipt.title'] }).waitFor();
  expect(tokenRequests(visit)).toBe(2);
  expect(await stage.ehr.store.list('QuestionnaireResponse', 'patient=luc-martens')).toHaveLength(1);

  await visit.at(new Date(stage.now.getTime() + 30 * 60_000));
  await app.reload();
  await app.getByRole('button', { name: nl['overview.record'] }).waitFor();
  await app.getByText('Luc Martens').waitFor();
  expect(tokenRequests(visit)).toBe(2);
});
