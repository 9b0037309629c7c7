import type { RelatedPerson } from 'fhir/r4';
import { fromRelatedPerson } from '../../mapping/child';
import type { Receipt, ReceiptItem } from '../../record/save-result';
import { useTexts } from '../../texts/texts';
import { WriteLine } from '../contact/write-line';
import { ageText, childName, dateText } from '../format';
import { useSavingTexts } from '../saving-texts';
import { Differences } from './differences';
import { Version } from './version';

/** The children among the persons of the record, as the host gave them back; where it did not, as they were sent. */
export function StoredChildren(props: {
  readonly items: readonly ReceiptItem[];
  readonly receipt: Receipt;
  readonly on: string;
  readonly id: string;
}) {
  const { items, receipt, on, id } = props;
  const { t } = useTexts();
  if (items.length === 0) return null;
  return (
    <article className="stored" aria-labelledby={id}>
      <h2 id={id} tabIndex={-1}>
        {t('overview.children')}
      </h2>
      <ul>
        {items.map((item) => (
          <li key={item.write.fullUrl} data-stored={item.reference}>
            <StoredChild item={item} person={storedAt(receipt, item)} on={on} />
            <Differences item={item} />
          </li>
        ))}
      </ul>
    </article>
  );
}

function storedAt({ resources }: Receipt, { reference }: ReceiptItem): RelatedPerson | undefined {
  const stored = resources.find((resource) => reference === `${resource.resourceType}/${resource.id}`);
  return stored?.resourceType === 'RelatedPerson' ? (stored as RelatedPerson) : undefined;
}

function StoredChild(props: {
  readonly item: ReceiptItem;
  readonly person: RelatedPerson | undefined;
  readonly on: string;
}) {
  const { item, person, on } = props;
  const texts = useTexts();
  const saving = useSavingTexts();
  const child = person && fromRelatedPerson(person);
  return (
    <>
      {child === undefined && <WriteLine write={item.write} />}
      {child && (
        <>
          <strong>{childName(child, texts)}</strong>
          {child.birthDate && `, ${texts.t('banner.born')} ${dateText(child.birthDate)}`},{' '}
          {ageText(child.birthDate, on, texts)}{' '}
          <span className="note">{saving(item.write.kind === 'create-child' ? 'receipt.new' : 'receipt.merged')}</span>
        </>
      )}{' '}
      <Version item={item} />
    </>
  );
}
