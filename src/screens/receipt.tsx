import type { QuestionnaireResponse } from 'fhir/r4';
import type { PlanState } from '../plan/fold';
import type { ReceiptItem, Receipt as SaveReceipt } from '../record/save-result';
import { useTexts } from '../texts/texts';
import { countText } from './contact/counts';
import { AskDuplicates, type AskDuplicatesProps } from './duplicates/ask-duplicates';
import { PrintButton, PrintLine } from './print/print';
import { ContactLine } from './receipt/contact-line';
import { isOtherwise } from './receipt/differences';
import { StillOpen } from './receipt/still-open';
import { StoredChildren } from './receipt/stored-children';
import { StoredDocuments } from './receipt/stored-documents';
import { StoredEntry } from './receipt/stored-entry';
import { WhatDiffers } from './receipt/what-differs';
import { useSavingTexts } from './saving-texts';

export interface ReceiptProps {
  readonly receipt: SaveReceipt;
  readonly plan: PlanState;
  readonly on: string;
  readonly place: AskDuplicatesProps;
  readonly onBack: () => void;
}

/** What the record now holds, as the host returned it, and what the step plan still asks. */
export function Receipt(props: ReceiptProps) {
  const { plan, on, place, onBack } = props;
  const receipt = asReadBack(props.receipt);
  const { t, language } = useTexts();
  const saving = useSavingTexts();
  const authorship = receipt.items.filter(isAuthorship);
  const told = receipt.items.filter((item) => !isAuthorship(item));
  const there = told.filter(isThere);
  const [entries, children, documents] = [IS_ENTRY, IS_CHILD, IS_DOCUMENT].map((kinds) =>
    there.filter(({ write }) => kinds.includes(write.kind)),
  ) as [ReceiptItem[], ReceiptItem[], ReceiptItem[]];
  const cardOf = ({ write }: ReceiptItem) => {
    if ('step' in write) return { id: `stored-${write.step}`, title: `${write.step}. ${t(`step.${write.step}`)}` };
    return IS_CHILD.includes(write.kind)
      ? { id: CHILDREN_ID, title: t('overview.children') }
      : { id: DOCUMENTS_ID, title: saving('review.documents') };
  };
  const otherwise = new Map(there.filter(isOtherwise).map((item) => [cardOf(item).id, cardOf(item)]));
  const unsure = (...outcomes: ReceiptItem['outcome'][]) =>
    authorship.some(({ outcome }) => outcomes.includes(outcome));
  return (
    <main className="receipt">
      <section aria-labelledby="receipt-title">
        <div className="heading">
          <h1 id="receipt-title" tabIndex={-1} ref={takeFocus}>
            {saving(there.length < told.length ? 'receipt.titlePartly' : 'receipt.title')}
          </h1>
          <PrintButton />
        </div>
        <p className="counts">{countText(there.map(writeOf), language, saving)}</p>
        <ContactLine receipt={receipt} snapshot={place.snapshot} />
        {there.length > 0 && there.every(({ readBack }) => readBack) && <p role="status">{saving('receipt.intro')}</p>}
        <WhatDiffers missing={told.filter((item) => !isThere(item))} otherwise={[...otherwise.values()]} />
        {unsure('refused', 'not-sent') && <p className="note">{saving('receipt.noProvenance')}</p>}
        {unsure('unconfirmed') && <p className="note">{saving('receipt.provenanceUnsure')}</p>}
        {entries.map((item) => {
          const { write, reference } = item;
          const stored = receipt.resources.find(({ resourceType, id }) => reference === `${resourceType}/${id}`);
          const response =
            stored?.resourceType === 'QuestionnaireResponse' ? (stored as QuestionnaireResponse) : undefined;
          return (
            'step' in write && (
              <StoredEntry key={write.fullUrl} item={item} step={write.step} id={cardOf(item).id} stored={response} />
            )
          );
        })}
        <StoredChildren items={children} receipt={receipt} on={on} id={CHILDREN_ID} />
        <StoredDocuments items={documents} id={DOCUMENTS_ID} />
      </section>
      <AskDuplicates {...place} />
      <StillOpen plan={plan} on={on} />
      <div>
        <button type="button" className="primary" onClick={onBack}>
          {saving('receipt.back')}
        </button>
      </div>
      <PrintLine user={place.snapshot.user} />
    </main>
  );
}

const CHILDREN_ID = 'stored-children';
const DOCUMENTS_ID = 'stored-documents';
const IS_ENTRY: readonly string[] = ['create-entry', 'amend-entry'];
const IS_CHILD: readonly string[] = ['create-child', 'merge-child', 'retire-child'];
const IS_DOCUMENT: readonly string[] = ['create-document'];

/** A receipt without what could not be read back: nothing is known of how that stands in the record. */
function asReadBack(receipt: SaveReceipt): SaveReceipt {
  const read = new Set(receipt.items.flatMap(({ readBack, reference }) => (readBack && reference ? [reference] : [])));
  return {
    ...receipt,
    resources: receipt.resources.filter(({ resourceType, id }) => read.has(`${resourceType}/${id}`)),
  };
}

const writeOf = ({ write }: ReceiptItem) => write;
const isAuthorship = ({ write }: ReceiptItem): boolean => write.kind === 'create-provenance';
const isThere = ({ outcome }: ReceiptItem): boolean => outcome === 'stored' || outcome === 'there-before';
const takeFocus = (title: HTMLElement | null) => title?.focus();
