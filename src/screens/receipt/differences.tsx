import { use } from 'react';
import { indexFields } from '../../form/enabled';
import type { Step } from '../../plan/entry';
import type { ReceiptItem } from '../../record/save-result';
import { useTexts } from '../../texts/texts';
import { loadFields } from '../load-fields';
import { Part } from '../part';
import { useSavingTexts } from '../saving-texts';
import { elementName } from './element-name';
import { Veiled } from './veiled';

/** Whether the host stored something else than was sent, or may have. */
export const isOtherwise = ({ differences, twice, readBack }: ReceiptItem): boolean =>
  differences.length > 0 || twice === true || !readBack;

/** Where the host did otherwise than it was asked. `veiled`: which answers it was, is told on request only. */
export function Differences(props: { readonly item: ReceiptItem; readonly step?: Step; readonly veiled?: boolean }) {
  const { item } = props;
  const saving = useSavingTexts();
  return (
    <>
      {item.twice && <p className="warning">{saving('receipt.twice')}</p>}
      {!item.readBack && <p className="warning">{saving('receipt.unread')}</p>}
      <Kind {...props} kind="dropped" />
      <Kind {...props} kind="changed" />
    </>
  );
}

function Kind(props: {
  readonly item: ReceiptItem;
  readonly step?: Step;
  readonly veiled?: boolean;
  readonly kind: 'dropped' | 'changed';
}) {
  const { item, step = 1, veiled = false, kind } = props;
  const saving = useSavingTexts();
  // Two turns of a group that repeats have the same path.
  const paths = [...new Set(item.differences.filter((found) => found.kind === kind).map(({ path }) => path))];
  if (paths.length === 0) return null;
  const isVeiled = (path: string) => veiled && path.startsWith('item');
  const [open, hidden] = [paths.filter((path) => !isVeiled(path)), paths.filter(isVeiled)];
  return (
    <div className="warning">
      <p>{saving(`receipt.${kind}`)}</p>
      <Part>
        <Names paths={open} step={step} />
        {hidden.length > 0 && (
          <Veiled>
            <Names paths={hidden} step={step} />
          </Veiled>
        )}
      </Part>
    </div>
  );
}

function Names({ paths, step }: { readonly paths: readonly string[]; readonly step: Step }) {
  const { language } = useTexts();
  const saving = useSavingTexts();
  const questions = indexFields(use(loadFields(step, language)));
  if (paths.length === 0) return null;
  return (
    <ul>
      {paths.map((path) => {
        const name = elementName(path, questions);
        return (
          <li key={path}>
            {name && ('label' in name ? name.label : saving(name.key))} <code>{path}</code>
          </li>
        );
      })}
    </ul>
  );
}
