import type { QuestionnaireResponse, RelatedPerson } from 'fhir/r4';
import type { ReactNode } from 'react';
import { fromRelatedPerson } from '../mapping/child';
import { fromResponse } from '../mapping/response';
import type { PlanState } from '../plan/fold';
import { openPoints } from '../plan/open-points';
import type { ReceiptItem, Receipt as SaveReceipt } from '../record/save-result';
import { useTexts } from '../texts/texts';
import { Outcomes } from './contact/outcomes';
import { WriteLine } from './contact/write-list';
import { AskDuplicates, type AskDuplicatesProps } from './duplicates/ask-duplicates';
import { ageText, childName } from './format';
import { EntryAnswers } from './history';
import { OpenPoints } from './open-points';
import { Part } from './part';
import { useSavingTexts } from './saving-texts';
import { CONCERN } from './step-path';

export interface ReceiptProps {
  readonly receipt: SaveReceipt;
  readonly plan: PlanState;
  readonly on: string;
  readonly place: AskDuplicatesProps;
  readonly onBack: () => void;
}

/** What the record now holds, as the host returned it, and what the step plan still asks. */
export function Receipt(props: ReceiptProps) {
  const { receipt, plan, on, place, onBack } = props;
  const saving = useSavingTexts();
  const points = openPoints(plan, on);
  const ordinary = points.filter(({ step }) => !CONCERN.includes(step));
  const concern = points.filter(({ step }) => CONCERN.includes(step));
  const missing = receipt.items.filter(
    ({ write, outcome }) => write.kind !== 'create-provenance' && outcome !== 'stored' && outcome !== 'there-before',
  );
  const authorship = receipt.items.filter(({ write }) => write.kind === 'create-provenance');
  return (
    <main className="receipt">
      <section aria-labelledby="receipt-title">
        <h1 id="receipt-title" tabIndex={-1} ref={(title) => title?.focus()}>
          {saving(missing.length > 0 ? 'receipt.titlePartly' : 'receipt.title')}
        </h1>
        <p role="status">{saving('receipt.intro')}</p>
        {missing.length > 0 && (
          <div className="warning">
            <p>{saving('receipt.missing')}</p>
            <Outcomes items={missing} />
          </div>
        )}
        {receipt.items
          .filter((item) => item.write.kind !== 'create-provenance' && !missing.includes(item))
          .map((item) => (
            <Stored key={item.write.fullUrl} item={item} receipt={receipt} on={on} />
          ))}
        {authorship.some(({ outcome }) => outcome === 'refused' || outcome === 'not-sent') && (
          <p className="note">{saving('receipt.noProvenance')}</p>
        )}
        {authorship.some(({ outcome }) => outcome === 'unconfirmed') && (
          <p className="note">{saving('receipt.provenanceUnsure')}</p>
        )}
      </section>
      <AskDuplicates {...place} />
      {points.length > 0 && (
        <section>
          <h2>{saving('receipt.openPoints')}</h2>
          <OpenPoints points={ordinary} plan={plan} />
          {concern.length > 0 && (
            <Veiled>
              <OpenPoints points={concern} plan={plan} />
            </Veiled>
          )}
        </section>
      )}
      <div>
        <button type="button" className="primary" onClick={onBack}>
          {saving('receipt.back')}
        </button>
      </div>
    </main>
  );
}

/** One resource: what the host gave back, never what was sent. */
function Stored({
  item,
  receipt,
  on,
}: {
  readonly item: ReceiptItem;
  readonly receipt: SaveReceipt;
  readonly on: string;
}) {
  const { t } = useTexts();
  const saving = useSavingTexts();
  const stored = receipt.resources.find((resource) => item.reference === `${resource.resourceType}/${resource.id}`);
  const version = item.version ? ` (${saving('receipt.version', { version: item.version })})` : '';
  const { write } = item;
  const answers = (
    <StoredEntry
      stored={stored?.resourceType === 'QuestionnaireResponse' ? (stored as QuestionnaireResponse) : undefined}
    />
  );
  return (
    <article className="stored" data-stored={item.reference}>
      {write.kind === 'create-document' ? (
        <h2>
          <WriteLine write={write} />
          {version}
        </h2>
      ) : write.kind === 'create-entry' || write.kind === 'amend-entry' ? (
        <>
          <h2>
            {write.step}. {t(`step.long.${write.step}`)}
            {version}
          </h2>
          {CONCERN.includes(write.step) ? <Veiled>{answers}</Veiled> : answers}
        </>
      ) : (
        stored?.resourceType === 'RelatedPerson' && (
          <StoredChild stored={stored as RelatedPerson} on={on} version={version} />
        )
      )}
      {item.twice && <p className="warning">{saving('receipt.twice')}</p>}
      {!item.readBack && <p className="warning">{saving('receipt.unread')}</p>}
      <Differences kind="dropped" item={item} />
      <Differences kind="changed" item={item} />
    </article>
  );
}

/** What may be about concern opens on request: the client may still be looking on. */
function Veiled({ children }: { readonly children: ReactNode }) {
  const { t } = useTexts();
  return (
    <details>
      <summary>
        {t('overview.showConcern')} <span className="note">{t('overview.concernHint')}</span>
      </summary>
      {children}
    </details>
  );
}

function Differences({ item, kind }: { readonly item: ReceiptItem; readonly kind: 'dropped' | 'changed' }) {
  const saving = useSavingTexts();
  const paths = item.differences.filter((difference) => difference.kind === kind).map(({ path }) => path);
  if (paths.length === 0) return null;
  return (
    <>
      <p className="warning">{saving(`receipt.${kind}`)}</p>
      <ul>
        {paths.map((path) => (
          <li key={path}>
            <code>{path}</code>
          </li>
        ))}
      </ul>
    </>
  );
}

function StoredEntry({ stored }: { readonly stored: QuestionnaireResponse | undefined }) {
  const entry = stored && fromResponse(stored);
  if (!entry) return null;
  return (
    <Part>
      <EntryAnswers entry={entry} />
    </Part>
  );
}

function StoredChild({
  stored,
  on,
  version,
}: {
  readonly stored: RelatedPerson;
  readonly on: string;
  readonly version: string;
}) {
  const texts = useTexts();
  const saving = useSavingTexts();
  const person = fromRelatedPerson(stored);
  return (
    <h2>
      {saving('receipt.child', { name: childName(person, texts) })}, {ageText(person.birthDate, on, texts)}
      {version}
    </h2>
  );
}
