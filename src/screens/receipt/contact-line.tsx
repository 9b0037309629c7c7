import type { QuestionnaireResponse } from 'fhir/r4';
import { fromResponse } from '../../mapping/response';
import type { Receipt } from '../../record/save-result';
import type { RecordSnapshot } from '../../record/snapshot';
import { dateText } from '../format';
import { encounterText } from '../history/encounter-text';
import { useSavingTexts } from '../saving-texts';

/** Which contact was saved: its day, during which encounter and by whom, as the host gave them back. */
export function ContactLine({ receipt, snapshot }: { readonly receipt: Receipt; readonly snapshot: RecordSnapshot }) {
  const saving = useSavingTexts();
  const response = receipt.resources.find(({ resourceType }) => resourceType === 'QuestionnaireResponse');
  const entry = response && fromResponse(response as QuestionnaireResponse);
  if (!entry) return null;
  const words = [
    saving('receipt.contactOn', { date: dateText(entry.contactDate) }),
    encounterText(entry.encounter, snapshot.encounter, saving),
    entry.author && saving('entry.by', { author: entry.author }),
  ];
  return <p className="contact-line">{words.filter(Boolean).join(', ')}</p>;
}
