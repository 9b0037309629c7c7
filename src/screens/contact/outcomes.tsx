import type { ReceiptItem } from '../../record/save-result';
import { useSavingTexts } from '../saving-texts';
import { WriteLine } from './write-list';

/** Each write with what became of it: which are in the record, which are not, and of which it is not known. */
export function Outcomes({ items }: { readonly items: readonly ReceiptItem[] }) {
  const saving = useSavingTexts();
  return (
    <ul className="outcomes">
      {items.map((item) => (
        <li key={item.write.fullUrl} data-outcome={item.outcome}>
          <WriteLine write={item.write} />: <strong>{saving(`outcome.${item.outcome}`)}</strong>{' '}
          {item.error && <code>{item.error.code}</code>}
        </li>
      ))}
    </ul>
  );
}
