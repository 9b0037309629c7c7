import { use } from 'react';
import { indexFields } from '../../form/enabled';
import type { Step } from '../../plan/entry';
import type { ReceiptItem } from '../../record/save-result';
import { useTexts } from '../../texts/texts';
import { loadFields } from '../load-fields';
import { Part } from '../part';
import { useSavingTexts } from '../saving-texts';
import { CONCERN } from '../step-path';
import { elementName } from './element-name';
import { Veiled } from './veiled';

/** Whether the host stored something else than was sent, or may have. */
export const isOtherwise = ({ differences, twice, readBack }: ReceiptItem): boolean =>
  differences.length > 0 || twice === true || !readBack;

/** Where the host did otherwise than it was asked; which answers of a concern step it was, is told on request only. */
export function Differences({ item, step }: { readonly item: ReceiptItem; readonly step: Step | undefined }) {
  const saving = useSavingTexts();
  return (
    <>
      {item.twice && <p className="warning">{saving('receipt.twice')}</p>}
      {!item.readBack && <p className="warning">{saving('receipt.unread')}</p>}
      <Kind item={item} step={step} kind="dropped" />
      <Kind item={item} step={step} kind="changed" />
    </>
  );
}

function Kind(props: {
  readonly item: ReceiptItem;
  readonly step: Step | undefined;
  readonly kind: 'dropped' | 'changed';
}) {
  const { item, step, kind } = props;
  const saving = useSavingTexts();
  const paths = item.differences.filter((difference) => difference.kind === kind).map(({ path }) => path);
  if (paths.length === 0) return null;
  const isVeiled = (path: string) => step !== undefined && CONCERN.includes(step) && path.startsWith('item');
  const [open, veiled] = [paths.filter((path) => !isVeiled(path)), paths.filter(isVeiled)];
  return (
    <div className="warning">
      <p>{saving(`receipt.${kind}`)}</p>
      <Part>
        <Names paths={open} step={step ?? 1} />
        {veiled.length > 0 && (
          <Veiled>
            <Names paths={veiled} step={step ?? 1} />
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
