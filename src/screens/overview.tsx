import { later } from '../form/later';
import { asked } from '../plan/asked';
import type { Entry, Step } from '../plan/entry';
import type { PlanState } from '../plan/fold';
import { type NextAction, nextAction } from '../plan/next-action';
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
import { NextStep } from './next-step';
import type { OpenPointsProps } from './open-points';
import type { ConcernPanelProps } from './overview/concern-panel';
import { Part } from './part';
import { ReadProblems } from './read-problems';
import { CONCERN, StepPath } from './step-path';

const AskDuplicates = later<AskDuplicatesProps>(
  async () => (await import('./duplicates/ask-duplicates')).AskDuplicates,
);
const ConcernPanel = later<ConcernPanelProps>(async () => (await import('./overview/concern-panel')).ConcernPanel);
const OpenPoints = later<OpenPointsProps>(async () => (await import('./open-points')).OpenPoints);
const History = later<HistoryProps>(async () => (await import('./history')).History);

/** How many contacts a GP sees before the path: a practice follows families for years, in many short contacts. */
const FEW = 4;

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
  /** Whether what is of concern is unveiled */
  readonly shown: boolean;
  readonly onShow: (shown: boolean) => void;
  readonly onReport: () => void;
  readonly onRecord: () => void;
}) {
  const { snapshot, plan, config, today, labelled, record, place, diagnostics, shown, onShow, onReport, onRecord } =
    props;
  const { t } = useTexts();
  const reading = snapshot.entries.state === 'loading';
  const next = nextDate(plan);
  const { encounter } = place.context;
  const told = asked(plan, today, { validForDays: config.askedValidForDays, labelled, encounter });
  const action: NextAction = reading ? { kind: 'record' } : nextAction(plan, told, today);
  const ordinary = openPoints(plan, today).filter(({ step }) => !CONCERN.includes(step));
  const isGp = config.setting === 'gp';
  const isPartial = Object.values(plan.reading.entries).includes('partial');
  const isVeiled = ({ step }: Entry) => !shown && (CONCERN.includes(step) || labelled.includes(step));
  const isEmpty = plan.entries.every(isVeiled);
  // Veiled, a record with nothing but concern looks like one with nothing.
  const empty = <p className="note">{t(isPartial ? 'overview.childrenNotLoaded' : 'overview.noHistory')}</p>;
  const history =
    plan.entries.length > 0 ? (
      <Part>
        <History {...{ plan, labelled, place, shown, empty, onReport }} {...(isGp ? { first: FEW } : {})} />
      </Part>
    ) : (
      empty
    );
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
              <AskedLine asked={told} />
              {plan.children.length > 1 && (
                <Part quiet>
                  <AskDuplicates {...place} />
                </Part>
              )}
              <ChildrenList plan={plan} on={today} loading={snapshot.relatedPersons.state === 'loading'} />
            </>
          )}
        </div>
        <div className="act">
          <NextStep action={action} onRecord={onRecord} />
          {!reading && (next || !isEmpty) && (
            <p className={next ? 'next dated' : 'next'}>
              <span className="label">{t('overview.next')}</span> {next ? dateText(next) : t('overview.noNext')}
            </p>
          )}
        </div>
      </section>
      {!reading && (
        <>
          {isGp && history}
          <StepPath {...{ plan, labelled, shown, onShow }} on={today} askAgain={/^ask/.test(action.kind)}>
            {shown && (
              <Part>
                <ConcernPanel plan={plan} on={today} />
              </Part>
            )}
          </StepPath>
          {ordinary.length > 0 && (
            <section>
              <h2>{t('overview.openPoints')}</h2>
              <Part>
                <OpenPoints points={ordinary} plan={plan} />
              </Part>
            </section>
          )}
          {!isGp && history}
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
