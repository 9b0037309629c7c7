import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DemoEhr, startDemoEhr } from '../server';
import { appAddresses, smartClient } from '../smart/smart-client-for-tests';

let ehr: DemoEhr;
beforeAll(async () => {
  ehr = await startDemoEhr(appAddresses);
});
afterAll(() => ehr.stop());

async function login(role = 'nurse', next = '/patients') {
  const answer = await post('/login', { role, next });
  const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  return { cookie, location: answer.headers.get('location'), setCookie: answer.headers.get('set-cookie') };
}
const get = (path: string, cookie = '') => fetch(ehr.origin + path, { redirect: 'manual', headers: { cookie } });
const post = (path: string, fields: Record<string, string>, cookie = '', origin = ehr.origin) =>
  fetch(ehr.origin + path, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie, origin, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields).toString(),
  });

test('every screen asks to log in, and comes back to where you were', async () => {
  for (const path of ['/patients', '/chart/sofie-maes', '/settings']) {
    const answer = await get(path);
    expect(answer.headers.get('location')).toBe(`/login?next=${encodeURIComponent(path)}`);
  }
  const { location, setCookie } = await login('nurse', '/chart/sofie-maes');
  expect(location).toBe('/chart/sofie-maes');
  expect(setCookie).toMatch(/HttpOnly.*SameSite=Lax|SameSite=Lax.*HttpOnly/);
});

test.each(['//evil.example/', 'https://evil.example/', '/\\evil.example'])('login never leads to %s', async (next) => {
  expect((await login('nurse', next)).location).toBe('/patients');
});

test('an unknown role does not log in', async () => {
  expect((await post('/login', { role: 'director', next: '/' })).status).toBe(400);
});

test('forms from another site are refused', async () => {
  const { cookie } = await login();
  expect((await post('/settings', {}, cookie, 'https://evil.example')).status).toBe(403);
  expect((await post('/chart/sofie-maes/launch', {}, cookie, 'https://evil.example')).status).toBe(403);
});

test('pages run no script and can be framed by the host alone', async () => {
  const policy = (await get('/login')).headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("frame-ancestors 'self'");
  expect(policy).not.toContain('script-src');
});

test('the Kindreflex button launches the app for this client and this user', async () => {
  const { cookie } = await login('physician');
  const address = new URL((await post('/chart/sofie-maes/launch', {}, cookie)).headers.get('location') ?? '');
  expect(address.origin + address.pathname).toBe(appAddresses.appLaunchUrl);
  expect(address.searchParams.get('iss')).toBe(ehr.fhirBase);
  const client = smartClient(ehr);
  const launch = address.searchParams.get('launch') ?? '';
  const code = (await client.authorize({ launch }, { cookie })).headers.get('location') ?? '';
  const token = await (await client.exchange(new URL(code).searchParams.get('code') ?? '')).json();
  expect(token).toMatchObject({ patient: 'sofie-maes', encounter: 'sofie-maes-consult', need_patient_banner: true });
});

test('a launch serves neither another session nor one that was logged out', async () => {
  const { cookie } = await login('gp');
  const launchOnce = async () => {
    const address = (await post('/chart/sofie-maes/launch', {}, cookie)).headers.get('location') ?? '';
    return new URL(address).searchParams.get('launch') ?? '';
  };
  const refusalFor = async (launch: string, by: string) => {
    const answer = await smartClient(ehr).authorize({ launch }, { cookie: by });
    return new URL(answer.headers.get('location') ?? '').searchParams.get('error');
  };
  expect(await refusalFor(await launchOnce(), (await login('gp')).cookie)).toBe('access_denied');
  const launch = await launchOnce();
  expect(await refusalFor(launch, '')).toBeNull();
  await post('/logout', {}, cookie);
  expect(await refusalFor(launch, '')).toBe('access_denied');
});

test('the frame keeps the host’s banner, and tells the app that it need not show one', async () => {
  const { cookie } = await login();
  const page = await (await get('/chart/sofie-maes/frame', cookie)).text();
  expect(page).toContain('Sofie Maes');
  const address = new URL((/<iframe[^>]* src="([^"]+)"/.exec(page)?.[1] ?? '').replaceAll('&amp;', '&'));
  const client = smartClient(ehr);
  const answer = await client.authorize({ launch: address.searchParams.get('launch') ?? '' }, { cookie });
  const code = new URL(answer.headers.get('location') ?? '').searchParams.get('code') ?? '';
  expect(await (await client.exchange(code)).json()).toMatchObject({ need_patient_banner: false });
});

test('a standalone app gets its patient from the host’s own picker, after login', async () => {
  const client = smartClient(ehr);
  const scope = 'launch/patient launch/encounter openid fhirUser patient/Patient.r';
  const waiting = (await client.authorize({ scope })).headers.get('location') ?? '';
  expect(waiting).toMatch(/^\/auth\/standalone\?pending=/);
  const asked = (await get(waiting)).headers.get('location') ?? '';
  expect(asked).toBe(`/login?next=${encodeURIComponent(waiting)}`);
  const { cookie, location } = await login('gp', waiting);
  expect(location).toBe(waiting);
  expect(await (await get(waiting, cookie)).text()).toContain('Jelle Peeters');
  const pending = new URL(waiting, ehr.origin).searchParams.get('pending') ?? '';
  const picked = await post('/auth/standalone', { pending, patient: 'jelle-peeters' }, cookie);
  const code = new URL(picked.headers.get('location') ?? '').searchParams.get('code') ?? '';
  expect(await (await client.exchange(code)).json()).toMatchObject({
    patient: 'jelle-peeters',
    encounter: 'jelle-peeters-consult',
    scope,
  });
  expect((await post('/auth/standalone', { pending, patient: 'jelle-peeters' }, cookie)).status).toBe(400);
});

