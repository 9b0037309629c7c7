import type { Coding } from 'fhir/r4';
import { use, useState } from 'react';
import { indexFields } from '../../form/enabled';
import type { Field } from '../../form/field';
import { toDocumentBundle } from '../../mapping/report/bundle';
import { classesOf, entriesOf, unionOf } from '../../mapping/report/classes';
import type { Report } from '../../mapping/report/report';
import { type Entry, STEPS, type Step } from '../../plan/entry';
import type { PlanState } from '../../plan/fold';
import type { RecordSnapshot } from '../../record/snapshot';
import { Contacts } from '../contact/contacts';
import type { CorrectionPlace } from '../correction/correction';
import { loadFields } from '../load-fields';
import { savingTexts, useSavingTexts } from '../saving-texts';
import { downloadJson } from './download';
import { Store } from './store';

export interface HandOverProps {
  readonly report: Report;
  readonly plan: PlanState;
  readonly place: CorrectionPlace;
  readonly setStoring: (storing: boolean) => void;
}

/** How a report leaves the screen: on paper, as a file, or into the record. The app itself sends it to nobody. */
export function HandOver(props: HandOverProps) {
  const { report, plan, place } = props;
  const { snapshot, config } = place;
  const saving = useSavingTexts();
  const [exported, setExported] = useState<Report>();
  const dutch = use(savingTexts('nl'));
  const questions = useDutchQuestions();
  const sourceOf = (entry: Entry) => sourceIn(snapshot, entry, config.labels[entry.step]);
  const classes = classesOf(report).map((part) => {
    const entries = entriesOf(part, plan.entries);
    return {
      ...part,
      entries,
      labels: unionOf([
        ...part.steps.map((step) => config.labels[step]),
        ...entries.map((entry) => sourceOf(entry).labels),
      ]),
    };
  });
  const patient = snapshot.patient.state === 'loaded' ? snapshot.patient.value.resource : undefined;
  const author = snapshot.user.state === 'loaded' ? snapshot.user.value?.name : undefined;

  const exportIt = () => {
    if (!patient) return;
    downloadJson(
      toDocumentBundle({
        report,
        patient,
        author,
        someone: saving('report.someone'),
        sourceOf,
        labels: unionOf(classes.map(({ labels }) => labels)),
        questionOf: (linkId) => questions.get(linkId),
        note: dutch('report.excerpt'),
        now: new Date().toISOString(),
        newId: () => crypto.randomUUID(),
      }),
    );
    setExported(report);
  };

  return (
    <section className="report-out" aria-labelledby="report-out-title">
      <h2 id="report-out-title">{saving('report.handOver')}</h2>
      {report.kind === 'referral' && (
        <>
          <ul>
            <li>{saving('report.referral.tellFirst')}</li>
            <li>{saving('report.referral.call')}</li>
          </ul>
          <Contacts kinds={['VK', 'OCJ']} />
        </>
      )}
      <p>{saving('report.readThrough')}</p>
      <p className="note">{saving('report.sendsNothing')}</p>
      <p className="acts">
        <button type="button" onClick={() => window.print()}>
          {saving('readOnly.print')}
        </button>
        <button type="button" disabled={!patient} onClick={exportIt}>
          {saving('report.export')}
        </button>
      </p>
      <p role="status">{exported === report && saving('report.exported')}</p>
      <Store {...props} classes={classes} />
    </section>
  );
}

/** The labels of an entry, the site's of today and those that it has in the record; and when it was written. */
function sourceIn({ entries }: RecordSnapshot, { id }: Entry, labels: readonly Coding[]) {
  if (entries.state !== 'loaded') return { labels };
  const { resources, entries: read } = entries.value;
  const same = resources.filter((_, index) => read[index]?.id === id);
  return {
    labels: unionOf([labels, ...same.map(({ meta }) => meta?.security ?? [])]),
    authored: same.at(-1)?.authored,
  };
}

/** The Dutch question of each item: responses are worded in Dutch, whatever the screen speaks. */
function useDutchQuestions(): ReadonlyMap<string, Field> {
  const loading = STEPS.map((step: Step) => loadFields(step, 'nl'));
  const found = new Map<string, Field>();
  for (const fields of loading) for (const [linkId, { field }] of indexFields(use(fields))) found.set(linkId, field);
  return found;
}
