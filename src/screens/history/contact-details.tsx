import { useState } from 'react';
import type { Entry } from '../../plan/entry';
import { nextDateIn } from '../../plan/step-state';
import type { Loaded } from '../../record/loaded';
import type { EncounterSummary } from '../../record/snapshot';
import { useTexts } from '../../texts/texts';
import type { CorrectionProps } from '../correction/correction';
import { EntryAnswers } from '../entry-answers';
import { dateText } from '../format';
import { Part } from '../part';
import { useSavingTexts } from '../saving-texts';
import { encounterText } from './encounter-text';
import { type PastContact, type PastEntry, recordedOn, stepsOf } from './past-contacts';

type OnAsked = (asked: Pick<CorrectionProps, 'entry' | 'kind'>) => void;

/** One earlier contact: a line with when, what and who, that opens to its steps. */
export function ContactDetails(props: {
  readonly contact: PastContact;
  readonly encounter: Loaded<EncounterSummary | undefined> | undefined;
  /** Absent: nothing can be corrected here, or something is being corrected already */
  readonly onAsked: OnAsked | undefined;
}) {
  const { contact, encounter, onAsked } = props;
  const { t } = useTexts();
  const saving = useSavingTexts();
  const [open, setOpen] = useState(false);
  const next = contact.entries.flatMap(({ entry, gone }) => (gone ? [] : (nextDateIn(entry) ?? []))).sort()[0];
  const during = encounter && encounterText(contact.encounter, encounter, saving);
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        <span className="when">{dateText(contact.date)}</span>{' '}
        {stepsOf(contact)
          .map((step) => `${step}. ${t(`step.${step}`)}`)
          .join(', ')}
        {contact.author && <span className="note"> {saving('entry.by', { author: contact.author })}</span>}
        {next && <span className="note"> · {saving('panel.nextDate', { date: dateText(next) })}</span>}
      </summary>
      {open && (
        <Part>
          {during && <p className="note">{during}</p>}
          {contact.entries.map((past) => (
            <PastStep key={past.entry.id} past={past} onAsked={onAsked} />
          ))}
        </Part>
      )}
    </details>
  );
}

/** One step of it, as it was recorded. */
function PastStep({ past, onAsked }: { readonly past: PastEntry; readonly onAsked: OnAsked | undefined }) {
  const { entry, gone } = past;
  const { t } = useTexts();
  const title = `${entry.step}. ${t(`step.long.${entry.step}`)}`;
  return (
    <article className="past" data-step={entry.step} data-gone={gone?.how}>
      <h3>{gone ? <s>{title}</s> : title}</h3>
      <Remarks past={past} />
      <EntryAnswers entry={entry} />
      {onAsked && !gone && (
        <p className="acts">
          <AskButton entry={entry} kind="replace" onAsked={onAsked} />{' '}
          <AskButton entry={entry} kind="withdraw" onAsked={onAsked} />
        </p>
      )}
    </article>
  );
}

function AskButton(props: {
  readonly entry: Entry;
  readonly kind: CorrectionProps['kind'];
  readonly onAsked: OnAsked;
}) {
  const { entry, kind, onAsked } = props;
  const { t } = useTexts();
  const saving = useSavingTexts();
  return (
    <button type="button" className="quiet" onClick={() => onAsked({ entry, kind })}>
      {saving(kind === 'replace' ? 'entry.correct' : 'entry.withdraw')}
      <span className="visually-hidden"> {t(`step.${entry.step}`)}</span>
    </button>
  );
}

/** When it was written, where that is another day; that it was corrected or no longer counts, and why. */
function Remarks({ past: { entry, gone } }: { readonly past: PastEntry }) {
  const saving = useSavingTexts();
  const recorded = recordedOn(entry);
  const amended = !gone && (entry.status === 'amended' || entry.corrects !== undefined);
  const reason = gone ? gone.reason : entry.corrects?.reason;
  const remarks = [
    gone && saving(`entry.${gone.how}`),
    amended && saving('entry.amended', { date: dateText(brusselsDay(entry)) }),
    reason && saving('entry.reason', { reason }),
    !amended && !gone && recorded && saving('entry.recorded', { date: dateText(recorded) }),
  ].filter((remark) => typeof remark === 'string');
  return remarks.length > 0 && <p className="note">{remarks.join(', ')}</p>;
}

const brusselsDay = (entry: Entry): string => recordedOn(entry) ?? entry.contactDate;
