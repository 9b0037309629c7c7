import { use, useState } from 'react';
import { later } from '../form/later';
import { unreadItems } from '../mapping/unread';
import type { Entry, Step } from '../plan/entry';
import type { PlanState } from '../plan/fold';
import { useTexts } from '../texts/texts';
import { AnswerList, UnknownItems } from './answer-list';
import type { CorrectionPlace, CorrectionProps } from './correction/correction';
import { dateText } from './format';
import { loadFields } from './load-fields';
import { Part } from './part';
import { useSavingTexts } from './saving-texts';
import { CONCERN } from './step-path';

/** Fetched when someone asks to correct something. */
const Correction = later<CorrectionProps>(async () => (await import('./correction/correction')).Correction);

export interface HistoryProps {
  readonly plan: PlanState;
  readonly labelled: readonly Step[];
  /** With it, an opened entry can be corrected */
  readonly place?: CorrectionPlace;
}

type Asked = Pick<CorrectionProps, 'entry' | 'kind'>;

/** Earlier contacts, newest first; an entry opens on request, and the list of concern entries does too. */
export function History({ plan, labelled, place }: HistoryProps) {
  const { t } = useTexts();
  const [shown, setShown] = useState(false);
  const [asked, setAsked] = useState<Asked>();
  const sensitive = (entry: Entry) => CONCERN.includes(entry.step) || labelled.includes(entry.step);
  const entries = plan.entries.filter((entry) => shown || !sensitive(entry)).toReversed();
  const hidden = plan.entries.some(sensitive);
  return (
    <section aria-labelledby="history-title">
      <div className="heading">
        <h2 id="history-title">{t('overview.history')}</h2>
        {hidden && (
          <>
            <span className="note">{t('overview.concernHint')}</span>
            <button type="button" className="quiet" aria-expanded={shown} onClick={() => setShown(!shown)}>
              {t(shown ? 'overview.hideConcern' : 'overview.showConcern')}
            </button>
          </>
        )}
      </div>
      {place && asked && (
        <Part>
          <Correction {...place} {...asked} plan={plan} onClose={() => setAsked(undefined)} />
        </Part>
      )}
      <ul className="history">
        {entries.map((entry) => (
          <li key={entry.id}>
            <EntryDetails entry={entry} onAsked={place && !asked ? setAsked : undefined} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function EntryDetails({
  entry,
  onAsked,
}: {
  readonly entry: Entry;
  readonly onAsked: ((asked: Asked) => void) | undefined;
}) {
  const { t } = useTexts();
  const saving = useSavingTexts();
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        {dateText(entry.contactDate)} · {entry.step}. {t(`step.${entry.step}`)}
        {entry.author && <span className="note"> {saving('entry.by', { author: entry.author })}</span>}
      </summary>
      {open && (
        <Part>
          <EntryAnswers entry={entry} />
          {onAsked && (
            <>
              <button type="button" className="quiet" onClick={() => onAsked({ entry, kind: 'replace' })}>
                {saving('entry.correct')}
              </button>{' '}
              <button type="button" className="quiet" onClick={() => onAsked({ entry, kind: 'withdraw' })}>
                {saving('entry.withdraw')}
              </button>
            </>
          )}
        </Part>
      )}
    </details>
  );
}

/** One entry as it was recorded. */
export function EntryAnswers({ entry }: { readonly entry: Entry }) {
  const { language } = useTexts();
  const saving = useSavingTexts();
  const fields = use(loadFields(entry.step, language));
  const unread = unreadItems(entry);
  return (
    <>
      <AnswerList fields={fields} answers={entry.answers} />
      {unread.length > 0 && (
        <>
          <p className="note">{saving('entry.unknown')}</p>
          <UnknownItems items={unread} />
        </>
      )}
    </>
  );
}
