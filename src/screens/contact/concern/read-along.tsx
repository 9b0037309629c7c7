import type { Step } from '../../../plan/entry';
import { useSavingTexts } from '../../saving-texts';
import { useSite } from '../../site-context';

/** Reminds that others may read what is recorded here, and what the host promises and does not. */
export function ReadAlong({ step }: { readonly step: Step }) {
  const saving = useSavingTexts();
  const { labels, documents } = useSite();
  const own = labels[step].map(({ code }) => code).join(' + ');
  return (
    <div className="read-along">
      <p>{saving('concern.readAlong')}</p>
      <details>
        <summary>{saving('concern.whoReads')}</summary>
        <p>{saving('concern.askAlone')}</p>
        <p>{own ? saving('concern.label', { labels: own }) : saving('concern.noLabel')}</p>
        <p>{saving(own && documents.portalWithholds ? 'concern.portalWithholds' : 'concern.portalShows')}</p>
        <p>{saving('concern.notSecret')}</p>
      </details>
    </div>
  );
}
