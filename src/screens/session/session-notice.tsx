import { useEffect, useEffectEvent, useState } from 'react';
import { draftStore } from '../../record/drafts/draft-store';
import { type Clock, type Expiry, watchExpiry } from '../../session/expiry-watch';
import { checkHeaders } from '../../session/header-check';
import type { LaunchContext } from '../../session/launch-context';
import type { SiteConfig } from '../../session/site-config';
import { browserStorages } from '../drafts/browser-storages';
import { useSavingTexts } from '../saving-texts';
import { useOnline } from './online';
import { SignInAgain } from './sign-in-again';

export interface SessionNoticeProps {
  readonly context: LaunchContext;
  readonly drafts: SiteConfig['drafts'];
  /** What an administrator should know of the headers that this page came with */
  readonly onCodes: (codes: readonly string[]) => void;
  /** Who is logged in is not who the host says: the session is over */
  readonly onForged: () => void;
}

const clock: Clock = {
  now: () => Date.now(),
  after: (ms, call) => {
    // A longer wait than this overflows, and would end at once.
    const timer = setTimeout(call, Math.min(ms, 2 ** 31 - 1));
    return () => clearTimeout(timer);
  },
  onWake: (call) => {
    const wake = () => document.visibilityState === 'visible' && call();
    const events = ['focus', 'pageshow', 'online'] as const;
    document.addEventListener('visibilitychange', wake);
    for (const event of events) window.addEventListener(event, wake);
    return () => {
      document.removeEventListener('visibilitychange', wake);
      for (const event of events) window.removeEventListener(event, wake);
    };
  },
};

const timeText = (at: number): string =>
  new Intl.DateTimeFormat('nl-BE', { timeStyle: 'short', timeZone: 'Europe/Brussels' }).format(at);

/** Says when the session is about to end or has ended, or is not this tab's any more, and when there is no network. */
export function SessionNotice({ context, drafts, onCodes, onForged }: SessionNoticeProps) {
  const saving = useSavingTexts();
  const [expiry, setExpiry] = useState<Expiry>({ state: 'fine' });
  const online = useOnline();
  const replaced = useReplaced(context);
  useEffect(() => watchExpiry(context, clock, setExpiry), [context]);
  useEffect(() => void checkHeaders(fetch, location.pathname).then(onCodes), [onCodes]);
  useCheckedIdentity(context, onForged);
  const kept = saving(useIsKept(drafts, context) ? 'session.kept' : 'session.notKept');
  return (
    <div role="status" className="session-notice">
      {!online && <p className="warning">{saving('session.offline')}</p>}
      {replaced && <p className="warning">{saving('session.replaced')}</p>}
      {expiry.state === 'ending' && (
        <p className="warning">
          {saving('session.ending', { time: timeText(expiry.at) })} {kept}
        </p>
      )}
      {expiry.state === 'ended' && (
        <p className="warning">
          {saving('session.ended')} {kept} <SignInAgain context={context} />
        </p>
      )}
    </div>
  );
}

/** True once this page was brought back (Back, or a tab that was restored) after another launch in the tab. */
function useReplaced(context: LaunchContext): boolean {
  const [replaced, setReplaced] = useState(false);
  useEffect(() => {
    const look = ({ persisted }: PageTransitionEvent) => persisted && setReplaced(!context.stillCurrent());
    window.addEventListener('pageshow', look);
    return () => window.removeEventListener('pageshow', look);
  }, [context]);
  return replaced;
}

/** Checks who is logged in, which takes a request: after the first field. */
function useCheckedIdentity(context: LaunchContext, onForged: () => void): void {
  const tell = useEffectEvent(onForged);
  useEffect(() => {
    let current = true;
    void context.verifyIdentity().then(async (check) => {
      if (check !== 'invalid' || !current) return;
      tell();
      await context.close();
    });
    return () => {
      current = false;
    };
  }, [context]);
}

/** Whether this browser really keeps what is typed, whatever the site wishes; not, until it is known. */
function useIsKept(drafts: SiteConfig['drafts'], context: LaunchContext): boolean {
  const [isKept, setIsKept] = useState(false);
  useEffect(() => {
    void draftStore(drafts, context, browserStorages()).then(({ survives }) => setIsKept(survives !== 'nothing'));
  }, [drafts, context]);
  return isKept;
}
