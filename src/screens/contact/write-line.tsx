import { fromRelatedPerson } from '../../mapping/child';
import type { Step } from '../../plan/entry';
import type { IntendedWrite } from '../../record/intended';
import { useTexts } from '../../texts/texts';
import { childName } from '../format';
import { useSavingTexts } from '../saving-texts';

/** The labels that a write carries; empty without. */
export const labelsOf = ({ resource }: IntendedWrite): string =>
  (resource.meta?.security ?? []).map(({ code }) => code).join(' + ');

const DOCUMENT = { note: 'review.note', entries: 'review.document', report: 'review.report' } as const;

/** One write in words. `discreet`: steps by their short names, which tell nothing to who looks on. */
export function WriteLine({ write, discreet = false }: { readonly write: IntendedWrite; readonly discreet?: boolean }) {
  const texts = useTexts();
  const { t } = texts;
  const saving = useSavingTexts();
  const labels = labelsOf(write);
  const titleOf = (step: Step) => `${step}. ${t(discreet ? `step.${step}` : `step.long.${step}`)}`;
  switch (write.kind) {
    case 'create-entry':
      return (
        <>
          {saving('review.entry', { title: titleOf(write.step) })},{' '}
          {labels ? saving('review.labels', { labels }) : saving('review.noLabels')}
        </>
      );
    case 'create-child':
      return saving('review.newChild', { name: childName(fromRelatedPerson(write.resource), texts) });
    case 'merge-child':
      return saving('review.mergeChild', { name: childName(fromRelatedPerson(write.resource), texts) });
    case 'retire-child':
      return saving('review.retireChild', { name: childName(fromRelatedPerson(write.resource), texts) });
    case 'amend-entry':
      return (
        <>
          {saving(write.becomes === 'amended' ? 'review.amend' : 'review.withdraw', {
            title: titleOf(write.step),
          })}
          {labels && `, ${saving('review.labels', { labels })}`}
        </>
      );
    case 'create-document':
      return (
        <>
          {saving(DOCUMENT[write.content], { steps: write.steps.join(', ') })},{' '}
          {labels ? saving('review.labels', { labels }) : saving('review.noLabels')}
        </>
      );
    case 'create-provenance':
      return (
        <>
          {saving('review.provenance')}
          {labels && `, ${saving('review.labels', { labels })}`}
        </>
      );
  }
}
