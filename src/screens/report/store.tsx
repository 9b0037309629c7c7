import { useEffect, useMemo, useState } from 'react';
import type { LeftOut } from '../../record/intended';
import { intendReport, reportUuids, type StoreInput, takesReports } from '../../record/report-documents';
import type { Receipt } from '../../record/save-result';
import type { RecordSnapshot } from '../../record/snapshot';
import { factsOf, planOfIntention, type WritePlan } from '../../record/write-plan';
import { useTexts } from '../../texts/texts';
import { Outcomes } from '../contact/outcomes';
import { UnsavedResult } from '../contact/unsaved-result';
import { useSaving } from '../contact/use-saving';
import { WriteLine } from '../contact/write-line';
import { Differences } from '../receipt/differences';
import { useSavingTexts } from '../saving-texts';
import { useOnline } from '../session/online';
import type { HandOverProps } from './hand-over';

type Props = HandOverProps & { readonly classes: StoreInput['classes'] };

/** What was stored last: by its content, for another choice is another report */
interface Stored {
  readonly key: string;
  readonly receipt: Receipt;
}

/** Where the host takes documents a report can be kept there, by the one save path, and then says what became of it. */
export function Store(props: Props) {
  const { record, snapshot, context } = props.place;
  const [ready, setReady] = useState(false);
  const [stored, setStored] = useState<Stored>();
  useEffect(() => {
    let current = true;
    void record.loadForSaving().then(() => current && setReady(true));
    return () => {
      current = false;
    };
  }, [record]);
  // Each save is its own: after one, the next begins anew.
  return (
    ready &&
    takesReports(factsOf(snapshot, context)) && (
      <Storing key={stored?.key ?? ''} {...props} stored={stored} onStored={setStored} />
    )
  );
}

function Storing(props: Props & { readonly stored: Stored | undefined; readonly onStored: (stored: Stored) => void }) {
  const { place, classes, setStoring, stored, onStored } = props;
  const { host, context, record, snapshot, config } = place;
  const saving = useSavingTexts();
  const online = useOnline();
  // It goes with what is veiled, also in the middle of a save; the same content is stored once, however often it is asked.
  useEffect(() => () => setStoring(false), [setStoring]);
  const uuidFor = reportUuids(record, () => crypto.randomUUID());
  // A report holds no entries: nothing of it belongs into the lists that were read.
  const apart = useMemo(() => ({ ...record, takeIn: async () => {} }), [record]);
  const planOn = (now: RecordSnapshot): WritePlan =>
    planOfIntention(
      intendReport({ classes, snapshot: now, context, site: config, authored: new Date().toISOString(), uuidFor }),
      now,
      context,
    );
  const plan = planOn(snapshot);
  const key = plan.kind === 'save' ? plan.writes.map(({ fullUrl }) => fullUrl).join() : '';
  const { busy, result, save } = useSaving({
    host,
    context,
    record: apart,
    journal: undefined,
    lookFirst: true,
    finalPlan: async () => planOn(await record.loadForSaving()),
    keep: async () => {},
    onSaved: (receipt) => onStored({ key, receipt }),
    setSaving: setStoring,
  });
  const here = stored?.key === key ? stored.receipt : undefined;
  const documents = plan.kind === 'save' ? plan.writes.filter(({ kind }) => kind === 'create-document') : [];
  const labelOf = here ? undefined : saving(busy ? 'review.saving' : result ? 'save.again' : 'report.store');
  return (
    <div className="report-store">
      {documents.length > 0 && !here && (
        <ul>
          {documents.map((write) => (
            <li key={write.fullUrl}>
              <WriteLine write={write} />
            </li>
          ))}
        </ul>
      )}
      {plan.kind === 'not-possible' && <p className="warning">{saving(`cannot.${plan.reason}`)}</p>}
      <NotStored leftOut={plan.leftOut} />
      {result && !here && (
        <UnsavedResult
          {...{ result, busy, context }}
          onChoices={save}
          onLeave={(receipt) => onStored({ key, receipt })}
        />
      )}
      {plan.kind === 'save' && labelOf && (
        <button type="button" disabled={busy || !online} onClick={() => void save()}>
          {labelOf}
        </button>
      )}
      {here && <StoredReport receipt={here} />}
    </div>
  );
}

/** What goes into no document, with the reason, once for all steps that have the same. */
function NotStored({ leftOut }: { readonly leftOut: readonly LeftOut[] }) {
  const { colon } = useTexts();
  const saving = useSavingTexts();
  const steps = leftOut.flatMap((left) => (left.what === 'entry' ? [left] : []));
  const reasons = [...new Set(steps.map(({ reason }) => reason))];
  if (reasons.length === 0) return null;
  return (
    <div className="left-out">
      <p>{saving('review.leftOut')}</p>
      <ul>
        {reasons.map((reason) => (
          <li key={reason}>
            {saving('report.parts', {
              steps: steps.flatMap((left) => (left.reason === reason ? left.step : [])).join(', '),
            })}
            {colon}
            {saving(`leftOut.${reason}`)}
          </li>
        ))}
      </ul>
    </div>
  );
}

function StoredReport({ receipt }: { readonly receipt: Receipt }) {
  const saving = useSavingTexts();
  const documents = receipt.items.filter(({ write }) => write.kind === 'create-document');
  const isThere = documents.every(({ outcome }) => outcome === 'stored' || outcome === 'there-before');
  const isRead = documents.every(({ readBack }) => readBack);
  return (
    <div className="stored-report" tabIndex={-1} ref={takeFocus}>
      {isThere && <p role="status">{saving(isRead ? 'report.stored' : 'report.storedUnread')}</p>}
      <Outcomes items={documents} />
      {documents.map((item) => (
        <Differences key={item.write.fullUrl} item={item} />
      ))}
    </div>
  );
}

const takeFocus = (told: HTMLElement | null) => told?.focus();