const response = {
  resourceType: 'QuestionnaireResponse',
  id: 'shown',
  meta: { security: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: 'R' }] },
  status: 'completed',
  questionnaire: 'https://w3id.org/kindreflex/Questionnaire/kindreflex-2|0.1.0',
  subject: { reference: 'Patient/ines-wouters' },
  authored: '2026-11-24T11:05:00+01:00',
  item: [{ linkId: 'x', text: 'Wat merkt u?', answer: [{ valueString: '<script>alert(1)</script> slaapt slecht' }] }],
} as const;

test('the chart shows what was written: texts, labels, who, when, version; and escapes it', async () => {
  await ehr.store.put(response as unknown as import('fhir/r4').QuestionnaireResponse, {
    resourceType: 'Provenance',
    id: 'by-els',
    target: [{ reference: 'QuestionnaireResponse/shown' }],
    recorded: '2026-11-24T10:06:00Z',
    agent: [{ who: { reference: 'Practitioner/els-verhaegen' } }],
  });
  const { cookie } = await login('physician');
  const page = await (await get('/chart/ines-wouters', cookie)).text();
  expect(page).toContain('Wat merkt u?');
  expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt; slaapt slecht');
  expect(page).not.toContain('<script>');
  expect(page).toContain('beperkt zichtbaar (R)');
  expect(page).toMatch(/Els Verhaegen, 24\/11\/2026[^<]*11:06/);
  expect(page).toContain('Rita Janssen');
  const versions = await (await get('/chart/ines-wouters/history/QuestionnaireResponse/shown', cookie)).text();
  expect(versions).toContain('Versie 1');
});

test('a chart shows a readable note as text, and says of data that it does not show them', async () => {
  const about = { status: 'current', subject: { reference: 'Patient/ines-wouters' } } as const;
  const attachment = (contentType: string, text: string) => ({
    content: [{ attachment: { contentType, data: Buffer.from(text).toString('base64') } }],
  });
  await ehr.store.put(
    {
      ...about,
      ...attachment('text/plain; charset=utf-8', 'Regel één\n<b>twee</b>'),
      resourceType: 'DocumentReference',
      id: 'note',
      description: 'Kindreflex, deel 1, 3',
    },
    {
      ...about,
      ...attachment('application/fhir+json', '{"geheim":1}'),
      resourceType: 'DocumentReference',
      id: 'data',
    },
  );
  const { cookie } = await login('physician');
  const page = await (await get('/chart/ines-wouters', cookie)).text();
  expect(page).toContain('<pre>Regel één\n&lt;b&gt;twee&lt;/b&gt;</pre>');
  expect(page).toContain('Kindreflex, deel 1, 3');
  expect(page).toContain('Gegevens voor Kindreflex');
  expect(page).not.toMatch(/geheim|eyJnZWhlaW0/);
});

test('what is restricted is not in the chart of a role that may not see it', async () => {
  await ehr.store.put(response as unknown as import('fhir/r4').QuestionnaireResponse);
  const { cookie } = await login('nurse');
  const fields = {
    withheldScopes: 'patient/RelatedPerson.cu  launch/encounter',
    hideRestrictedFrom: 'nurse',
    accessTokenSeconds: '90',
    intent: '',
    style: 'plum',
    profile: 'epic-like',
    fault: 'close-after',
    faultNth: '2',
    slowMs: '250',
    writesPerMinute: '0',
  };
  await post('/settings', fields, cookie);
  expect(ehr.faults.rules).toMatchObject([
    { on: { writes: true, nth: 2 }, act: { kind: 'close', when: 'after-commit' } },
  ]);
  const page = await (await get('/settings', cookie)).text();
  expect(page).toMatch(/<option value="epic-like" selected/);
  expect(page).toMatch(/<option value="close-after" selected/);
  expect(page).toContain('is er 0 keer geschreven');
  expect(ehr.settings).toEqual({
    profile: 'epic-like',
    slowMs: 250,
    writesPerMinute: 5,
    withheldScopes: ['patient/RelatedPerson.cu', 'launch/encounter'],
    hideRestrictedFrom: ['nurse'],
    withholdPatient: false,
    intent: undefined,
    style: 'plum',
    accessTokenSeconds: 90,
  });
  expect(await (await get('/chart/ines-wouters', cookie)).text()).not.toContain('Wat merkt u?');
  expect((await get('/chart/ines-wouters/history/QuestionnaireResponse/shown', cookie)).status).toBe(404);
});

test('a client without name or birth date has a chart too', async () => {
  const { cookie } = await login();
  const page = await (await get('/chart/onbekend', cookie)).text();
  expect(page).toContain('Naam onbekend');
  expect(page).toContain('geboortedatum onbekend');
  const nobody = await get('/chart/nobody', cookie);
  expect([nobody.status, await nobody.text()]).toEqual([404, expect.stringContaining('Niet gevonden')]);
});

test('logging out ends the session', async () => {
  const { cookie } = await login();
  await post('/logout', {}, cookie);
  expect((await get('/patients', cookie)).status).toBe(303);
});

test('a page that is not there says so', async () => {
  const answer = await get('/nothing');
  expect([answer.status, await answer.text()]).toEqual([404, expect.stringContaining('Deze bladzijde is er niet')]);
});
