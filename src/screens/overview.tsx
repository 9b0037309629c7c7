import { Suspense } from 'react';
import { later } from '../form/later';
import { asked } from '../plan/asked';
import type { Step } from '../plan/entry';
import type { PlanState } from '../plan/fold';
import { openPoints } from '../plan/open-points';
import { nextDate } from '../plan/step-state';
import type { RecordStore } from '../record/open-record';
import type { RecordSnapshot } from '../record/snapshot';
import type { SiteConfig } from '../session/site-config';
import { useTexts } from '../texts/texts';
import { AskedLine } from './asked-line';
import { ChildrenList } from './children-list';
import type { CorrectionPlace } from './correction/correction';
import type { AskDuplicatesProps } from './duplicates/ask-duplicates';
import { dateText } from './format';
import type { HistoryProps } from './history';
import { OpenPoints } from './open-points';
import { Part } from './part';
import { ReadProblems } from './read-problems';
import { StepPath } from './step-path';

const AskDuplicates = later<AskDuplicatesProps>(
  async () => (await import('./duplicates/ask-duplicates')).AskDuplicates,
);
const History = later<HistoryProps>(async () => (await import('./history')).History);

/** What a clinician sees first: asked or not, the children, the next date; what may be sensitive only on request. */
export function Overview(props: {
  readonly snapshot: RecordSnapshot;
  readonly plan: PlanState;
  readonly config: SiteConfig;
  readonly today: string;
  readonly labelled: readonly Step[];
  readonly record: RecordStore;
  readonly place: CorrectionPlace;
  /** Codes of what did not stop the session */
  readonly diagnostics: readonly string[];
  readonly onRecord: () => void;
}) {
  const { snapshot, plan, config, today, labelled, record, place, diagnostics, onRecord } = props;
  const { t } = useTexts();
  const reading = snapshot.entries.state === 'loading';
  const next = nextDate(plan);
  const ordinary = openPoints(plan, today).filter(({ step }) => step === 1 || step === 3);
  return (
    <main className="overview">
      <ReadProblems snapshot={snapshot} onRetry={record.reload} />
      <section className="first" aria-labelledby="children-title">
        <div>
          <h1 id="children-title">{t('overview.children')}</h1>
          {reading ? (
            <p role="status">
              {t('overview.children')} {t('read.loading')}
            </p>
          ) : (
            <>
              <AskedLine asked={asked(plan, today, config.askedValidForDays, labelled)} />
              {plan.children.length > 1 && (
                <Suspense fallback={null}>
                  <AskDuplicates {...place} />
                </Suspense>
              )}
              <ChildrenList plan={plan} on={today} loading={snapshot.relatedPersons.state === 'loading'} />
            </>
          )}
        </div>
        <div className="act">
          <button type="button" className="primary" onClick={onRecord}>
            {t('overview.record')}
          </button>
          {!reading && (
            <p className="next">
              <span className="label">{t('overview.next')}</span> {next ? dateText(next) : t('overview.noNext')}
            </p>
          )}
        </div>
      </section>
      {!reading && (
        <>
          <StepPath plan={plan} on={today} labelled={labelled} />
          {ordinary.length > 0 && (
            <section>
              <h2>{t('overview.openPoints')}</h2>
              <OpenPoints points={ordinary} plan={plan} />
            </section>
          )}
          {plan.entries.length > 0 ? (
            <Part>
              <History plan={plan} labelled={labelled} place={place} />
            </Part>
          ) : (
            <p className="note">
              {t(
                Object.values(plan.reading.entries).includes('partial')
                  ? 'overview.childrenNotLoaded'
                  : 'overview.noHistory',
              )}
            </p>
          )}
        </>
      )}
      {diagnostics.length > 0 && (
        <details className="note">
          <summary>{t('overview.diagnostics')}</summary>
          <code>{diagnostics.join(' ')}</code>
        </details>
      )}
    </main>
  );
}
