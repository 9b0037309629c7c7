import type { ReceiptItem } from '../../record/save-result';
import { WriteLine } from '../contact/write-line';
import { useSavingTexts } from '../saving-texts';
import { Differences } from './differences';
import { Version } from './version';

/** The documents that came into the record; what stands in them is for the host to show. */
export function StoredDocuments({ items, id }: { readonly items: readonly ReceiptItem[]; readonly id: string }) {
  const saving = useSavingTexts();
  if (items.length === 0) return null;
  return (
    <article className="stored" aria-labelledby={id}>
      <h2 id={id} tabIndex={-1}>
        {saving('review.documents')}
      </h2>
      <ul>
        {items.map((item) => (
          <li key={item.write.fullUrl} data-stored={item.reference}>
            <WriteLine write={item.write} /> <Version item={item} />
            <Differences item={item} />
          </li>
        ))}
      </ul>
    </article>
  );
}
