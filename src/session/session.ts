import { fail, type Result } from '../fhir/result';
import { contextOf } from './build-context';
import { takeUpSession } from './exchange';
import { holdTab } from './hold-tab';
import { endpointOf, findIssuer } from './issuer';
import { type LaunchContext, type SessionError, sessionError } from './launch-context';
import { type LaunchRecord, readLaunchRecord } from './launch-record';
import { browserPage, type SessionPage } from './session-page';
import type { SiteConfig } from './site-config';
import { smartAdapter } from './smart-adapter';
import { currentKey, forgetSession, readStoredState, type StoredState } from './stored-state';
import { readTokenAnswer } from './token-answer';

const maxLoginMs = 30 * 60_000;
const oauthParameters = ['code', 'state', 'session_state', 'iss', 'error', 'error_description', 'error_uri'];

let opening: Promise<Result<LaunchContext, SessionError>> | undefined;

/**
 * Turns the return from the login, or a reload, into a {@link LaunchContext}. However often it is called, the code is exchanged once
 * (React StrictMode calls twice); the first configuration counts. `onAsked`: the code is on its way to the host.
 */
export function openSession(config: SiteConfig, onAsked: () => void): Promise<Result<LaunchContext, SessionError>> {
  opening ??= openInBrowser(config, onAsked);
  return opening;
}

async function openInBrowser(config: SiteConfig, onAsked: () => void): Promise<Result<LaunchContext, SessionError>> {
  const page = browserPage();
  return page ? openSessionOn(page, config, onAsked) : fail(sessionError('storage-blocked'));
}

/** {@link openSession} on a page handed in, without its memory of earlier calls */
export async function openSessionOn(
  page: SessionPage,
  config: SiteConfig,
  onAsked?: () => void,
): Promise<Result<LaunchContext, SessionError>> {
  const { storage } = page;
  const query = page.url.searchParams;
  const returned = ['code', 'state', 'error'].some((name) => query.has(name));
  // Before anything else: what a reload, a bookmark or a referrer could carry on is gone.
  if (returned) page.replaceUrl(withoutOauth(page.url));

  const key = returned ? query.get('state') : currentKey(storage);
  const stored = key ? readStoredState(storage, key) : undefined;
  const launch = key ? readLaunchRecord(storage, key) : undefined;
  if (!key || !stored || !launch) return fail(sessionError(returned ? 'state-unknown' : 'not-launched'));

  const opened = await open(page, config, { stored, launch, returned, onAsked });
  // Two frames of one tab share its storage, so what a duplicate would forget may be another frame's session.
  if (!opened.ok && opened.error.kind !== 'tab-duplicated') forgetSession(storage, key);
  return opened;
}

interface Launched {
  readonly stored: StoredState;
  readonly launch: LaunchRecord;
  readonly returned: boolean;
  readonly onAsked: (() => void) | undefined;
}

async function open(
  page: SessionPage,
  config: SiteConfig,
  { stored, launch, returned, onAsked }: Launched,
): Promise<Result<LaunchContext, SessionError>> {
  const issuer = findIssuer(config.issuers, stored.serverUrl);
  if (!issuer || issuer.clientId !== stored.clientId || !endpointOf(issuer, stored.tokenUri))
    return fail(sessionError('issuer-not-allowed'));

  const fresh = !stored.tokenResponse?.access_token;
  const query = page.url.searchParams;
  const code = query.get('code') ?? undefined;
  if (fresh) {
    if (!returned) return fail(sessionError('not-launched'));
    if (query.has('error'))
      return fail(sessionError(query.get('error') === 'access_denied' ? 'denied' : 'authorization-failed'));
    // RFC 9207: an answer that names another authorization server was mixed up.
    if (query.has('iss') && query.get('iss') !== launch.tokenIssuer) return fail(sessionError('issuer-not-allowed'));
    if (code === undefined) return fail(sessionError('authorization-failed'));
    if (page.now() - launch.startedAt > maxLoginMs) return fail(sessionError('state-expired'));
  }

  // A duplicated tab starts with a copy of the session storage. A reload waits for the page that it replaces.
  const held = await holdTab(page.locks, stored.key);
  if (held === false) return fail(sessionError('tab-duplicated'));
  const taken = await takeUpSession(smartAdapter(page), stored.key, { code: fresh ? code : undefined, onAsked });
  if (!taken.ok) return taken;
  const state = taken.value;
  const answer = readTokenAnswer(state.tokenResponse);
  if (!answer) return fail(sessionError('token-unreadable'));
  return contextOf({
    page: held ? page : { ...page, locks: undefined },
    issuer,
    launch,
    state,
    answer,
    fresh,
  });
}

function withoutOauth(url: URL): string {
  const clean = new URL(url);
  for (const name of oauthParameters) clean.searchParams.delete(name);
  return clean.href;
}
