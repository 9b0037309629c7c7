import type { ReceiptItem } from '../../record/save-result';
import { Outcomes } from '../contact/outcomes';
import { useSavingTexts } from '../saving-texts';

/** First what is not in the record, or not as it was sent; the rest of the page is only read when this is known. */
export function WhatDiffers(props: {
  readonly missing: readonly ReceiptItem[];
  /** The parts of the page that tell of something stored otherwise */
  readonly otherwise: readonly { readonly id: string; readonly title: string }[];
}) {
  const { missing, otherwise } = props;
  const saving = useSavingTexts();
  return (
    <>
      {missing.length > 0 && (
        <div className="warning">
          <p>{saving('receipt.missing')}</p>
          <Outcomes items={missing} discreet />
        </div>
      )}
      {otherwise.length > 0 && (
        <div className="warning">
          <p>{saving('receipt.differs')}</p>
          <ul>
            {otherwise.map(({ id, title }) => (
              <li key={id}>
                <a href={`#${id}`}>{title}</a>
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}
