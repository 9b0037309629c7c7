import { useEffect, useMemo, useRef, useState } from 'react';
import { composeReport } from '../../mapping/report/compose';
import { composeReferral } from '../../mapping/report/referral';
import { isEmpty, type Report } from '../../mapping/report/report';
import type { Step } from '../../plan/entry';
import type { PlanState } from '../../plan/fold';
import { useTexts } from '../../texts/texts';
import type { CorrectionPlace } from '../correction/correction';
import { Part } from '../part';
import { useSavingTexts } from '../saving-texts';
import { type Choice, firstChoice, isVeiledPart, withMinors } from './choice';
import { Choose } from './choose';
import { HandOver } from './hand-over';
import { Paper } from './paper';
import { useReferralWording, useWording } from './use-wording';

export interface ReportPageProps {
  readonly plan: PlanState;
  readonly place: CorrectionPlace;
  readonly labelled: readonly Step[];
  /** Whether what is of concern is unveiled */
  readonly shown: boolean;
  readonly onShow: (shown: boolean) => void;
  readonly onBack: () => void;
}

/** A report about the client: chosen, seen as it is handed over, then printed, kept as a file or stored in the record. */
export function ReportPage(props: ReportPageProps) {
  const { place, labelled, shown, onShow, onBack } = props;
  const { t } = useTexts();
  const saving = useSavingTexts();
  const plan = useMemo(() => withMinors(props.plan, place.today), [props.plan, place.today]);
  const title = useRef<HTMLHeadingElement>(null);
  // What nobody touched follows the record, of which more may come in.
  const [chosen, setChosen] = useState<Partial<Choice>>({});
  const choice: Choice = { ...firstChoice(plan, labelled), ...chosen };
  const [storing, setStoring] = useState(false);
  useEffect(() => title.current?.focus(), []);
  const isHidden = !shown && choice.kind === 'referral';
  const hasHidden =
    !shown && (choice.statements.size > 0 || [...choice.parts].some((part) => isVeiledPart(part, labelled)));
  return (
    <main className="report">
      <section className="report-choice" aria-labelledby="report-title">
        <div className="heading">
          <h1 id="report-title" tabIndex={-1} ref={title}>
            {saving(choice.kind === 'report' || isHidden ? 'report.title' : 'report.referral.title')}
          </h1>
          <button type="button" className="quiet" onClick={onBack}>
            {t('contact.back')}
          </button>
        </div>
        <Choose
          {...{ plan, labelled, shown, choice }}
          frozen={storing}
          onChoice={(changed) => setChosen({ ...chosen, ...changed })}
        />
        <p className="veil-line">
          {!shown && <span className="note">{saving('report.veiled')}</span>}{' '}
          <button type="button" className="quiet" aria-expanded={shown} onClick={() => onShow(!shown)}>
            {t(shown ? 'overview.hideConcern' : 'overview.showConcern')}
          </button>
        </p>
      </section>
      {isHidden || hasHidden ? (
        <section className="report-out">
          <p role="status">{saving('report.veiledPicks')}</p>
          <button
            type="button"
            onClick={() => {
              // It goes, and what it brings comes below the choice.
              title.current?.focus();
              onShow(true);
            }}
          >
            {t('overview.showConcern')}
          </button>
        </section>
      ) : (
        <Part>
          {choice.kind === 'report' ? (
            <Made {...props} plan={plan} choice={choice} setStoring={setStoring} />
          ) : (
            <MadeReferral {...props} plan={plan} choice={choice} setStoring={setStoring} />
          )}
        </Part>
      )}
    </main>
  );
}

type MadeProps = ReportPageProps & { readonly choice: Choice; readonly setStoring: (storing: boolean) => void };

function Made(props: MadeProps) {
  const wording = useWording(props.place.snapshot, props.place.today, props.choice.span === 'last');
  return <Shown {...props} report={composeReport(props.plan, props.choice, wording)} />;
}

function MadeReferral(props: MadeProps) {
  const wording = useReferralWording(props.place.snapshot, props.place.today);
  return <Shown {...props} report={composeReferral(props.plan, props.choice, wording)} />;
}

function Shown({ report, plan, place, setStoring }: MadeProps & { readonly report: Report }) {
  const saving = useSavingTexts();
  if (isEmpty(report))
    return (
      <section className="report-out">
        <p>{saving('report.nothing')}</p>
      </section>
    );
  return (
    <>
      <Paper report={report} />
      <HandOver {...{ report, plan, place, setStoring }} />
    </>
  );
}
