import { useState } from 'react';
import type { Entry } from '../../plan/entry';
import type { PlanState } from '../../plan/fold';
import type { Correcting } from '../../record/correct';
import type { Receipt } from '../../record/save-result';
import type { RecordSnapshot } from '../../record/snapshot';
import { useTexts } from '../../texts/texts';
import type { ContactPageProps } from '../contact/contact-page';
import { Outcomes } from '../contact/outcomes';
import { Part } from '../part';
import { useSavingTexts } from '../saving-texts';
import { CorrectionEditing } from './correction-editing';

/** What a correction needs of the opened record */
export interface CorrectionPlace
  extends Pick<ContactPageProps, 'host' | 'context' | 'record' | 'config' | 'today' | 'onDirty'> {
  readonly snapshot: RecordSnapshot;
}

export interface CorrectionProps extends CorrectionPlace {
  readonly plan: PlanState;
  readonly entry: Entry;
  readonly kind: Correcting['kind'];
  readonly onClose: () => void;
}

/** Corrects or takes back one earlier entry, and then says what became of it. */
export function Correction(props: CorrectionProps) {
  const { entry, kind, onClose } = props;
  const { t } = useTexts();
  const saving = useSavingTexts();
  const [saved, setSaved] = useState<Receipt>();
  const title = `${entry.step}. ${t(`step.long.${entry.step}`)}`;
  return (
    <section className="correction" aria-labelledby="correction-title" data-correction={kind}>
      <h3 id="correction-title" tabIndex={-1} ref={takeFocus}>
        {saving(kind === 'replace' ? 'correct.title' : 'correct.withdrawTitle', { title })}
      </h3>
      {saved ? (
        <>
          <p role="status" tabIndex={-1} ref={takeFocus}>
            {saving(kind === 'replace' ? 'correct.saved' : 'correct.withdrawn')}
          </p>
          <Outcomes items={saved.items} />
          <button type="button" onClick={onClose}>
            {saving('correct.close')}
          </button>
        </>
      ) : (
        <Part>
          <CorrectionEditing {...props} onSaved={setSaved} />
        </Part>
      )}
    </section>
  );
}

const takeFocus = (told: HTMLElement | null) => told?.focus();
