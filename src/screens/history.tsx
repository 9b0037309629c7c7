import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { later } from '../form/later';
import type { Entry, Step } from '../plan/entry';
import type { PlanState } from '../plan/fold';
import { useTexts } from '../texts/texts';
import type { CorrectionPlace, CorrectionProps } from './correction/correction';
import { ContactDetails } from './history/contact-details';
import { contactKey, goneEntries, type PastContact, pastContacts } from './history/past-contacts';
import { Part } from './part';
import { PrintButton, PrintLine } from './print/print';
import { useSavingTexts } from './saving-texts';
import { CONCERN } from './step-path';

/** Fetched when someone asks to correct something. */
const Correction = later<CorrectionProps>(async () => (await import('./correction/correction')).Correction);

export interface HistoryProps {
  readonly plan: PlanState;
  readonly labelled: readonly Step[];
  /** With it, an opened entry can be corrected */
  readonly place?: CorrectionPlace;
  /** Whether what may be about concern is shown; without it, the history has a button of its own for that */
  readonly shown?: boolean;
  /** Instead of the section, while there is nothing in it to show */
  readonly empty?: ReactNode;
  /** Leads to the report of this client; without it, there is none */
  readonly onReport?: () => void;
  /** How many contacts are listed before one asks for all */
  readonly first?: number;
}

type Asked = Pick<CorrectionProps, 'entry' | 'kind'>;

/** Earlier contacts, newest first; a contact opens on request, and what may be about concern is in none of them unless asked for. */
export function History({ plan, labelled, place, shown: unveiled, empty, onReport, first = FIRST }: HistoryProps) {
  const { t } = useTexts();
  const saving = useSavingTexts();
  const [own, setOwn] = useState(false);
  const [withGone, setWithGone] = useState(false);
  const [asked, setAsked] = useState<Asked>();
  const list = useRef<HTMLElement>(null);
  const shown = unveiled ?? own;
  const isSensitive = (entry: Entry) => CONCERN.includes(entry.step) || labelled.includes(entry.step);
  const isShown = ({ entry }: { readonly entry: Entry }) => shown || !isSensitive(entry);
  const entries = place?.snapshot.entries;
  const read = entries?.state === 'loaded' ? entries.value.entries : plan.entries;
  const gone = useMemo(() => goneEntries(read, plan.entries), [read, plan.entries]).filter(isShown);
  const standing = plan.entries.map((entry) => ({ entry })).filter(isShown);
  const contacts = pastContacts(withGone ? [...standing, ...gone] : standing, place?.host.base);
  const closeTo = useFocusOn(list, asked, place?.host.base);
  if (empty && contacts.length + gone.length === 0 && !asked) return empty;
  return (
    <section ref={list} className="past-contacts" aria-labelledby="history-title">
      <div className="heading">
        <h2 id="history-title" tabIndex={-1}>
          {t('overview.history')}
        </h2>
        {unveiled === undefined && plan.entries.some(isSensitive) && (
          <>
            <span className="note">{t('overview.concernHint')}</span>
            <button type="button" className="quiet" aria-expanded={shown} onClick={() => setOwn(!own)}>
              {t(shown ? 'overview.hideConcern' : 'overview.showConcern')}
            </button>
          </>
        )}
        {onReport && (
          <button type="button" className="quiet" onClick={onReport}>
            {saving('report.open')}
          </button>
        )}
        <PrintButton />
      </div>
      {place && asked && (
        <div hidden={!isShown(asked)}>
          <Part>
            <Correction
              {...place}
              {...asked}
              plan={plan}
              onClose={() => {
                closeTo(asked.entry);
                setAsked(undefined);
              }}
            />
          </Part>
        </div>
      )}
      <ContactList {...{ contacts, place, first }} onAsked={place && !asked ? setAsked : undefined} />
      {(gone.length > 0 || withGone) && (
        <button type="button" className="quiet" aria-expanded={withGone} onClick={() => setWithGone(!withGone)}>
          {saving(withGone ? 'history.hideGone' : 'history.gone')}
        </button>
      )}
      <PrintLine user={place?.snapshot.user} />
    </section>
  );
}

const FIRST = 10;

/** The newest ten; the rest on request, so that a record of many years opens at once. */
function ContactList(props: {
  readonly contacts: readonly PastContact[];
  readonly place: CorrectionPlace | undefined;
  readonly first: number;
  readonly onAsked: ((asked: Asked) => void) | undefined;
}) {
  const { contacts, place, first, onAsked } = props;
  const saving = useSavingTexts();
  const [all, setAll] = useState(false);
  const listed = all ? contacts : contacts.slice(0, first);
  return (
    <>
      <ul className="history">
        {listed.map((contact) => (
          <li key={contact.key} data-contact={contact.key}>
            <ContactDetails contact={contact} encounter={place?.snapshot.encounter} onAsked={onAsked} />
          </li>
        ))}
      </ul>
      {listed.length < contacts.length && (
        <button type="button" className="quiet" onClick={() => setAll(true)}>
          {saving('history.all', { count: contacts.length })}
        </button>
      )}
    </>
  );
}

/** After a correction is closed the focus goes back to the contact that it was asked from, or to the title where that is gone. */
function useFocusOn(
  section: { readonly current: HTMLElement | null },
  asked: Asked | undefined,
  base: string | undefined,
) {
  const from = useRef<Entry>(undefined);
  useEffect(() => {
    const entry = from.current;
    if (asked || !entry) return;
    from.current = undefined;
    const key = contactKey(entry, base);
    const items = [...(section.current?.querySelectorAll<HTMLElement>('[data-contact]') ?? [])];
    const item = items.find(({ dataset }) => dataset.contact === key);
    (item?.querySelector('summary') ?? section.current?.querySelector<HTMLElement>('h2'))?.focus();
  }, [asked, section, base]);
  return (entry: Entry) => {
    from.current = entry;
  };
}
