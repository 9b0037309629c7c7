import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { later } from '../form/later';
import { brusselsDate } from '../plan/date';
import { STEPS } from '../plan/entry';
import type { FoundDraft } from '../record/drafts/draft-store';
import { mayHaveDraft } from '../record/drafts/marker';
import { planOf } from '../record/plan-of';
import type { Receipt as SaveReceipt } from '../record/save-result';
import type { Language } from '../session/site-config';
import { useTexts } from '../texts/texts';
import { ContactPage } from './contact/contact-page';
import { Cover } from './cover';
import type { DraftOfferProps } from './drafts/draft-offer';
import { Failure } from './failure';
import type { Opened } from './open-app';
import { Overview } from './overview';
import { Part } from './part';
import { PatientBanner } from './patient-banner';
import type { ReceiptProps } from './receipt';
import type { ReportPageProps } from './report/report-page';
import type { SessionNoticeProps } from './session/session-notice';
import { SiteContext } from './site-context';
import { focusTitle, useCover } from './use-cover';
import { useHostStyle } from './use-host-style';

const Receipt = later<ReceiptProps>(async () => (await import('./receipt')).Receipt);

const ReportPage = later<ReportPageProps>(async () => (await import('./report/report-page')).ReportPage);
const DraftOffer = later<DraftOfferProps>(async () => (await import('./drafts/draft-offer')).DraftOffer);
const SessionNotice = later<SessionNoticeProps>(async () => (await import('./session/session-notice')).SessionNotice);

type Page =
  | { readonly name: 'overview' | 'report' }
  | { readonly name: 'contact'; readonly kept?: FoundDraft }
  | { readonly name: 'receipt'; readonly receipt: SaveReceipt };

type Props = Extract<Opened, { kind: 'open' }> & { readonly onLanguage: (language: Language) => void };

/** The opened record: overview, a contact, its receipt. Everything on screen is about the launched client. */
export function RecordView({ config, context, host, record, onLanguage }: Props) {
  const { t, language } = useTexts();
  const snapshot = useSyncExternalStore(record.subscribe, record.getSnapshot);
  const [page, setPage] = useState<Page>({ name: 'overview' });
  const [closed, setClosed] = useState(false);
  const [dirty, setDirty] = useState(false);
  const [closing, setClosing] = useState(false);
  const [shown, setShown] = useState(false);
  const { covered, hide, show } = useCover(() => {
    setShown(false);
    for (const part of document.querySelectorAll<HTMLDetailsElement>('.veiled[open]')) part.open = false;
  });
  const [typable, setTypable] = useState(false);
  const hadDraft = mayHaveDraft();
  const [forged, setForged] = useState(false);
  const plan = planOf(snapshot);
  const today = brusselsDate(new Date());
  const labelled = STEPS.filter((step) => config.labels[step].length > 0);

  const discard = useRef(async () => {});
  const noticed = useLater(typable, NOTICE_MS);
  useHostStyle(context.styleUrl, useLater(typable, DRESS_MS));
  const [codes, setCodes] = useState<readonly string[]>([]);
  const place = { host, context, record, snapshot, config, today, onDirty: setDirty };

  const close = async () => {
    if (dirty) await discard.current();
    await context.close();
    setClosed(true);
  };
  useTitleFocus(page.name);

  if (forged) return <Failure code="D-04" text="failure.identity" />;
  if (closed)
    return (
      <main className="opening">
        <h1>{t('app.closed')}</h1>
      </main>
    );
  return (
    <SiteContext value={config}>
      <div inert={covered}>
        <header className="top">
          <PatientBanner patient={snapshot.patient} on={today} />
          {config.languages.length > 1 && (
            <select
              aria-label={t('app.language')}
              value={language}
              onChange={({ target }) => onLanguage(target.value as Language)}
            >
              {config.languages.map((code) => (
                <option key={code} value={code}>
                  {code.toUpperCase()}
                </option>
              ))}
            </select>
          )}
          <button type="button" className="quiet" onClick={hide}>
            {t('app.cover')} (Esc)
          </button>
          <button type="button" className="quiet" onClick={() => (dirty ? setClosing(true) : void close())}>
            {t('app.close')}
          </button>
        </header>
        {closing && (
          <p className="warning" role="alert">
            {t('contact.leave')}{' '}
            <button type="button" onClick={() => void close()}>
              {t('contact.leaveYes')}
            </button>{' '}
            <button type="button" className="quiet" onClick={() => setClosing(false)}>
              {t('contact.leaveNo')}
            </button>
          </p>
        )}
        {noticed && (
          <Part quiet>
            <SessionNotice
              context={context}
              drafts={config.drafts}
              onCodes={setCodes}
              onForged={() => setForged(true)}
            />
          </Part>
        )}
        {context.missesEssential && (
          <p className="warning" role="status">
            {t('overview.scopes')} <code>D-01</code>
          </p>
        )}
        {page.name === 'overview' && hadDraft && (
          <Part quiet>
            <DraftOffer
              {...{ config, context }}
              onContinue={(kept) => {
                discard.current = kept.forget;
                setShown(false);
                setPage({ name: 'contact', kept });
              }}
            />
          </Part>
        )}
        {page.name === 'overview' && (
          <Overview
            {...{ snapshot, plan, config, today, labelled, record }}
            place={place}
            diagnostics={[...context.diagnostics, ...codes]}
            shown={shown}
            onShow={setShown}
            onReport={() => setPage({ name: 'report' })}
            onRecord={() => {
              // The client may be there when the contact ends: the way back is veiled.
              setShown(false);
              setPage({ name: 'contact' });
            }}
          />
        )}
        {page.name === 'contact' && (
          <ContactPage
            {...{ snapshot, plan, config, context, host, record, today, discard }}
            kept={page.kept}
            onLeave={() => setPage({ name: 'overview' })}
            onDirty={setDirty}
            onTypable={() => setTypable(true)}
            onSaved={(receipt) => setPage({ name: 'receipt', receipt })}
          />
        )}
        {page.name === 'report' && (
          <Part>
            <ReportPage
              {...{ plan, place, labelled, shown }}
              onShow={setShown}
              onBack={() => setPage({ name: 'overview' })}
            />
          </Part>
        )}
        {page.name === 'receipt' && (
          <Part>
            <Receipt
              receipt={page.receipt}
              plan={plan}
              on={today}
              place={place}
              onBack={() => setPage({ name: 'overview' })}
            />
          </Part>
        )}
      </div>
      {covered && <Cover onUncover={show} />}
    </SiteContext>
  );
}

const NOTICE_MS = 30_000;
/** Not while someone is typing: another look moves everything that stands on the page by then. */
const DRESS_MS = 3_000;

/** True once the first field is there, or a while after opening: what it guards is not needed before, and would make a person wait. */
function useLater(typable: boolean, ms: number): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (typable) return;
    const timer = setTimeout(() => setLate(true), ms);
    return () => clearTimeout(timer);
  }, [typable, ms]);
  return typable || late;
}

/** After a change of page the pressed button is gone: the focus goes to the title, unless the new page has put it somewhere itself. */
function useTitleFocus(page: string) {
  const before = useRef(page);
  useEffect(() => {
    if (before.current === page) return;
    before.current = page;
    window.scrollTo(0, 0);
    if (document.activeElement === document.body) focusTitle();
  }, [page]);
}
