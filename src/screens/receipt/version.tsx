import type { ReceiptItem } from '../../record/save-result';
import { useSavingTexts } from '../saving-texts';

/** Which version of it the host now has. */
export function Version({ item: { version } }: { readonly item: ReceiptItem }) {
  const saving = useSavingTexts();
  return version && <span className="note version">{`(${saving('receipt.version', { version })})`}</span>;
}
