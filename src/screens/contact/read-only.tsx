import type { QuestionnaireResponse } from 'fhir/r4';
import { useState } from 'react';
import { noteText } from '../../mapping/note';
import { useSavingTexts } from '../saving-texts';

/** Where the host takes nothing: what was recorded as a text, to print or to copy into the record by hand. */
export function ReadOnly({ responses }: { readonly responses: readonly QuestionnaireResponse[] }) {
  const saving = useSavingTexts();
  const [copied, setCopied] = useState<boolean>();
  const text = noteText(responses);
  const copy = async () =>
    setCopied(
      await navigator.clipboard.writeText(text).then(
        () => true,
        () => false,
      ),
    );
  return (
    <div className="read-only">
      <p>{saving('readOnly.why')}</p>
      <section aria-label={saving('readOnly.text')}>
        <pre lang="nl">{text}</pre>
      </section>
      <div>
        <button type="button" onClick={() => void copy()}>
          {saving('readOnly.copy')}
        </button>{' '}
        <button type="button" onClick={() => window.print()}>
          {saving('readOnly.print')}
        </button>
      </div>
      <p role="status">{copied !== undefined && saving(copied ? 'readOnly.copied' : 'readOnly.notCopied')}</p>
    </div>
  );
}
