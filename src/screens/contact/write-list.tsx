import { fromRelatedPerson } from '../../mapping/child';
import type { IntendedWrite } from '../../record/intended';
import { isChange, meansFor } from '../../record/run';
import type { Consent, SavePlan, WritePlan } from '../../record/write-plan';
import type { SiteConfig } from '../../session/site-config';
import { useTexts } from '../../texts/texts';
import { childName } from '../format';
import { useSavingTexts } from '../saving-texts';

/** The writes of a save in words: which step with which label, which child is new or completed, and what is left out and why. */
export function WriteList(props: {
  readonly plan: WritePlan;
  readonly config: SiteConfig;
  readonly consent: Consent;
  readonly onConsent: (consent: Consent) => void;
}) {
  const { plan, config, consent, onConsent } = props;
  const { t } = useTexts();
  const saving = useSavingTexts();
  return (
    <>
      {plan.kind === 'save' && <HowWritten plan={plan} />}
      {plan.kind === 'save' && (
        <ul className="writes">
          {plan.writes.map((write) => (
            <li key={write.fullUrl} data-write={write.kind}>
              <WriteLine write={write} />
            </li>
          ))}
        </ul>
      )}
      {plan.kind === 'not-possible' && (
        <p className="warning" role="alert">
          {saving('review.cannot')}: {saving(`cannot.${plan.reason}`)}
        </p>
      )}
      {config.concernEntries === 'ask' && (
        <label className="option">
          <input
            type="checkbox"
            checked={consent.concernEntries ?? false}
            onChange={({ target }) => onConsent({ ...consent, concernEntries: target.checked })}
          />
          {saving('review.askConcern')}
        </label>
      )}
      {config.relatedPersons === 'ask' && (
        <label className="option">
          <input
            type="checkbox"
            checked={consent.relatedPersons ?? false}
            onChange={({ target }) => onConsent({ ...consent, relatedPersons: target.checked })}
          />
          {saving('review.askPersons')}
        </label>
      )}
      {plan.leftOut.length > 0 && (
        <>
          <p>{saving('review.leftOut')}</p>
          <ul>
            {plan.leftOut.map((left) => (
              <li key={`${left.what} ${left.what === 'entry' ? left.step : left.what === 'child' ? left.child : ''}`}>
                {left.what === 'entry' ? t(`step.long.${left.step}`) : saving(`leftOut.${left.what}`)}:{' '}
                {saving(`leftOut.${left.reason}`)}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

/** Which way it goes into this record, and what that means for what cannot be had there. */
function HowWritten({ plan }: { readonly plan: SavePlan }) {
  const saving = useSavingTexts();
  const changed = plan.writes.filter(isChange);
  const unguarded = changed.some((write) => !meansFor(plan, write).refusesStale);
  return (
    <p className="note" data-way={plan.way}>
      {saving(`way.${plan.way}`)} {!plan.certain && saving('way.try')} {unguarded && saving('way.unguarded')}
    </p>
  );
}

/** One write in words. */
export function WriteLine({ write }: { readonly write: IntendedWrite }) {
  const texts = useTexts();
  const { t } = texts;
  const saving = useSavingTexts();
  const labels = write.resource.meta?.security?.map(({ code }) => code).join(' + ');
  switch (write.kind) {
    case 'create-entry':
      return (
        <>
          {saving('review.entry', { title: `${write.step}. ${t(`step.long.${write.step}`)}` })},{' '}
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
            title: `${write.step}. ${t(`step.long.${write.step}`)}`,
          })}
          {labels && `, ${saving('review.labels', { labels })}`}
        </>
      );
    case 'create-document':
      return (
        <>
          {saving(write.content === 'note' ? 'review.note' : 'review.document', { steps: write.steps.join(', ') })},{' '}
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
