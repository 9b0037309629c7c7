import type { ReceiptItem } from '../../record/save-result';
import { useTexts } from '../../texts/texts';
import { useSavingTexts } from '../saving-texts';
import { WriteLine } from './write-line';

/** Each write with what became of it: which are in the record, which are not, and of which it is not known. */
export function Outcomes(props: {
  readonly items: readonly ReceiptItem[];
  /** The client may be looking on: steps by their short names */
  readonly discreet?: boolean;
}) {
  const { items, discreet = false } = props;
  const { colon } = useTexts();
  const saving = useSavingTexts();
  return (
    <ul className="outcomes">
      {items.map((item) => (
        <li key={item.write.fullUrl} data-outcome={item.outcome}>
          <WriteLine write={item.write} discreet={discreet} />
          {colon}
          <strong>{saving(`outcome.${item.outcome}`)}</strong> {item.error && <code>{item.error.code}</code>}
        </li>
      ))}
    </ul>
  );
}
