import { useEffect, useEffectEvent, useState } from 'react';
import { type Clock, type Expiry, watchExpiry } from '../../session/expiry-watch';
import { checkHeaders } from '../../session/header-check';
import type { LaunchContext } from '../../session/launch-context';
import type { SiteConfig } from '../../session/site-config';
import { momentText } from '../moment-text';
import { useSavingTexts } from '../saving-texts';
import { useOnline } from './online';

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
    document.addEventListener('visibilitychange', wake);
    return () => document.removeEventListener('visibilitychange', wake);
  },
};

/** Says when the session is about to end or has ended, and when there is no network; nothing while all is well. */
export function SessionNotice({ context, drafts, onCodes, onForged }: SessionNoticeProps) {
  const saving = useSavingTexts();
  const [expiry, setExpiry] = useState<Expiry>({ state: 'fine' });
  const online = useOnline();
  useEffect(() => watchExpiry(context, clock, setExpiry), [context]);
  useEffect(() => void checkHeaders(fetch, location.pathname).then(onCodes), [onCodes]);
  useCheckedIdentity(context, onForged);
  const kept = saving(drafts === 'off' ? 'session.notKept' : 'session.kept');
  return (
    <div role="status" className="session-notice">
      {!online && <p className="warning">{saving('session.offline')}</p>}
      {expiry.state === 'ending' && (
        <p className="warning">
          {saving('session.ending', { time: momentText(new Date(expiry.at).toISOString()) })} {kept}
        </p>
      )}
      {expiry.state === 'ended' && (
        <p className="warning">
          {saving('session.ended')} {kept}
        </p>
      )}
    </div>
  );
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
