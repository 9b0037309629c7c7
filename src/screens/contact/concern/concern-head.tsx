import type { Step } from '../../../plan/entry';
import { useTexts } from '../../../texts/texts';
import { Contacts } from '../contacts';

export interface ConcernHeadProps {
  readonly step: Step;
}

/** What stands above the questions of a step that may be about concern: who may read along, and whom to call. */
export function ConcernHead(_: ConcernHeadProps) {
  const { t } = useTexts();
  return (
    <>
      <p className="warning">{t('contact.readAlong')}</p>
      <Contacts />
    </>
  );
}
