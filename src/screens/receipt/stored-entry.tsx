import type { QuestionnaireResponse } from 'fhir/r4';
import { fromResponse } from '../../mapping/response';
import type { Step } from '../../plan/entry';
import type { ReceiptItem } from '../../record/save-result';
import { useTexts } from '../../texts/texts';
import { labelsOf } from '../contact/write-line';
import { EntryAnswers } from '../entry-answers';
import { Part } from '../part';
import { CONCERN } from '../step-path';
import { Differences } from './differences';
import { Veiled } from './veiled';
import { Version } from './version';

/** One step as the host gave it back, never as it was sent; what is of concern, or labelled, on request. */
export function StoredEntry(props: {
  readonly item: ReceiptItem;
  readonly step: Step;
  readonly id: string;
  readonly stored: QuestionnaireResponse | undefined;
}) {
  const { item, step, id, stored } = props;
  const { t } = useTexts();
  const discreet = CONCERN.includes(step) || labelsOf(item.write) !== '';
  const entry = stored && fromResponse(stored);
  const answers = entry && (
    <Part>
      <EntryAnswers entry={entry} />
    </Part>
  );
  return (
    <article className="stored" data-stored={item.reference} data-step={step} aria-labelledby={id}>
      <h2 id={id} tabIndex={-1}>
        {`${step}. ${t(discreet ? `step.${step}` : `step.long.${step}`)}`} <Version item={item} />
      </h2>
      <Differences item={item} step={step} veiled={discreet} />
      {discreet && answers ? <Veiled>{answers}</Veiled> : answers}
    </article>
  );
}
