import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { failureTexts } from '../../src/launch/launch-texts';
import { nl } from '../../src/texts/nl';
import { savingNl } from '../../src/texts/saving-nl';
import { textOf } from './fill';
import { browserTests, picture, test, type Visit } from './harness';
import { login, openChart, openKindreflex, pressKindreflex } from './host-pages';

const visitOf = browserTests();
const NO_SESSION = nl['failure.session'];

/** What a page says instead of opening: the sentence for the clinician and the code for the administrator. */
async function expectStopped(page: Page, sentence: string, code: string): Promise<void> {
  await page.getByRole('alert').waitFor();
  expect(await textOf(page.getByRole('alert'))).toContain(sentence);
  expect(await textOf(page.locator('main'))).toContain(code);
}

/** Stops where the host sends the browser back to the app, and gives that address; `asked` is what the app asked. */
async function answerOfHost({ page, stage, context }: Visit): Promise<{ answer: string; asked: URL }> {
  const seen: { answer: string; asked: URL }[] = [];
  const authorize = `${stage.ehr.origin}/auth/authorize?*`;
  await context.route(authorize, async (route) => {
    const response = await route.fetch({ maxRedirects: 0 });
    seen.push({ answer: response.headers().location ?? '', asked: new URL(route.request().url()) });
    await route.abort();
  });
  await page.goto(await stage.ehr.createLaunch('wim-claes', 'nurse'));
  await expect.poll(() => seen.length).toBe(1);
  await context.unroute(authorize);
  const [first] = seen;
  if (!first) throw new Error('The host did not answer');
  return first;
}

test('a launch id without an issuer is refused', async () => {
  const { page, stage } = await visitOf();
  await page.goto(`${stage.appOrigin}/launch.html?launch=x`);
  await expectStopped(page, failureTexts['L-03'].nl, 'L-03');
  await picture(page, 'launch-refused');
});

test('a foreign issuer is not asked anything', async () => {
  const { page, stage } = await visitOf();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).origin));
  await page.goto(`${stage.appOrigin}/launch.html?iss=https://ehr.example.org/fhir&launch=x`);
  await expectStopped(page, failureTexts['L-02'].nl, 'L-02');
  expect([...new Set(asked)]).toEqual([stage.appOrigin]);
});

test('the app without a launch says where to start it', async () => {
  const { page, stage } = await visitOf();
  await page.goto(`${stage.appOrigin}/index.html`);
  await expectStopped(page, NO_SESSION, 'S-01');
  expect(await textOf(page.locator('main'))).toContain(nl['failure.relaunch']);
  await picture(page, 'failure');
});

test('a forged state is refused, and no token asked', async () => {
  const { page, stage } = await visitOf();
  await page.goto(`${stage.appOrigin}/index.html?code=x&state=${crypto.randomUUID()}`);
  await expectStopped(page, NO_SESSION, 'S-02');
  expect(stage.ehr.requestLog.filter(({ path }) => path === '/auth/token')).toEqual([]);
  expect(new URL(page.url()).search).toBe('');
});

test('a state that was used before is refused', async () => {
  const visit = await visitOf();
  const { page, stage } = visit;
  const { answer } = await answerOfHost(visit);
  await page.goto(answer);
  await page.getByRole('button', { name: nl['overview.record'] }).waitFor();
  await page.getByRole('button', { name: nl['app.close'] }).click();
  await page.getByText(nl['app.closed']).waitFor();
  await page.goto(answer);
  await expectStopped(page, NO_SESSION, 'S-02');
  expect(stage.ehr.requestLog.filter(({ method, path }) => method === 'POST' && path === '/auth/token')).toHaveLength(
    1,
  );
});

test('a state that came back too late is refused', async () => {
  const visit = await visitOf();
  const { answer } = await answerOfHost(visit);
  await visit.at(new Date(visit.stage.now.getTime() + 31 * 60_000));
  await visit.page.goto(answer);
  await expectStopped(visit.page, NO_SESSION, 'S-03');
});

test('a code that expired at the host is told from a lost connection', async () => {
  const visit = await visitOf();
  visit.tolerate(/status of 400/);
  const { answer } = await answerOfHost(visit);
  await visit.at(new Date(visit.stage.now.getTime() + 2 * 60_000));
  await visit.page.goto(answer);
  await expectStopped(visit.page, NO_SESSION, 'S-06');
});

test('a token answer without a patient opens no record', async () => {
  const visit = await visitOf();
  visit.stage.ehr.settings.withholdPatient = true;
  await login(visit, 'nurse');
  await openChart(visit, 'Wim Claes');
  const app = await pressKindreflex(visit);
  await expectStopped(app, nl['failure.noPatient'], 'S-09');
});

test('fewer scopes than asked: it opens, and says that some of it cannot be read or saved', async () => {
  const visit = await visitOf();
  visit.stage.ehr.settings.withheldScopes = [
    'patient/RelatedPerson.cu',
    'patient/QuestionnaireResponse.c',
    'patient/DocumentReference.c',
  ];
  const app = await openKindreflex(visit, 'nurse', 'Wim Claes');
  expect(await textOf(app.getByRole('status').filter({ hasText: 'D-01' }))).toContain(nl['overview.scopes']);
  await app.getByRole('button', { name: nl['overview.record'] }).click();
  await app.getByRole('radio', { name: 'cliënt wil dit niet bespreken' }).check();
  await app.getByText(savingNl['readOnly.why']).waitFor();
  expect(await app.getByRole('button', { name: savingNl['review.save'] }).isDisabled()).toBe(true);
  expect(await app.getByRole('radio', { name: 'cliënt wil dit niet bespreken' }).isChecked()).toBe(true);
  await picture(app, 'fewer-scopes');
});

test('no right to read the children or earlier contacts: nothing is concluded from not seeing them', async () => {
  const visit = await visitOf();
  visit.tolerate(/status of 403/);
  visit.stage.ehr.settings.withheldScopes = ['patient/RelatedPerson.rs', 'patient/QuestionnaireResponse.rs'];
  const app = await openKindreflex(visit, 'nurse', 'Wim Claes');
  const text = await textOf(app.locator('main'));
  expect(text).toContain(`${nl['part.relatedPersons']} ${nl['read.forbidden']}`);
  expect(text).toContain(nl['overview.notLoaded']);
  for (const absent of ['overview.notAsked', 'overview.noChildren'] as const) expect(text).not.toContain(nl[absent]);
  await picture(app, 'no-read-rights');
});

test('access denied at the login', async () => {
  const visit = await visitOf();
  const { asked } = await answerOfHost(visit);
  const state = asked.searchParams.get('state');
  await visit.page.goto(`${visit.stage.appOrigin}/index.html?error=access_denied&state=${state}`);
  await expectStopped(visit.page, nl['failure.denied'], 'S-04');
});

test('a wrong site configuration is explained', async () => {
  const visit = await visitOf({ site: { languages: ['de'] } });
  await visit.page.goto(`${visit.stage.appOrigin}/index.html`);
  await expectStopped(visit.page, nl['failure.config'], 'C-03');
  expect(await textOf(visit.page.locator('.problems'))).toBe('$.languages[0]: one of nl, fr, en');
});
